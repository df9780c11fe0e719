import { describe, expect, it } from 'vitest';
import { readPrintedCode } from './printed_code';

const hash = '0123456789abcdef';

describe('a printed code', () => {
  it.each([
    [hash, undefined],
    [`40-${hash}`, '40'],
    [` 40-${hash.toUpperCase()} `, '40'],
    ['0123 4567 89ab cdef', undefined],
    [`http://hall.local/verify?d=40-${hash}`, '40'],
  ])('%s is read', (text, province) => {
    expect(readPrintedCode(text)).toEqual({ hash, province });
  });

  it.each(['', '12345', 'มติ', `${hash}x`, 'a'.repeat(65)])('%s is none', (text) => {
    expect(readPrintedCode(text)).toBeUndefined();
  });
});
