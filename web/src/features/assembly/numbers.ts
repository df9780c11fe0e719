import { buddhist_offset, type Language } from '../../shared/i18n/dates';
import type { Paragraph } from './types';

/** Numbers follow from the place and are never stored: "๓", "๓.๑"; preambular paragraphs have none. */
export function paragraphNumbers(
  paragraphs: readonly Pick<Paragraph, 'kind' | 'depth'>[],
  language: Language,
): string[] {
  const counts = [0, 0, 0];
  return paragraphs.map(({ kind, depth }) => {
    if (kind === 'preambular') return '';
    counts[depth]! += 1;
    counts.fill(0, depth + 1);
    return inDigits(counts.slice(0, depth + 1).join('.'), language);
  });
}

export function inDigits(text: string | number, language: Language): string {
  const plain = String(text);
  return language === 'th'
    ? plain.replace(/\d/g, (digit) => String.fromCharCode(0x0e50 + Number(digit)))
    : plain;
}

/** The year as the language counts it: พ.ศ. ๒๕๖๘, 2025. */
export function inEra(year_be: number, language: Language): string {
  return language === 'th' ? inDigits(year_be, language) : String(year_be - buddhist_offset);
}

/** A text names another paragraph by its identity, "[#17]"; people read its number. */
export function withNumbers(
  text: string,
  numbers: ReadonlyMap<number, string>,
  missing: string,
): string {
  return text.replace(/\[#(\d+)\]/g, (_, id) => numbers.get(Number(id)) || missing);
}
