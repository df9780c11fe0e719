import { describe, expect, it } from 'vitest';
import { classBreaks, classOf, classRanges } from './classes';

describe('classes of the map', () => {
  const hundred = Array.from({ length: 100 }, (_, i) => i + 1);

  it('hold about the same number of areas each', () => {
    const breaks = classBreaks(hundred);
    expect(breaks).toEqual([21, 41, 61, 81]);
    const sizes = [0, 0, 0, 0, 0];
    for (const value of hundred) sizes[classOf(value, breaks)]! += 1;
    expect(sizes).toEqual([20, 20, 20, 20, 20]);
  });

  it('have breaks of two digits that can be read aloud', () => {
    expect(classBreaks([101, 234, 377, 412, 598])).toEqual([230, 380, 410, 600]);
    expect(classBreaks([0.0131, 0.0248, 0.0377, 0.0512, 0.0698])).toEqual([
      0.025, 0.038, 0.051, 0.07,
    ]);
  });

  it('are fewer where values do not spread, and none without values', () => {
    expect(classBreaks([3, 3, 3, 3])).toEqual([]);
    expect(classBreaks([0, 0, 0, 0, 7])).toEqual([7]);
    expect(classBreaks([])).toEqual([]);
  });

  it('put a value at a break into the class above', () => {
    expect(classOf(40, [20, 40])).toBe(2);
    expect(classOf(39.9, [20, 40])).toBe(1);
  });

  it('are open at both ends', () => {
    expect(classRanges([20, 40])).toEqual([
      { from: undefined, to: 20 },
      { from: 20, to: 40 },
      { from: 40, to: undefined },
    ]);
  });
});
