import type { ConsensusTest, Presence } from './types';

/** The wall clock of the hall has no summer time. */
const hall_offset = '+07:00';

/** An instant as the day and the time that people of the hall write. */
export function dayAndTime(at: number): { day: string; time: string } {
  const hall = new Date(at + 7 * 3_600_000).toISOString();
  return { day: hall.slice(0, 10), time: hall.slice(11, 16) };
}

/** The end of that minute: who came in it is there. */
export function instantOf(day: string, time: string): number | undefined {
  const match = /^(\d{1,2})[:.](\d{2})$/.exec(time.trim());
  if (!day || !match) return undefined;
  const at = Date.parse(`${day}T${match[1]!.padStart(2, '0')}:${match[2]}:59.999${hall_offset}`);
  return Number.isNaN(at) ? undefined : at;
}

/** Agencies that were in one of the rooms. */
export function inAnyRoom(rooms: readonly Presence[]): Set<number> {
  return new Set(rooms.flatMap((one) => one.agencies));
}

export interface Moment {
  at: number;
  kind: 'asked' | 'closed';
  test: ConsensusTest;
  /** Of a question about the whole none. */
  item?: number;
}

/** When all were asked about an item, or about the whole, and when that was closed, the latest first. */
export function momentsOf(tests: readonly { test: ConsensusTest; item: number }[]): Moment[] {
  const asked_first = tests.filter(
    ({ test }) =>
      !test.whole_id || tests.find((one) => one.test.whole_id === test.whole_id)?.test === test,
  );
  return asked_first
    .map(({ test, item }) => (test.whole_id ? { test } : { test, item }))
    .flatMap(({ test, item }): Moment[] => [
      { at: test.opened_at, kind: 'asked', test, item },
      ...(test.closed_at ? [{ at: test.closed_at, kind: 'closed' as const, test, item }] : []),
    ])
    .toSorted((a, b) => b.at - a.at);
}
