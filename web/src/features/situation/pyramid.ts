import type { EChartsCoreOption } from 'echarts/core';
import { count } from '../../shared/i18n/numbers';
import type { SituationView } from '../../shared/api/types';
import type { Colours } from '../../shared/ui/colours.svelte';

type Cell = SituationView['by_age_sex'][number];

interface Whisker {
  coord(value: [number, number]): [number, number];
  value(dimension: number): number;
}

/** One line from low to high with short ends, in the middle of its bar. */
function whisker(colour: string) {
  return (_: unknown, at: Whisker) => {
    const [x1, y] = at.coord([at.value(1), at.value(0)]);
    const [x2] = at.coord([at.value(2), at.value(0)]);
    const line = (ax: number, ay: number, bx: number, by: number) => ({
      type: 'line',
      shape: { x1: ax, y1: ay, x2: bx, y2: by },
      style: { stroke: colour, lineWidth: 1.5 },
    });
    return {
      type: 'group',
      children: [line(x1, y, x2, y), line(x1, y - 4, x1, y + 4), line(x2, y - 4, x2, y + 4)],
    };
  };
}

export function ages(cells: readonly Cell[]): number[] {
  return [...new Set(cells.map((cell) => cell.age))].toSorted((a, b) => a - b);
}

/** Boys to the left of the middle, girls to the right; both axes count from zero. */
export function pyramid(cells: readonly Cell[], colours: Colours): EChartsCoreOption {
  const rows = ages(cells);
  const side = (sex: string, sign: 1 | -1) => {
    const of = (age: number) => cells.find((cell) => cell.age === age && cell.sex === sex);
    const colour = sign < 0 ? colours['chart-a'] : colours['chart-b'];
    return [
      {
        type: 'bar',
        stack: 'both',
        barWidth: '70%',
        itemStyle: { color: colour },
        data: rows.map((age) => sign * (of(age)?.value ?? 0)),
      },
      {
        type: 'custom',
        renderItem: whisker(colours.ink),
        data: rows.map((age, i) => [i, sign * (of(age)?.low ?? 0), sign * (of(age)?.high ?? 0)]),
        encode: { x: [1, 2], y: 0 },
        z: 5,
      },
    ];
  };
  const end = Math.max(1, ...cells.map((cell) => cell.high));
  return {
    grid: { left: 4, right: 12, top: 8, bottom: 4, containLabel: true },
    xAxis: {
      type: 'value',
      min: -end,
      max: end,
      splitNumber: 4,
      axisLabel: {
        color: colours.quiet,
        showMinLabel: false,
        showMaxLabel: false,
        hideOverlap: true,
        formatter: (value: number) => count(Math.abs(value)),
      },
      splitLine: { lineStyle: { color: colours.line } },
    },
    yAxis: {
      type: 'category',
      data: rows.map(String),
      axisLabel: { color: colours.ink },
      axisTick: { show: false },
      axisLine: { show: false },
    },
    series: [...side('M', -1), ...side('F', 1)],
  };
}
