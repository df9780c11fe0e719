import { describe, expect, it } from 'vitest';
import { agencyName, childWords, daysWaited } from './names';
import type { ReferralLine } from './types';

const line = {
  drafted_at: 0,
  sent_at: null,
  initials: '',
  village_name: '',
} as unknown as ReferralLine;
const day = 86_400_000;

describe('a referral in a list', () => {
  it('has waited since it was sent, or since it was written', () => {
    expect(daysWaited(line, 2.5 * day)).toBe(2);
    expect(daysWaited({ ...line, sent_at: 2 * day }, 2.5 * day)).toBe(0);
  });

  it('says of the child what it was told, and nothing for what it was not', () => {
    expect(childWords(line)).toBe('');
    expect(childWords({ ...line, initials: 'ก.ข.', age: 0 })).toBe('ก.ข. · อายุ 0 ปี');
  });

  it('names an agency, and the lead unit where there is none', () => {
    const agency = { id: 7, name_th: 'โรงพยาบาล', name_en: '' } as Parameters<
      typeof agencyName
    >[0][number];
    expect(agencyName([agency], 7)).toBe('โรงพยาบาล');
    expect(agencyName([agency], 0)).toBe('ฝ่ายเลขานุการ');
  });
});
