import { describe, expect, it } from 'vitest';
import { formatDate, formatDateTime, parseDate, today } from './dates';

describe('a date as written', () => {
  it.each([
    ['10/11/2566', '2023-11-10'],
    ['10/11/2023', '2023-11-10'],
    ['๑๐/๑๑/๒๕๖๖', '2023-11-10'],
    ['2566-11-10', '2023-11-10'],
    ['2023-11-10', '2023-11-10'],
    ['10 พ.ย. 2566', '2023-11-10'],
    ['10 พฤศจิกายน 2566', '2023-11-10'],
    ['10 พ.ย. พ.ศ. 2566', '2023-11-10'],
    ['10 November 2023', '2023-11-10'],
    ['1 ก.พ. 2567', '2024-02-01'],
    ['29/2/2567', '2024-02-29'],
  ])('%s is understood in either era', (text, iso) => expect(parseDate(text)).toBe(iso));

  it.each(['', '31/2/2566', '29/2/2566', '10/11/66', '10/13/2566', 'พรุ่งนี้', '10/11/1500'])(
    '%s is refused rather than guessed at',
    (text) => expect(parseDate(text)).toBeUndefined(),
  );
});

/** As read: a date's blanks do not break. */
const plain = (text: string) => text.replaceAll('\u00a0', ' ');

describe('a date as shown', () => {
  it('is of the Buddhist era in Thai and of the Christian era in English', () => {
    expect(plain(formatDate('2023-11-10', 'th'))).toBe('10 พ.ย. 2566');
    expect(plain(formatDate('2023-11-10', 'th', 'long'))).toBe('10 พฤศจิกายน 2566');
    expect(plain(formatDate('2023-11-10', 'en', 'long'))).toBe('10 November 2023');
  });

  it('stays on one line', () => {
    expect(formatDate('2023-11-10', 'th')).not.toContain(' ');
    expect(formatDateTime(0, 'th')).not.toContain(' ');
  });

  it('stays partial when only a part is known', () => {
    expect(plain(formatDate('2012', 'th'))).toBe('พ.ศ. 2555');
    expect(plain(formatDate('2012', 'en'))).toBe('2012');
    expect(plain(formatDate('2012-08', 'th'))).toBe('ส.ค. 2555');
  });

  it('can be read back by what reads dates', () => {
    for (const iso of ['2023-01-31', '2024-02-29', '2023-06-01', '2023-12-24'])
      for (const language of ['th', 'en'] as const)
        for (const month of ['short', 'long'] as const)
          expect(parseDate(formatDate(iso, language, month))).toBe(iso);
  });

  it('has the time of Thailand', () => {
    expect(plain(formatDateTime(Date.UTC(2023, 10, 10, 18, 5), 'th'))).toBe(
      '11 พ.ย. 2566 01:05 น.',
    );
    expect(today(Date.UTC(2023, 10, 10, 18, 5))).toBe('2023-11-11');
  });
});
