import { describe, expect, it } from 'vitest';
import {
  blankParagraph, caughtUp, divided, fitted, formOf, isSame, keepable, moved, restored, sendable, withPasted,
} from './draft_form'; // prettier-ignore
import type { DraftForm } from './draft_form';
import type { DraftResolution } from './types';

const draft = (version: number, ...texts: [id: number, text: string][]): DraftResolution =>
  ({
    version,
    text: {
      title: 'title',
      paragraphs: texts.map(([id, text]) => ({
        id,
        kind: 'operative',
        depth: 0,
        text,
        addressees: [],
      })),
    },
  }) as unknown as DraftResolution;
const texts = (form: DraftForm) => form.paragraphs.map((one) => one.text);
const ids = (form: DraftForm) => form.paragraphs.map((one) => one.id);
const typed = (form: DraftForm, at: number, text: string): DraftForm => ({
  ...form,
  paragraphs: form.paragraphs.map((one, i) => (i === at ? { ...one, text } : one)),
});

describe('after saving', () => {
  const sent = typed(formOf(draft(1, [1, 'one two'], [2, 'three'])), 0, 'one two and');

  it('the page has the next version and changes nothing that it shows', () => {
    const now = caughtUp(sent, sent, draft(2, [1, 'one two and'], [2, 'three']));
    expect(now.version).toBe(2);
    expect(isSame(now, { ...sent, version: 2 })).toBe(true);
  });

  it('what was typed meanwhile stays', () => {
    const mine = typed(sent, 0, 'one two and more');
    expect(texts(caughtUp(sent, mine, draft(2, [1, 'one two and'], [2, 'three'])))[0]).toBe(
      'one two and more',
    );
  });

  it('what another wrote comes in, at other words of the same paragraph too', () => {
    const mine = typed(sent, 0, 'one two and more');
    const now = caughtUp(sent, mine, draft(3, [1, 'ONE two and'], [2, 'three four'], [3, 'five']));
    expect(texts(now)).toEqual(['ONE two and more', 'three four', 'five']);
  });

  it('a new paragraph gets its identity and is not there twice', () => {
    const with_new = { ...sent, paragraphs: [...sent.paragraphs, blankParagraph({ text: 'new' })] };
    const typed_on = typed(with_new, 2, 'new words');
    const now = caughtUp(
      with_new,
      typed_on,
      draft(2, [1, 'one two and'], [2, 'three'], [9, 'new']),
    );
    expect(ids(now)).toEqual([1, 2, 9]);
    expect(texts(now)[2]).toBe('new words');
  });

  it('a paragraph added after sending stays, and waits to be sent', () => {
    const mine = { ...sent, paragraphs: [blankParagraph({ text: 'later' }), ...sent.paragraphs] };
    const now = caughtUp(sent, mine, draft(2, [1, 'one two and'], [2, 'three']));
    expect(texts(now)).toEqual(['later', 'one two and', 'three']);
    expect(ids(now)[0]).toBeUndefined();
  });

  it('one deleted here meanwhile stays deleted; one deleted elsewhere goes unless written in here', () => {
    const without = { ...sent, paragraphs: sent.paragraphs.slice(0, 1) };
    expect(ids(caughtUp(sent, without, draft(2, [1, 'one two and'], [2, 'three'])))).toEqual([1]);
    expect(texts(caughtUp(sent, sent, draft(2, [2, 'three'])))).toEqual(['three']);
    const mine = typed(sent, 0, 'one two and more');
    expect(texts(caughtUp(sent, mine, draft(2, [2, 'three'])))).toEqual([
      'one two and more',
      'three',
    ]);
  });
});

it('empty paragraphs are not sent', () => {
  const form = {
    version: 0,
    title: 't',
    paragraphs: [blankParagraph(), blankParagraph({ text: 'a' })],
  };
  expect(texts(sendable(form))).toEqual(['a']);
});

it('what is pasted takes the place of an empty paragraph, and stands after a full one', () => {
  const pasted = [{ kind: 'operative' as const, depth: 0, text: 'p' }];
  const at = (text: string) =>
    withPasted([blankParagraph({ text }), blankParagraph({ text: 'z' })], 0, pasted).map(
      (one) => one.text,
    );
  expect(at('')).toEqual(['p', 'z']);
  expect(at('a')).toEqual(['a', 'p', 'z']);
});

it('Enter makes a paragraph of what stands after the cursor, and the identity stays before it', () => {
  const parts = divided(formOf(draft(1, [1, 'one two'], [2, 'z'])).paragraphs, 0, 'one ', 'two');
  expect(parts.map((one) => [one.id, one.text])).toEqual([
    [1, 'one'],
    [undefined, 'two'],
    [2, 'z'],
  ]);
});

it('a paragraph is never more than one level under the one before it', () => {
  const depths = (...given: number[]) => given.map((depth) => blankParagraph({ depth }));
  expect(fitted(depths(1, 2, 2, 0, 2)).map((one) => one.depth)).toEqual([0, 1, 2, 0, 1]);
  expect(moved(depths(0, 1), 1, -1).map((one) => one.depth)).toEqual([0, 0]);
});

describe('what a device kept unsaved', () => {
  it('comes back with the version it was written on, so that the server merges it', () => {
    const kept = keepable(typed(formOf(draft(1, [1, 'one'], [2, 'two'])), 0, 'one and more'));
    const now = formOf(draft(4, [1, 'one'], [3, 'three']));
    const form = restored(kept, now);
    expect(form.version).toBe(1);
    expect(texts(form)).toEqual(['one and more', 'two']);
    expect(form.paragraphs[0]!.key).toBe(now.paragraphs[0]!.key);
    expect(ids(form)).toEqual([1, undefined]);
  });

  it('is left when it cannot be read', () => {
    const now = formOf(draft(1, [1, 'one']));
    expect(restored('{', now)).toBe(now);
  });
});
