import { expect, it } from 'vitest';
import { byHouse, type ListedChild } from './children';
import type { KeptCase } from './kept_cases';

const child = (id: number, given: Partial<ListedChild> & { household_id?: number; due_at?: number }) =>
  ({
    given_name: String(id), village_no: '1', village_name: '', house_no: '', has_conflict: false,
    visit: undefined, ...given,
    kept: { id, subdistrict_code: '400101', household_id: given.household_id, due_at: given.due_at } as KeptCase,
  }) as ListedChild; // prettier-ignore
const ids = (children: ListedChild[]) =>
  byHouse(children).map((house) => house.children.map((one) => one.kept.id));

it('children of one house stand together, and those of no known house alone', () => {
  expect(ids([child(1, { household_id: 9 }), child(2, {}), child(3, { household_id: 9 })])).toEqual(
    [[2], [1, 3]],
  );
});

it('villages in the order of their numbers, and in each who is due first', () => {
  const list = [
    child(1, { village_no: '10', due_at: 1 }),
    child(2, { village_no: '2', due_at: 9 }),
    child(3, { village_no: '2', due_at: 5 }),
  ];
  expect(ids(list)).toEqual([[3], [2], [1]]);
});

it('who was visited already is not due any more', () => {
  const visited = child(1, { due_at: 1, visit: { counter: 1, case_id: 1, written_at: 1 } });
  expect(ids([visited, child(2, { due_at: 5 })])).toEqual([[2], [1]]);
});
