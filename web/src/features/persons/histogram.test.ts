import { describe, expect, it } from 'vitest';
import { binOfProbability, withoutGaps } from './histogram';

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
