import { describe, expect, it } from 'vitest';
import { cutBefore, quoteAt, rebased, textDiff, words } from './words';

const before = 'ขอให้สำนักงานศึกษาธิการจังหวัดค้นหาเด็กนอกระบบให้ครบทุกตำบลภายใน ๑ ปี';
const after = 'ขอให้สำนักงานศึกษาธิการจังหวัดค้นหาและดูแลเด็กนอกระบบให้ครบทุกตำบลภายใน ๖ เดือน';
const side = (pieces: ReturnType<typeof textDiff>, without: 'added' | 'removed') =>
  pieces
    .filter((piece) => piece.kind !== without)
    .map((piece) => piece.text)
    .join('');

describe('words', () => {
  it('are the whole text when joined', () => {
    for (const text of [before, 'a b, c', '', 'เ', 'น้ำใจ กำ\u0e4d\u0e32 ปู่'])
      expect(words(text).join('')).toBe(text);
  });

  it('are more than one in Thai without spaces', () => {
    expect(words('ค้นหาเด็กนอกระบบ').length).toBeGreaterThan(2);
  });

  it('never begin with a mark, nor end with a leading vowel', () => {
    for (const word of words('(ะ เก่ิา เเ โ ก่ิ เด็กที่โฮ กำ\u0e4d\u0e32 ๆ').slice(0, -1)) {
      expect(word).not.toMatch(/^\p{M}/u);
      expect(word).not.toMatch(/[\u0e40-\u0e44]$/);
    }
  });
});

it('a text is cut between words only, at or before the place asked for', () => {
  const text = 'ค้นหาเด็กทุกคน';
  for (let at = 0; at <= text.length; ++at) {
    const cut = cutBefore(text, at);
    expect(cut).toBeLessThanOrEqual(at);
    expect(
      words(text.slice(0, cut))
        .concat(words(text.slice(cut)))
        .join('|'),
    ).toBe(words(text).join('|'));
  }
  expect(cutBefore(text, text.length)).toBe(text.length);
});

it('what is marked is quoted in whole words, with which of several such it is', () => {
  expect(quoteAt('one two one two', 9, 11)).toEqual({ quote: 'one', occurrence: 1 });
  expect(quoteAt('one two', 5, 6)).toEqual({ quote: 'two', occurrence: 0 });
  expect(quoteAt('one two', 3, 3)).toBeUndefined();
});

describe('a difference', () => {
  it('holds every word of both texts', () => {
    const pieces = textDiff(before, after);
    expect(side(pieces, 'added')).toBe(before);
    expect(side(pieces, 'removed')).toBe(after);
  });

  it('shows what comes in and what goes, by word', () => {
    const pieces = textDiff(before, after);
    expect(pieces.filter((piece) => piece.kind === 'added').map((piece) => piece.text)).toEqual([
      'และดูแล',
      '๖ เดือน',
    ]);
    expect(pieces.filter((piece) => piece.kind === 'removed').map((piece) => piece.text)).toEqual([
      '๑ ปี',
    ]);
  });

  it('of a text and itself is none', () => {
    expect(textDiff(before, before)).toEqual([{ kind: 'kept', text: before }]);
    expect(textDiff('', '')).toEqual([]);
  });
});

describe('two who write at once', () => {
  it('both keep their words at different places', () => {
    expect(rebased('one two three four', 'one TWO three four', 'one two three four and five')).toBe(
      'one TWO three four and five',
    );
  });

  it('both keep their words at the same place, mine after theirs', () => {
    expect(rebased('in one year', 'in two years', 'in six months')).toBe('in six monthstwo years');
  });

  it('who change the same alike change it once', () => {
    expect(rebased('in one year', 'in two years', 'in two years')).toBe('in two years');
    expect(rebased('a one b', 'a two b C', 'a two b')).toBe('a two b C');
  });

  it('lose nothing when one deletes what the other writes in', () => {
    const merged = rebased('alpha beta gamma', 'alpha beta NEW gamma', 'alpha');
    expect(merged).toContain('NEW');
  });
});
