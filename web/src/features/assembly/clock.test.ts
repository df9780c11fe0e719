import { describe, expect, it } from 'vitest';
import { clockTime, timeToday } from './clock';

describe('a time of day in the hall', () => {
  const noon = Date.UTC(2026, 10, 24, 5, 0);

  it('is shown by the clock of the hall', () => {
    expect(clockTime(noon, 'en')).toBe('12:00');
  });

  it('is later today, or tomorrow once it has passed', () => {
    expect(timeToday('13:30', noon)).toBe(Date.UTC(2026, 10, 24, 6, 30));
    expect(timeToday('09:05', noon)).toBe(Date.UTC(2026, 10, 25, 2, 5));
    expect(timeToday('12:00', noon)).toBe(Date.UTC(2026, 10, 25, 5, 0));
    expect(timeToday('00:30', noon)).toBe(Date.UTC(2026, 10, 24, 17, 30));
  });
});
