import { currentLanguage, named } from '../../shared/i18n/language.svelte';
import { inDigits } from './numbers';

/** Agencies by id, with what they are called. */
export type AgencyNames = ReadonlyMap<number, { name_th: string; name_en: string }>;

export function agencyName(agencies: AgencyNames, id: number): string {
  const agency = agencies.get(id);
  return agency ? named(agency) : '';
}

/** Of a thing with a Thai and an English title, the one of the page's language. */
export function titled(thing: { title_th: string; title_en: string }): string {
  return currentLanguage() === 'en' && thing.title_en ? thing.title_en : thing.title_th;
}

/** What the log calls a draft: by the Thai title that binds, or what its item is called in English. */
export function draftName(thai: string, item: { title_en: string } | undefined): string {
  return currentLanguage() === 'en' && item?.title_en ? item.title_en : thai;
}

/** A number that names something, as official papers write it; counts and times are in Arabic digits. */
export function ordinal(number: number): string {
  return inDigits(number, currentLanguage());
}

/** "๒. title": of an agenda item. */
export function numberedTitle(item: {
  number: number;
  title_th: string;
  title_en: string;
}): string {
  return `${ordinal(item.number)}. ${titled(item)}`;
}

/** Whether the title shown is Thai on an English page. */
export function titleLanguage(thing: { title_en: string }): 'th' | undefined {
  return currentLanguage() === 'en' && !thing.title_en ? 'th' : undefined;
}

/** Drafts are in one language, which may not be the page's: screen readers and line breaks must know. */
export function languageOf(text: string): 'th' | 'en' {
  return /[\u0e00-\u0e7f]/.test(text) ? 'th' : 'en';
}
