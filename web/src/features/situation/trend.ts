import type { EChartsCoreOption } from 'echarts/core';
import type { SituationSummary } from '../../shared/api/types';
import type { Language } from '../../shared/i18n/dates';
import { count } from '../../shared/i18n/numbers';
import type { Colours } from '../../shared/ui/colours.svelte';

import { pointName } from './point_name';

/** The number over time with its interval as a band; the axis begins at zero. */
export function trend(
  points: readonly SituationSummary[],
  colours: Colours,
  language: Language,
): EChartsCoreOption {
  const band = { type: 'line', stack: 'band', symbol: 'none', lineStyle: { opacity: 0 } };
  return {
    grid: { left: 4, right: 28, top: 28, bottom: 4, containLabel: true },
    xAxis: {
      type: 'category',
      data: points.map((point) => pointName(point, points, language)),
      axisLabel: { color: colours.quiet, hideOverlap: true },
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
      { ...band, data: points.map((point) => point.low) },
      {
        ...band,
        areaStyle: { color: colours['chart-a'], opacity: 0.22 },
        data: points.map((point) => point.high - point.low),
      },
      {
        type: 'line',
        symbol: 'circle',
        symbolSize: 8,
        lineStyle: { color: colours['chart-a'], width: 2 },
        itemStyle: { color: colours['chart-a'] },
        label: {
          show: true,
          position: 'top',
          color: colours.ink,
          formatter: (point: { value: number }) => count(point.value),
        },
        data: points.map((point) => point.value),
      },
    ],
  };
}
