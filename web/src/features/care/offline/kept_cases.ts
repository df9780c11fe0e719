import { fieldOf, merged, withEdit, written, type FieldRecord, type Version } from './field_merge';
import type { CaseOnPhone, PhoneEdit, VisitForm } from './types';

/** A case as it lies on the phone: what the server last told, with what it has acknowledged since. */
export type KeptCase = CaseOnPhone;

/** What the phone itself keeps of itself. */
export interface PhoneSelf {
  id: number;
  token: string;
  account_id: number;
  /** The last number given to something written here. */
  counter: number;
  synced_ms: number;
}
/** Written here and refused by the server: shown until a person has read why. */
export interface Refused {
  edit: PhoneEdit;
  reason: string;
}

/** In the order of their numbers, also as text. */
export const editPlace = (counter: number) => `edit/${String(counter).padStart(12, '0')}`;
export const refusedPlace = (counter: number) => `refused/${String(counter).padStart(12, '0')}`;
export const casePlace = (id: number) => `case/${id}`;

function withPhoneEdit(record: FieldRecord, edit: PhoneEdit, device: number): FieldRecord {
  if (!edit.field) return record;
  const { field, value, base } = edit.field;
  const stamp = { device, counter: edit.counter };
  return withEdit(record, { field, version: { stamp, value, written_ms: edit.written_at }, base });
}

/** What this phone shows of a case: what the server knows, and what waits here. */
export function recordOf(
  kept: KeptCase,
  waiting: readonly PhoneEdit[],
  device: number,
): FieldRecord {
  return waiting
    .filter((edit) => edit.case_id === kept.id)
    .reduce((record, edit) => withPhoneEdit(record, edit, device), kept.fields as FieldRecord);
}

/** The versions of a field; of several with one value the first. */
export function versionsOf(record: FieldRecord, name: string): Version[] {
  const versions = fieldOf(record, name)?.versions ?? [];
  return versions.filter((one, i) => versions.findIndex((each) => each.value === one.value) === i);
}

/** What lists show. */
export function shownValue(record: FieldRecord, name: string): string {
  return versionsOf(record, name)[0]?.value ?? '';
}

export function fieldEdit(
  record: FieldRecord,
  self: PhoneSelf,
  case_id: number,
  field: string,
  value: string,
  now_ms: number,
): PhoneEdit {
  const counter = self.counter + 1;
  const version = { stamp: { device: self.id, counter }, value, written_ms: now_ms };
  const { base } = written(record, field, version);
  return { counter, case_id, written_at: now_ms, field: { field, value, base: [...base] } };
}

export function visitEdit(
  self: PhoneSelf,
  case_id: number,
  visit: VisitForm,
  now_ms: number,
): PhoneEdit {
  return { counter: self.counter + 1, case_id, written_at: now_ms, visit };
}

/** The server has it for good: it is part of what is known. */
export function acknowledged(kept: KeptCase, edit: PhoneEdit, device: number): KeptCase {
  return { ...kept, fields: withPhoneEdit(kept.fields, edit, device) as KeptCase['fields'] };
}

/** What the server tells now; an answer that was late takes nothing back. */
export function refreshed(kept: KeptCase | undefined, told: CaseOnPhone): KeptCase {
  if (!kept) return told;
  return { ...told, fields: merged(kept.fields, told.fields) as KeptCase['fields'] };
}

/** The outcome of a visit that waits here, if there is one: the last. */
export function waitingVisit(
  case_id: number,
  waiting: readonly PhoneEdit[],
): PhoneEdit | undefined {
  return waiting.findLast((edit) => edit.case_id === case_id && edit.visit);
}
