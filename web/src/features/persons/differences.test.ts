import { describe, expect, it } from 'vitest';
import { differences, gap } from './differences';

const marked = (value: string, reference: string) =>
  differences(value, reference)
    .map((part) => (part.differs ? `[${part.text}]` : part.text))
    .join('');

describe('differences between registers', () => {
  it('mark the characters that are not as in the other value', () => {
    expect(marked('ณิชาภัทร', 'นิชาภัทร')).toBe('[ณิ]ชาภัทร');
    expect(marked('28/08/2012', '28/03/2012')).toBe('28/0[8]/2012');
  });

  it('never part a Thai letter from its vowel and tone marks', () => {
    expect(marked('น้ำฝน', 'นำฝน')).toBe('[น้ำ]ฝน');
    expect(differences('ก่', 'ก').map((part) => part.text)).toEqual(['ก่']);
  });

  it('leave equal values alone', () => {
    expect(marked('สมหมาย', 'สมหมาย')).toBe('สมหมาย');
    expect(differences('', 'ก')).toEqual([]);
  });

  it('mark what was added, and the place where something is missing', () => {
    expect(marked('ใจดีมาก', 'ใจดี')).toBe('ใจดี[มาก]');
    expect(marked('ใจดี', 'ใจดีมาก')).toBe(`ใจดี[${gap}]`);
    expect(marked('ธนกร', 'ธนากร')).toBe(`ธน[${gap}]กร`);
  });

  it('compare a date word by word', () => {
    const parts = differences('1 ม.ค. 2555', '28 ส.ค. 2555', 'word');
    expect(parts).toEqual([
      { text: '1 ม.ค. ', differs: true },
      { text: '2555', differs: false },
    ]);
  });
});
