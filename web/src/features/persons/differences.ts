/** Where two values differ, by what a reader sees as one character: a Thai letter with its marks. */

export interface Part {
  text: string;
  differs: boolean;
}

const characters = new Intl.Segmenter('th', { granularity: 'grapheme' });
/** Stands, marked, where the reference has a letter that is missing here. */
export const gap = '\u2009';
const longest = 200; ///< Longer texts are not compared letter by letter.

/** A date is compared word by word, anything else letter by letter. */
export type Unit = 'letter' | 'word';

function split(text: string, unit: Unit): string[] {
  if (unit === 'word') return text.split(/(?<= )/);
  return [...characters.segment(text)].map((one) => one.segment);
}

/** Length of the longest common subsequence of a[i..] and b[j..], for every i and j. */
function commonLengths(a: readonly string[], b: readonly string[]): number[][] {
  const table = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0));
  for (let i = a.length - 1; i >= 0; --i)
    for (let j = b.length - 1; j >= 0; --j)
      table[i]![j] =
        a[i] === b[j] ? table[i + 1]![j + 1]! + 1 : Math.max(table[i + 1]![j]!, table[i]![j + 1]!);
  return table;
}

/** `value` in parts, marked where it is not as in `reference`. */
export function differences(value: string, reference: string, unit: Unit = 'letter'): Part[] {
  const a = split(value, unit);
  const b = split(reference, unit);
  if (value === reference || a.length === 0) return value ? [{ text: value, differs: false }] : [];
  if (a.length > longest || b.length > longest) return [{ text: value, differs: true }];
  const table = commonLengths(a, b);
  const parts: Part[] = [];
  const add = (text: string, differs: boolean) => {
    const last = parts.at(-1);
    if (last?.differs === differs) last.text += text;
    else parts.push({ text, differs });
  };
  let j = 0;
  for (let i = 0; i < a.length; ++i) {
    let missing = false;
    while (j < b.length && a[i] !== b[j] && table[i]![j + 1] === table[i]![j]) {
      ++j;
      missing = true;
    }
    const same = j < b.length && a[i] === b[j];
    if (same && missing && !parts.at(-1)?.differs) add(gap, true);
    add(a[i]!, !same);
    if (same) ++j;
  }
  if (j < b.length && !parts.at(-1)?.differs) add(gap, true);
  return parts;
}
