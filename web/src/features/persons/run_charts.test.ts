import { describe, expect, it } from 'vitest';
import {
  bits,
  compared,
  recallShare,
  ruleBars,
  ruleWords,
  share,
  signed,
  strongest,
} from './run_charts';

const level = (name: string, m: number, u: number) => ({ level: name, words: name, m, u });

describe('weights of levels', () => {
  it('a level met as often between two persons says nothing', () => {
    expect(bits({ m: 0.5, u: 0.5 })).toBe(0);
    expect(bits({ m: 0.5, u: 0.125 })).toBe(2);
  });
  it('a level that is never met between two persons is no infinite evidence', () => {
    expect(Number.isFinite(bits({ m: 1, u: 0 }))).toBe(true);
  });
  it('the strongest level is one that is met at all', () => {
    const fields = [
      { field: 'surname', levels: [level('exact', 0.9, 0.1), level('rare', 0.001, 1e-9)] },
      { field: 'sex', levels: [level('exact', 0.99, 0.5)] },
    ];
    expect(strongest(fields)?.field).toBe('surname');
    expect(strongest(fields)?.bits).toBeCloseTo(Math.log2(9));
    expect(strongest([])).toBeUndefined();
  });
  it('only levels that both runs have are compared', () => {
    const here = [{ field: 'sex', levels: [level('exact', 0.5, 0.25), level('new', 0.5, 0.5)] }];
    const there = [{ field: 'sex', levels: [level('exact', 0.5, 0.5)] }];
    expect(compared(here, there)).toEqual([{ field: 'sex', words: 'exact', here: 1, there: 0 }]);
  });
});

describe('numbers as told', () => {
  it('a sign is always there, but for zero', () => {
    expect([signed(1.26), signed(-0.5), signed(-0.01)]).toEqual(['+1.3', '−0.5', '0.0']);
  });
  it('what is rarer than one in ten thousand is told as one in so many', () => {
    expect(share(0.00001)).toBe('1 : 100,000');
    expect(share(0)).toBe('0\u00a0%');
  });
});

describe('rules', () => {
  it('a rule is told in words, key by key', () => {
    const fields: Record<string, string> = { birth_date: 'Birth date', area_code: 'Area' };
    const told = ruleWords(
      'birth_date:year + area_code',
      (field) => fields[field]!,
      (form) => `the ${form}`,
      'every pair',
    );
    expect(told).toBe('Birth date (the year) + Area');
  });
  it('where every pair is compared that is said, not a rule', () => {
    const code = (word: string) => word;
    expect(ruleWords('all pairs', code, code, 'ทุกคู่')).toBe('ทุกคู่');
  });
  it('what a rule does not quite find does not look found', () => {
    expect([recallShare(0.99999), recallShare(1), recallShare(0.2934)]).toEqual([
      '99.99\u00a0%',
      '100.00\u00a0%',
      '29.34\u00a0%',
    ]);
  });
  it('rules of a run that did not tell what they find are drawn by their pairs', () => {
    const of = (pairs: number, recall?: number) => ({ pairs, recall, recall_more: recall });
    const values = (rules: ReturnType<typeof of>[]) =>
      ruleBars(rules, () => '').map((row) => row.values);
    expect(values([of(10, 0.9), of(20, 0.05)])).toEqual([
      [0.9, 0.9],
      [0.05, 0.05],
    ]);
    expect(values([of(10), of(20)])).toEqual([[10], [20]]);
  });
});
