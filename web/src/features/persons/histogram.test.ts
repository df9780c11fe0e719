import { describe, expect, it } from 'vitest';
import { binOfProbability, histogram, withoutGaps } from './histogram';
import type { Colours } from '../../shared/ui/colours.svelte';

describe('a threshold', () => {
  it('of one half lies at zero bits, of four to one at two', () => {
    expect(binOfProbability(0.5)).toBe(0);
    expect(binOfProbability(0.8)).toBe(2);
    expect(binOfProbability(0.3)).toBe(-2);
  });
});

describe('bins', () => {
  it('have no gaps and begin no later than the threshold', () => {
    expect(withoutGaps([{ from: 2, count: 5 }, { from: 4, count: 1 }], 0)).toEqual([
      { from: 0, count: 0 },
      { from: 1, count: 0 },
      { from: 2, count: 5 },
      { from: 3, count: 0 },
      { from: 4, count: 1 },
    ]); // prettier-ignore
    expect(withoutGaps([], 0)).toEqual([]);
  });
});

describe('labels under the bars', () => {
  it('stand at even steps of bits, however many bins there are', () => {
    const labelled = (first: number, count: number) => {
      const bins = Array.from({ length: count }, (_, i) => ({ from: first + i, count: 1 }));
      const option = histogram(bins, 0, '', {} as Colours, '');
      const { interval } = (option.xAxis as { axisLabel: { interval: (i: number) => boolean } })
        .axisLabel;
      return bins.filter((_, i) => interval(i)).map((bin) => bin.from);
    };
    expect(labelled(-41, 83)).toEqual([-40, -30, -20, -10, 0, 10, 20, 30, 40]);
    expect(labelled(-3, 28)).toEqual([0, 5, 10, 15, 20]);
    expect(labelled(-1, 3)).toEqual([-1, 0, 1]);
  });
});
