import { shownValue, waitingVisit } from './kept_cases';
import type { FieldRecord } from './field_merge';
import type { KeptCase } from './kept_cases';
import type { PhoneEdit } from './types';

/** A child as the list shows it: first name and village. */
export interface ListedChild {
  kept: KeptCase;
  given_name: string;
  village_no: string;
  village_name: string;
  house_no: string;
  has_conflict: boolean;
  visit: PhoneEdit | undefined;
}

export function listed(
  kept: KeptCase,
  record: FieldRecord,
  waiting: readonly PhoneEdit[],
  hasConflict: (field: FieldRecord[number]) => boolean,
): ListedChild {
  const value = (name: string) => shownValue(record, name);
  return {
    kept,
    given_name: value('given_name') || value('nickname'),
    village_no: value('village_no'),
    village_name: value('village_name'),
    house_no: value('house_no'),
    has_conflict: record.some(hasConflict),
    visit: waitingVisit(kept.id, waiting),
  };
}

export interface House {
  key: string;
  children: ListedChild[];
}

/** Children of one house together; houses by village, those where somebody is due first within it. */
export function byHouse(children: readonly ListedChild[]): House[] {
  const houses = new Map<string, ListedChild[]>();
  for (const child of children) {
    const { household_id, id } = child.kept;
    const key = household_id ? `house ${household_id}` : `case ${id}`;
    houses.set(key, [...(houses.get(key) ?? []), child]);
  }
  const due = (house: House) =>
    Math.min(
      ...house.children.map((one) => (one.visit ? Infinity : (one.kept.due_at ?? Infinity))),
    );
  const village = ({ children: [first] }: House) =>
    `${first!.kept.subdistrict_code} ${first!.village_no.padStart(3, '0')} ${first!.village_name}`;
  return [...houses]
    .map(([key, list]) => ({ key, children: list }))
    .toSorted(
      (a, b) =>
        village(a).localeCompare(village(b)) || due(a) - due(b) || a.key.localeCompare(b.key),
    );
}
