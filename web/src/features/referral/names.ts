import type { AgencyView } from '../../shared/api/types';
import { named, t } from '../../shared/i18n/language.svelte';
import type { ReferralLine } from './types';

/** 0 is the lead unit. */
export function agencyName(agencies: readonly AgencyView[], id: number): string {
  const found = agencies.find((one) => one.id === id);
  return found ? named(found) : t('referral.lead_unit');
}

const day_ms = 86_400_000;

/** Whole days that a side has had it. */
export function daysWaited(line: ReferralLine, now: number): number {
  return Math.max(0, Math.floor((now - (line.sent_at ?? line.drafted_at)) / day_ms));
}

/** Who it is about, as far as lists tell. */
export function childWords(line: ReferralLine): string {
  const age = line.age === undefined || line.age === null ? '' : t('referral.age', { n: line.age });
  return [line.initials, age, line.village_name].filter(Boolean).join(' · ');
}
