import { expect, test } from 'vitest';
import { changedIn, wordsOf } from './translation';
import type { ShownTranslation } from './types';

const shown: ShownTranslation = {
  draft_id: 1,
  version: 3,
  title: 'Find all children',
  is_title_old: false,
  paragraphs: [{ id: 7, text: 'Asks schools', is_old: false }],
};

test('only what was written over is sent', () => {
  const words = wordsOf(shown);
  expect(changedIn(words, shown)).toBeUndefined();
  expect(
    changedIn({ ...words, paragraphs: new Map([[7, 'Asks schools'], [8, 'Asks hospitals']]) }, shown),
  ).toEqual({ paragraphs: [{ id: 8, text: 'Asks hospitals' }] }); // prettier-ignore
  expect(changedIn({ ...words, title: '' }, shown)).toEqual({ title: '', paragraphs: [] });
});

test('a paragraph that never had words and has none is not sent', () => {
  expect(changedIn({ ...wordsOf(shown), paragraphs: new Map([[7, 'Asks schools'], [8, '']]) }, shown)).toBeUndefined(); // prettier-ignore
});
