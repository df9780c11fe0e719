import type { EChartsCoreOption } from 'echarts/core';
import type { LinkRunChartsView } from '../../shared/api/types';
import { count, percent } from '../../shared/i18n/numbers';
import type { Colours } from '../../shared/ui/colours.svelte';

type FieldLevels = LinkRunChartsView['fields'][number];
type Level = FieldLevels['levels'][number];

/** What a level adds to the weight: log2 of how much oftener it is met between records of one person. */
export function bits(level: Pick<Level, 'm' | 'u'>): number {
  return Math.log2(Math.max(level.m, 1e-15) / Math.max(level.u, 1e-15));
}

export function signed(value: number): string {
  const rounded = Math.abs(value).toFixed(1);
  return rounded === '0.0' ? rounded : `${value > 0 ? '+' : '−'}${rounded}`;
}

/** More digits where a share is small; one in so many where it is smaller still. */
export function share(value: number): string {
  if (value > 0 && value < 1e-4) return `1 : ${count(1 / value)}`;
  return percent(value, value >= 0.1 ? 1 : 3);
}

/** The level that says most for one person, of those that are met at all. */
export function strongest(fields: FieldLevels[]): { field: string; bits: number } | undefined {
  return fields
    .flatMap((field) =>
      field.levels
        .filter((level) => level.m > 0.01)
        .map((level) => ({ field: field.field, bits: bits(level) })),
    )
    .toSorted((a, b) => b.bits - a.bits)[0];
}

/** A rule as it is written, "birth_date:year + area_code", in words. */
export function ruleWords(
  rule: string,
  tell_field: (field: string) => string,
  tell_form: (form: string) => string,
  every_pair: string,
): string {
  if (rule === 'all pairs') return every_pair;
  return rule
    .split(' + ')
    .map((key) => {
      const [field = '', form] = key.split(':');
      return form ? `${tell_field(field)} (${tell_form(form)})` : tell_field(field);
    })
    .join(' + ');
}

export interface LevelWeights {
  field: string;
  words: string;
  here: number;
  there: number;
}

/** Levels that both runs have, with their weights. */
export function compared(here: FieldLevels[], there: FieldLevels[]): LevelWeights[] {
  return here.flatMap((field) => {
    const before = there.find((one) => one.field === field.field);
    return field.levels.flatMap((level) => {
      const same = before?.levels.find((one) => one.level === level.level);
      if (!same) return [];
      return [{ field: field.field, words: level.words, here: bits(level), there: bits(same) }];
    });
  });
}

export interface Bars {
  label: string;
  /** One for each series. */
  values: number[];
}

/** A share of the pairs of one person, rounded down: what is not reached does not look so. */
export function recallShare(value: number): string {
  return `${(Math.floor(value * 10000 + 1e-6) / 100).toFixed(2)}\u00a0%`;
}

/** What each rule finds, and what it finds that none above it does; or its pairs, where that is not known. */
export function ruleBars<
  Rule extends { pairs: number; recall?: number | null; recall_more?: number | null },
>(rules: Rule[], label: (rule: Rule) => string): Bars[] {
  const is_known = rules.every((rule) => rule.recall != null && rule.recall_more != null);
  return rules.map((rule) => ({
    label: label(rule),
    values: is_known ? [rule.recall ?? 0, rule.recall_more ?? 0] : [rule.pairs],
  }));
}

/** Heights that go with `bars`. */
export function barsHeight(rows: Bars[], series: number): number {
  return rows.length * (40 + 16 * series) + 12;
}

/**
 * Lying bars from zero with their words above them and their numbers at their ends, so that they need
 * neither a legend nor a wide screen.
 */
export function bars(
  rows: Bars[],
  colours: Colours,
  series: { name: string; tell: (value: number) => string }[],
): EChartsCoreOption {
  const values = rows.flatMap((row) => row.values);
  const most = Math.max(0, ...values);
  const least = Math.min(0, ...values);
  const room = (most - least || 1) * 0.6;
  return {
    grid: { left: 2, right: 2, top: 8, bottom: 4 },
    xAxis: {
      type: 'value',
      min: least < 0 ? least - room : 0,
      max: most + room,
      axisLabel: { show: false },
      splitLine: { show: false },
    },
    yAxis: {
      type: 'category',
      inverse: true,
      data: rows.map((row) => row.label),
      axisTick: { show: false },
      axisLine: { show: false, onZero: false },
      axisLabel: {
        inside: true,
        margin: 0,
        color: colours.ink,
        align: 'left',
        verticalAlign: 'bottom',
        padding: [0, 0, 8 * series.length + 8, 6],
      },
    },
    series: series.map((one, i) => ({
      type: 'bar',
      name: one.name,
      barWidth: 12,
      barGap: '30%',
      itemStyle: { color: i === 0 ? colours['chart-a'] : colours['chart-b'] },
      label: { show: true, color: colours.ink },
      markLine: {
        silent: true,
        symbol: 'none',
        lineStyle: { color: colours.edge, type: 'solid' },
        label: { show: false },
        data: i === 0 ? [{ xAxis: 0 }] : [],
      },
      data: rows.map((row) => {
        const value = row.values[i] ?? 0;
        return {
          value,
          label: {
            position: value < 0 ? 'left' : 'right',
            formatter: `${one.name} ${one.tell(value)}`.trim(),
          },
        };
      }),
    })),
  };
}
