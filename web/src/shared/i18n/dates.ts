/** Dates as people here write them: Buddhist or Christian era, Thai or Arabic digits. */

export type Language = 'th' | 'en';

const thai_months: readonly (readonly [string, string])[] = [
  ['มกราคม', 'ม.ค.'],
  ['กุมภาพันธ์', 'ก.พ.'],
  ['มีนาคม', 'มี.ค.'],
  ['เมษายน', 'เม.ย.'],
  ['พฤษภาคม', 'พ.ค.'],
  ['มิถุนายน', 'มิ.ย.'],
  ['กรกฎาคม', 'ก.ค.'],
  ['สิงหาคม', 'ส.ค.'],
  ['กันยายน', 'ก.ย.'],
  ['ตุลาคม', 'ต.ค.'],
  ['พฤศจิกายน', 'พ.ย.'],
  ['ธันวาคม', 'ธ.ค.'],
];
const english_months = [
  'january', 'february', 'march', 'april', 'may', 'june', 'july',
  'august', 'september', 'october', 'november', 'december',
]; // prettier-ignore

/** Years from here on are Buddhist: 2400 B.E. is 1857, before any register of ours begins. */
const buddhist_from = 2400;
export const buddhist_offset = 543;

function monthNumber(word: string): number | undefined {
  const bare = word.replace(/\./g, '').toLowerCase();
  const thai = thai_months.findIndex(
    ([long, short]) => long === word || short.replace(/\./g, '') === bare,
  );
  if (thai >= 0) return thai + 1;
  if (bare.length < 3) return undefined;
  const english = english_months.findIndex((name) => name.startsWith(bare));
  return english >= 0 ? english + 1 : undefined;
}

function isoDate(year: number, month: number, day: number): string | undefined {
  const christian = year >= buddhist_from ? year - buddhist_offset : year;
  if (christian < 1857 || christian > 2399) return undefined;
  const date = new Date(Date.UTC(christian, month - 1, day));
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return undefined;
  return date.toISOString().slice(0, 10);
}

/**
 * A whole date as ISO text, or undefined. Understands 10/11/2566, 10-11-2023, 2566-11-10, 10 พ.ย. 2566,
 * 10 November 2023, with Thai digits too. Two-digit years are not guessed at.
 */
export function parseDate(text: string): string | undefined {
  const plain = text
    .trim()
    .replace(/[๐-๙]/g, (digit) => String(digit.charCodeAt(0) - 0x0e50))
    .replace(/พ\.ศ\.|ค\.ศ\.|\b[BC]\.?E\.?\b/gi, ' ')
    .trim();
  let match = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(plain);
  if (match) return isoDate(Number(match[1]), Number(match[2]), Number(match[3]));
  match = /^(\d{1,2})[-/.\s](\d{1,2})[-/.\s](\d{4})$/.exec(plain);
  if (match) return isoDate(Number(match[3]), Number(match[2]), Number(match[1]));
  match = /^(\d{1,2})\s*([^\d\s]+)\s*(\d{4})$/.exec(plain);
  const month = match ? monthNumber(match[2]!) : undefined;
  return match && month ? isoDate(Number(match[3]), month, Number(match[1])) : undefined;
}

function locale(language: Language): string {
  return language === 'th' ? 'th-TH-u-ca-buddhist-nu-latn' : 'en-GB';
}

/** ISO text, possibly only a year or a month, as the language writes it: B.E. in Thai, C.E. in English. */
export function formatDate(
  iso: string,
  language: Language,
  month: 'short' | 'long' = 'short',
): string {
  const match = /^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?/.exec(iso);
  if (!match) return iso;
  const [, year, month_text, day] = match;
  if (!month_text) {
    return language === 'th' ? `พ.ศ. ${Number(year) + buddhist_offset}` : String(Number(year));
  }
  const date = new Date(Date.UTC(Number(year), Number(month_text) - 1, Number(day ?? '1')));
  // The era is left out: a year beyond 2400 says itself which it is.
  const parts = new Intl.DateTimeFormat(locale(language), {
    day: day ? 'numeric' : undefined,
    month,
    year: 'numeric',
    timeZone: 'UTC',
  }).formatToParts(date);
  return parts
    .filter((part) => part.type !== 'era')
    .map((part) => (part.type === 'literal' ? part.value.replace(/พ\.ศ\.\s?/, '') : part.value))
    .join('')
    .trim()
    .replaceAll(' ', '\u00a0'); // A date is not broken at the end of a line.
}

/** A moment (unix ms) in Thailand's time. */
export function formatDateTime(ms: number, language: Language): string {
  const options = { timeZone: 'Asia/Bangkok' } as const;
  const day = new Intl.DateTimeFormat('en-CA', options).format(ms);
  const time = new Intl.DateTimeFormat('en-GB', {
    ...options,
    hour: '2-digit',
    minute: '2-digit',
  }).format(ms);
  return `${formatDate(day, language)}\u00a0${time}${language === 'th' ? '\u00a0น.' : ''}`;
}

/** Today in Thailand, as ISO text. */
export function today(now: number = Date.now()): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Bangkok' }).format(now);
}
