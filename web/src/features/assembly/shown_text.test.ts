import { describe, expect, it } from 'vitest';
import { paragraphOnScreen, rivals, shownParagraphs } from './shown_text';
import type { AmendedDraft, Amendment, Paragraph, Run, TracedParagraph } from './types';

const paragraph = (id: number, text: string, depth = 0): Paragraph => ({
  id,
  kind: 'operative',
  depth,
  text,
  addressees: [],
  authorship: [],
});
const traced = (id: number, has: Partial<TracedParagraph> = {}): TracedParagraph => ({
  id,
  fate: 'kept',
  is_moved: false,
  runs: [{ kind: 'kept', text: `words of ${id}`, amendment: 0, source: id, source_begin: 0 }],
  amendments: [],
  ...has,
});
const run = (text: string): Run => ({
  kind: 'added',
  text,
  amendment: 7,
  source: 0,
  source_begin: 0,
});
const amendment = (id: number, operation: Amendment['operation']) =>
  ({ id, operation }) as Amendment;
const view = (has: Partial<AmendedDraft>): AmendedDraft => ({
  draft: {
    text: { title: '', paragraphs: [paragraph(1, 'a'), paragraph(2, 'b'), paragraph(3, 'c', 1)] },
  } as AmendedDraft['draft'],
  amendments: [],
  conflicts: [],
  trace: [traced(1), traced(2), traced(3)],
  ...has,
});

describe('an amended draft', () => {
  it('shows the number a paragraph has and the one it will have', () => {
    const shown = shownParagraphs(
      view({
        amendments: [
          amendment(7, { kind: 'delete', paragraph: 1 }),
          amendment(8, {
            kind: 'insert',
            after: 3,
            second: 9,
            paragraph_kind: 'operative',
            depth: 1,
          }),
        ],
        trace: [
          traced(1, { fate: 'deleted', amendments: [7] }),
          traced(2),
          traced(3),
          traced(9, { fate: 'inserted', amendments: [8] }),
        ],
      }),
      'en',
      '?',
    );
    expect(shown.map((one) => [one.number, one.number_after])).toEqual([
      ['1', ''],
      ['2', '1'],
      ['2.1', '1.1'],
      ['', '1.2'],
    ]);
    expect(shown[0]!.amendments.map((one) => one.id)).toEqual([7]);
  });

  it('names paragraphs by the number they have now', () => {
    const shown = shownParagraphs(
      view({
        trace: [traced(1, { runs: [run('see [#3] and [#5]')] })],
      }),
      'th',
      'gone',
    );
    expect(shown[0]!.runs[0]!.text).toBe('see ๒.๑ and gone');
  });

  it('names both of two amendments that conflict at their paragraph, though neither is in its words', () => {
    const both = view({
      amendments: [
        amendment(7, { kind: 'replace', paragraph: 2, text: 'x' }),
        amendment(8, { kind: 'replace', paragraph: 2, text: 'y' }),
      ],
      conflicts: [{ first: 7, second: 8, paragraph: 2, reason: 'same_words' }],
    });
    const shown = shownParagraphs(both, 'en', '?');
    expect(shown[1]!.amendments.map((one) => one.id)).toEqual([7, 8]);
    expect(shown[1]!.conflicts).toHaveLength(1);
    expect(rivals(both, 8)).toEqual([{ other: both.amendments[0], reason: 'same_words' }]);
    expect(rivals(both, 9)).toEqual([]);
  });

  it('keeps what was rejected where it was proposed, though no words show it', () => {
    const shown = shownParagraphs(
      view({
        amendments: [
          amendment(7, { kind: 'replace', paragraph: 2, text: 'x' }),
          amendment(8, { kind: 'insert', after: 3, second: 9 }),
          amendment(9, { kind: 'insert', second: 10 }),
        ],
      }),
      'en',
      '?',
    );
    expect(shown.map((one) => one.amendments.map((each) => each.id))).toEqual([[9], [7], [8]]);
  });

  it('a part that is cut off has the shape of what it is cut from', () => {
    const shown = shownParagraphs(
      view({
        amendments: [amendment(7, { kind: 'split', paragraph: 3, second: 9 })],
        trace: [traced(1), traced(2), traced(3), traced(9, { fate: 'cut_off', amendments: [7] })],
      }),
      'en',
      '?',
    );
    expect([shown[3]!.depth, shown[3]!.number_after]).toEqual([1, '2.2']);
  });
});

it.each([
  ['the paragraph that the chair shows', { paragraph_id: 2 }, 2],
  ['that of the amendment shown', { amendment_id: 7 }, 3],
  ['the one that an amendment puts in', { amendment_id: 8 }, 12],
  ['none, of another draft', { draft_id: 6, paragraph_id: 2 }, undefined],
])('before the room is %s', (_, screen, expected) => {
  const shown = view({
    draft: { id: 5 } as AmendedDraft['draft'],
    amendments: [
      amendment(7, { kind: 'replace', paragraph: 3 }),
      amendment(8, { kind: 'insert', second: 12 }),
    ],
  });
  expect(paragraphOnScreen(shown, { draft_id: 5, shown_at: 0, ...screen })).toBe(expected);
  expect(paragraphOnScreen(shown, undefined)).toBeUndefined();
});
