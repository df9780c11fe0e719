import { describe, expect, it } from 'vitest';
import { isDanger, missingIn } from './assessing';
import type { FormQuestion } from './types';

const question: FormQuestion = {
  key: 'violence',
  kind: 'choice',
  label_th: 'ก',
  label_en: 'A',
  needed: true,
  options: [
    { key: 'no', label_th: 'ก', label_en: 'A' },
    { key: 'yes', label_th: 'ก', label_en: 'A', danger: true },
  ],
};
const section = { key: 's', title_th: 'ก', title_en: 'A', questions: [question] };

describe('a page of an assessment', () => {
  it('is not done while a needed question is open', () => {
    expect(missingIn(section, {})).toEqual(['violence']);
    expect(missingIn(section, { violence: '' })).toEqual(['violence']);
    expect(missingIn(section, { violence: [] })).toEqual(['violence']);
    expect(missingIn(section, { violence: 'no' })).toEqual([]);
    expect(
      missingIn({ ...section, questions: [{ ...question, kind: 'number' }] }, { violence: 0 }),
    ).toEqual([]);
  });
  it('says which answer is a danger', () => {
    expect(isDanger(question, 'yes')).toBe(true);
    expect(isDanger(question, 'no')).toBe(false);
  });
});
