import { subdistrictName } from '../../shared/api/areas.svelte';
import type { RecordView } from '../../shared/api/types';
import { formatDate } from '../../shared/i18n/dates';
import { currentLanguage, tCode } from '../../shared/i18n/language.svelte';

export function isDate(field: string): boolean {
  return field === 'birth_date' || field === 'updated_on';
}

/** A stored value as a person reads it; codes stay beside the name they stand for. */
export function shown(field: string, value: string): string {
  if (!value) return '';
  if (isDate(field)) return formatDate(value, currentLanguage());
  if (field === 'sex') return tCode('sex', value.toUpperCase());
  if (field === 'subdistrict_code' || field === 'area_code') {
    const name = subdistrictName(value);
    return name === value ? value : `${name} (${value})`;
  }
  // What intake knew has a name in both languages; the rest is shown as the register wrote it.
  if (field === 'nationality') return tCode('nationality', value);
  if (field === 'status') return tCode('status', value);
  if (field === 'discharge_code') return tCode('discharge_code', value);
  return value;
}

/** What a record says of a field, as a person reads it; empty where it says nothing. */
export function valueOf(record: RecordView, field: string): string {
  return shown(field, record.fields.find((one) => one.field === field)?.value ?? '');
}

export function differs(record: RecordView, field: string): boolean {
  return record.fields.find((one) => one.field === field)?.differs ?? false;
}

/** Every field that one of the records has. */
export function fieldsOf(records: readonly RecordView[]): string[] {
  return [...new Set(records.flatMap((record) => record.fields.map((value) => value.field)))];
}
