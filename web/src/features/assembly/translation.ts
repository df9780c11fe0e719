import type { ShownTranslation, TranslationInput } from './types';

export interface TranslatedWords {
  title: string;
  paragraphs: ReadonlyMap<number, string>;
}

export function wordsOf(shown: ShownTranslation | undefined): TranslatedWords {
  return {
    title: shown?.title ?? '',
    paragraphs: new Map(shown?.paragraphs.map((one) => [one.id, one.text])),
  };
}

/** Only what was written over, so that nobody takes back what another wrote meanwhile; none: nothing was. */
export function changedIn(
  words: TranslatedWords,
  shown: ShownTranslation,
): Omit<TranslationInput, 'version'> | undefined {
  const before = wordsOf(shown);
  const paragraphs = [...words.paragraphs].flatMap(([id, text]) =>
    text === (before.paragraphs.get(id) ?? '') ? [] : [{ id, text }],
  );
  const is_title = words.title !== before.title;
  return is_title || paragraphs.length
    ? { ...(is_title ? { title: words.title } : {}), paragraphs }
    : undefined;
}
