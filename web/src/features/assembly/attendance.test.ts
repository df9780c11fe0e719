import { describe, expect, it } from 'vitest';
import { dayAndTime, inAnyRoom, instantOf, momentsOf } from './attendance';
import type { ConsensusTest, Presence } from './types';

describe('an instant to look at', () => {
  it('is written as the wall clock of the hall has it', () => {
    expect(dayAndTime(Date.UTC(2026, 10, 24, 20, 5))).toEqual({ day: '2026-11-25', time: '03:05' });
  });

  it('is the end of its minute, so that who came in it is there', () => {
    expect(instantOf('2026-11-25', '3.05')).toBe(Date.UTC(2026, 10, 24, 20, 5, 59, 999));
    expect(instantOf('', '03:05')).toBeUndefined();
    expect(instantOf('2026-11-25', 'noon')).toBeUndefined();
    expect(instantOf('2026-11-25', '25:00')).toBeUndefined();
  });

  it('is offered where all were asked and where that was closed, the latest first', () => {
    const test = { id: 1, opened_at: 10, closed_at: 30 } as ConsensusTest;
    const open = { id: 2, opened_at: 20 } as ConsensusTest;
    const moments = momentsOf([
      { test, item: 4 },
      { test: open, item: 5 },
    ]);
    expect(moments.map((one) => [one.at, one.kind, one.item])).toEqual([
      [30, 'closed', 4],
      [20, 'asked', 5],
      [10, 'asked', 4],
    ]);
  });
  it('is one of a question about the whole, however many items it asks about', () => {
    const test = (id: number) => ({ id, opened_at: 10, whole_id: 7 }) as ConsensusTest;
    const moments = momentsOf([
      { test: test(1), item: 4 },
      { test: test(2), item: 5 },
    ]);
    expect(moments).toHaveLength(1);
    expect(moments[0]!.item).toBeUndefined();
  });
});

it('an agency in two rooms is there once', () => {
  const room = (agencies: number[]) => ({ agencies }) as Presence;
  expect([...inAnyRoom([room([1, 2]), room([2, 3])])]).toEqual([1, 2, 3]);
});
