import type { EChartsCoreOption } from 'echarts/core';
import { count } from '../../shared/i18n/numbers';
import type { Colours } from '../../shared/ui/colours.svelte';

/** So many of something between `from` bits and the next. */
export interface WeightBin {
  from: number;
  count: number;
}

/** A threshold is a probability, weights are bits; the bin it lies in. */
export function binOfProbability(probability: number): number {
  return Math.floor(Math.log2(probability / (1 - probability)));
}

/** Bins without gaps, from the threshold's own on. */
export function withoutGaps(bins: WeightBin[], threshold: number): WeightBin[] {
  if (!bins.length) return [];
  const first = Math.min(threshold, bins[0]!.from);
  const last = bins.at(-1)!.from;
  const known = new Map(bins.map((bin) => [bin.from, bin.count]));
  return Array.from({ length: last - first + 1 }, (_, i) => ({
    from: first + i,
    count: known.get(first + i) ?? 0,
  }));
}

/** Standing bars over bits, the threshold drawn among them; left of it they have another colour. */
export function histogram(
  bins: WeightBin[],
  threshold: number,
  threshold_words: string,
  colours: Colours,
  below: string,
): EChartsCoreOption {
  const first_above = bins.findIndex((bin) => bin.from >= threshold);
  const told = bins.length > 60 ? 10 : bins.length > 20 ? 5 : 1; // bits from label to label
  return {
    grid: { left: 4, right: 16, top: 32, bottom: 4, containLabel: true },
    xAxis: {
      type: 'category',
      data: bins.map((bin) => count(bin.from)),
      axisLabel: {
        color: colours.quiet,
        hideOverlap: true,
        interval: (i: number) => bins[i]!.from % told === 0,
      },
      axisTick: { show: false },
      axisLine: { lineStyle: { color: colours.edge } },
    },
    yAxis: {
      type: 'value',
      min: 0,
      axisLabel: { color: colours.quiet, formatter: (value: number) => count(value) },
      splitLine: { lineStyle: { color: colours.line } },
    },
    series: [
      {
        type: 'bar',
        barCategoryGap: '10%',
        data: bins.map((bin) => ({
          value: bin.count,
          itemStyle: { color: bin.from < threshold ? below : colours['chart-a'] },
        })),
        markLine:
          first_above >= 0
            ? {
                silent: true,
                symbol: 'none',
                lineStyle: { color: colours.ink, type: 'dashed' },
                label: { formatter: threshold_words, color: colours.ink },
                data: [{ xAxis: first_above }],
              }
            : undefined,
      },
    ],
  };
}
