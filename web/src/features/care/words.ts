import { formatDate } from '../../shared/i18n/dates';
import { currentLanguage, t } from '../../shared/i18n/language.svelte';
import type { CaseDetail, CaseVerb, FormOption, FormsView } from './types';

/** A form's words in the language of the page. */
export function label(of: { label_th: string; label_en: string }): string {
  return currentLanguage() === 'en' && of.label_en ? of.label_en : of.label_th;
}

export function optionsOf(forms: FormsView, list: string): FormOption[] {
  return forms.picklists.lists.find((one) => one.key === list)?.options ?? [];
}

export function optionLabel(forms: FormsView, list: string, key: string): string {
  const found = optionsOf(forms, list).find((one) => one.key === key);
  return found ? label(found) : key;
}

export function ageWords(birth_year: number): string {
  return birth_year
    ? t('care.age', { n: new Date().getFullYear() - birth_year })
    : t('care.age_unknown');
}

/** Where a verb is done: a form of its own, or words only. */
export function placeOf(id: number, verb: CaseVerb): string | undefined {
  switch (verb) {
    case 'assess':
      return `/cases/${id}/assess`;
    case 'plan':
      return `/cases/${id}/plan`;
    case 'follow_up':
      return `/cases/${id}/follow-up`;
    case 'mend':
      return `/cases/${id}/mend`;
    default:
      return undefined;
  }
}

/** The verb that does what is due, if the reader may. */
export function verbOfDue(one: Pick<CaseDetail, 'due' | 'verbs'>): CaseVerb | 'visit' | undefined {
  const wanted: Record<CaseDetail['due'], (CaseVerb | 'visit')[]> = {
    assignment: ['assign'],
    visit: ['visit'],
    assessment: ['assess'],
    plan: ['plan'],
    approval: ['approve_plan'],
    service: ['begin_service', 'place'],
    placement: ['place'],
    follow_up: ['follow_up'],
    closing: ['reach_livelihood'],
    nothing: [],
  };
  return wanted[one.due].find((verb) =>
    verb === 'visit' ? one.verbs.includes('find_out_of_school') : one.verbs.includes(verb),
  );
}

export function titleOf(of: { title_th: string; title_en: string }): string {
  return currentLanguage() === 'en' && of.title_en ? of.title_en : of.title_th;
}

/** The day of a moment, as it is told. */
export function dayOf(at: number): string {
  return formatDate(new Date(at).toISOString().slice(0, 10), currentLanguage());
}
