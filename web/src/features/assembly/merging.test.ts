import { expect, it } from 'vitest';
import { firstWords, mergeable } from './merging';
import type { Amendment, Operation, Room } from './types';

const rooms = [{ id: 1 }, { id: 2, is_plenary: true }] as Room[];
const amendment = (id: number, operation: Operation, more: Partial<Amendment> = {}) =>
  ({ id, operation, room_id: 1, state: 'open', ...more }) as Amendment;
const all = [
  amendment(1, { kind: 'insert', after: 7, text: 'after it' }),
  amendment(2, { kind: 'replace', paragraph: 7, text: 'instead' }),
  amendment(3, { kind: 'delete', paragraph: 7 }),
  amendment(4, { kind: 'split', paragraph: 7, text: 'in' }),
  amendment(5, { kind: 'replace', paragraph: 8, text: 'elsewhere' }),
  amendment(6, { kind: 'replace', paragraph: 7, text: 'decided' }, { state: 'rejected' }),
  amendment(7, { kind: 'replace', paragraph: 7, text: 'in the plenary' }, { room_id: 2 }),
];
const ids = (found: Amendment[]) => found.map((one) => one.id);

it('unites what waits on one paragraph before one room: words of it, words after it, that it goes', () => {
  expect(ids(mergeable(all, 7, rooms, () => true))).toEqual([1, 2, 3]);
  expect(ids(mergeable(all, 7, rooms, (room) => room?.is_plenary ?? false))).toEqual([7]);
  expect(ids(mergeable(all, 9, rooms, () => true))).toEqual([]);
});

it('begins uniting with new words of the paragraph, else with those to stand after it', () => {
  expect(firstWords(all)).toBe('instead');
  expect(firstWords(all.slice(0, 1))).toBe('after it');
  expect(firstWords(all.slice(2, 3))).toBeUndefined();
});
