import { expect, test } from 'vitest';

import { registerCount, weakestCoverage } from './coverage';

test('the shares of several school files add up', () => {
  const registers = [
    { kind: 'civil', coverage: 0.98 },
    { kind: 'school', coverage: 0.6 },
    { kind: 'school', coverage: 0.3 },
    { kind: 'welfare', coverage: 0.1 },
  ];
  expect(weakestCoverage(registers)).toBeCloseTo(0.9);
});

test('coverage is never more than all', () => {
  const registers = [
    { kind: 'civil', coverage: 1 },
    { kind: 'school', coverage: 0.7 },
    { kind: 'school', coverage: 0.7 },
  ];
  expect(weakestCoverage(registers)).toBe(1);
});

test('six school files and a civil one are two registers', () => {
  expect(registerCount([{ kind: 'civil' }, ...Array(6).fill({ kind: 'school' })])).toBe(2);
});
