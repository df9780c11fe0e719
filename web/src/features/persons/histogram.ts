import type { EChartsCoreOption } from 'echarts/core';
import type { LinkRunView } from '../../shared/api/types';
import { count } from '../../shared/i18n/numbers';
import type { Colours } from '../../shared/ui/colours.svelte';
import { bitsOfProbability } from './run_charts';

/** How many pairs have which weight; what lies right of the threshold is believed one person. */
export function histogram(
  run: LinkRunView,
  colours: Colours,
  threshold_words: string,
): EChartsCoreOption {
  const bins = run.weight_histogram;
  const threshold_bits = Math.floor(bitsOfProbability(run.threshold));
  const first_believed = bins.findIndex((bin) => bin.from >= threshold_bits);
  return {
    grid: { left: 4, right: 16, top: 32, bottom: 4, containLabel: true },
    xAxis: {
      type: 'category',
      data: bins.map((bin) => count(bin.from)),
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
      {
        type: 'bar',
        barCategoryGap: '10%',
        data: bins.map((bin) => ({
          value: bin.count,
          itemStyle: { color: bin.from >= threshold_bits ? colours['chart-a'] : colours.edge },
        })),
        markLine:
          first_believed >= 0
            ? {
                silent: true,
                symbol: 'none',
                lineStyle: { color: colours.ink, type: 'dashed' },
                label: { formatter: threshold_words, color: colours.ink },
                data: [{ xAxis: first_believed }],
              }
            : undefined,
      },
    ],
  };
}
