import { currentLanguage, named, t } from '../../shared/i18n/language.svelte';
import { count, percent } from '../../shared/i18n/numbers';
import type { ForumResults, PublicForum, StatementResult } from './types';

const thai_letters = 'กขคงจฉชซญฐณดตถทธนบปผฝพฟภมยรลวสหอ';
const latin_letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** A group's letter: its name is a number that stays with its people. */
export function groupLetter(name: string): string {
  const letters = currentLanguage() === 'th' ? thai_letters : latin_letters;
  return letters[Number(name)] ?? String(Number(name) + 1);
}

/** In the page's language if it is there in it, else in Thai. */
export const titleOf = (forum: Pick<PublicForum, 'title_th' | 'title_en'>) =>
  currentLanguage() === 'en' && forum.title_en ? forum.title_en : forum.title_th;
export const questionOf = (forum: Pick<PublicForum, 'question_th' | 'question_en'>) =>
  currentLanguage() === 'en' && forum.question_en ? forum.question_en : forum.question_th;

/** Whose people are asked: an area of the province, or all of it. */
export const areaOf = (forum: PublicForum) =>
  named({ name_th: forum.area_th, name_en: forum.area_en }) ||
  t('app.province', { name: named({ name_th: forum.province_th, name_en: forum.province_en }) });

/** The share of those who saw a statement that agree or disagree, surest first. */
export function byStrength(
  results: ForumResults,
  which: 'is_agreed_by_all' | 'is_disagreed_by_all',
): StatementResult[] {
  const low = which === 'is_agreed_by_all' ? 'agree_low' : 'disagree_low';
  return results.statements.filter((one) => one[which]).sort((a, b) => b[low] - a[low]);
}

/** How all voted on a statement, in a line, and whether delegates of every sector agree too. */
export function evidenceOf(statement: StatementResult, sectors: ForumResults['sectors']): string {
  const { agree, disagree, pass } = statement.all;
  const seen = agree + disagree + pass;
  if (!seen) return t('results.nobody');
  const tally = t('results.tally', {
    agree: percent(agree / seen, 0),
    disagree: percent(disagree / seen, 0),
    n: count(seen),
  });
  return sectors?.agreed.includes(statement.number)
    ? `${tally} · ${t('results.sectors_too')}`
    : tally;
}

/** Characters as a reader counts them is the browser's affair; the limit is of Unicode characters, as the server's. */
export const lengthOf = (text: string) => [...text.trim()].length;
export const statement_length_max = 280;

/** Colours that stay apart for those who see colours differently (Okabe and Ito); a letter always stands beside. */
export const group_colours = [
  '#0072b2', '#d55e00', '#009e73', '#cc79a7', '#7a5195', '#56b4e9', '#e69f00', '#5b6570',
]; // prettier-ignore
export const colourOf = (name: string) => group_colours[Number(name) % group_colours.length]!;

/** What people write is in the language they write in, whatever the page's. */
export const languageOf = (text: string): 'th' | 'en' =>
  /[\u0e00-\u0e7f]/.test(text) ? 'th' : 'en';
