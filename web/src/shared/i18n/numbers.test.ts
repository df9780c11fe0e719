import { expect, it } from 'vitest';
import { bytes, count, interval, percent } from './numbers';

it('numbers are grouped by thousands', () => {
  expect(count(18900)).toBe('18,900');
  expect(count(321.4)).toBe('321');
});

it('an interval shows both ends, unless nothing is uncertain', () => {
  expect(interval({ value: 18900, low: 18400, high: 19400 })).toBe('18,400–19,400');
  expect(interval({ value: 31, low: 31, high: 31 })).toBe('31');
});

it('a share is never rounded to all or to nothing', () => {
  expect(percent(0.0605)).toBe('6.0\u00a0%');
  expect(percent(1)).toBe('100\u00a0%');
  expect(percent(0.9999)).toBe('>99.9\u00a0%');
  expect(percent(0.0001)).toBe('<0.1\u00a0%');
  expect(percent(0)).toBe('0\u00a0%');
  expect(percent(0.97, 0)).toBe('97\u00a0%');
});

it('sizes are told in the unit that fits', () => {
  expect(bytes(512)).toBe('512 B');
  expect(bytes(34_500)).toBe('35 kB');
  expect(bytes(52_400_000)).toBe('52.4 MB');
});
