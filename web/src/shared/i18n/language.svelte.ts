import { th } from './th';

export type Language = 'th' | 'en';
export type Catalogue = typeof th;
export type MessageKey = keyof Catalogue;

/** The names in braces of a message, so that a forgotten argument is a type error. */
type Names<Text> = Text extends `${string}{${infer Inside}}${infer Rest}`
  ? (Inside extends `${infer Name},${string}` ? Name : Inside) | Names<Rest>
  : never;
type Arguments<Key extends MessageKey> = [Names<Catalogue[Key]>] extends [never]
  ? []
  : [Record<Names<Catalogue[Key]>, string | number>];
/** Messages that stand as they are. */
export type PlainKey = {
  [Key in MessageKey]: [Names<Catalogue[Key]>] extends [never] ? Key : never;
}[MessageKey];

const storage_key = 'samatcha.language';

let language = $state<Language>('th');
let catalogue = $state.raw<Record<MessageKey, string>>(th);
type Fill = (text: string, values: Record<string, string | number>) => string;
/** Thai has no plural: names in braces are all there is, and the page needs no message parser. */
const fillNames: Fill = (text, values) =>
  text.replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
let fill: Fill = fillNames;

export function currentLanguage(): Language {
  return language;
}

/** English is fetched when first asked for; Thai comes with the page. */
export async function setLanguage(next: Language): Promise<void> {
  if (next === 'th') {
    catalogue = th;
    fill = fillNames;
  } else {
    const english = await import('./en');
    catalogue = english.en;
    fill = english.fillMessage;
  }
  language = next;
  document.documentElement.lang = next;
  try {
    localStorage.setItem(storage_key, next);
  } catch {
    // A browser that keeps nothing still shows the language chosen.
  }
}

export async function restoreLanguage(): Promise<void> {
  let kept: string | null = null;
  try {
    kept = localStorage.getItem(storage_key);
  } catch {
    // As above.
  }
  if (kept === 'en') await setLanguage('en');
}

export function t<Key extends MessageKey>(key: Key, ...args: Arguments<Key>): string {
  const text = catalogue[key];
  const values = args[0];
  if (!values) return text;
  return fill(text, values);
}

/** The text for a code that the server sends; a code newer than this page is shown as it is. */
export function tCode(prefix: string, code: string): string {
  return (catalogue as Record<string, string>)[`${prefix}.${code}`] ?? code;
}

/** Of a thing with a Thai and an English name, the one of the page's language. */
export function named(thing: { name_th: string; name_en: string }): string {
  return language === 'en' && thing.name_en ? thing.name_en : thing.name_th;
}
