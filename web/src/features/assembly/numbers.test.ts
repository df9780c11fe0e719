import { expect, it } from 'vitest';
import { paragraphNumbers, withNumbers } from './numbers';

const operative = (depth: number) => ({ kind: 'operative' as const, depth });

it('operative paragraphs are numbered by their place, preambular ones not', () => {
  const text = [
    { kind: 'preambular' as const, depth: 0 },
    ...[0, 1, 1, 0, 1, 2, 2, 1, 0].map(operative),
  ];
  expect(paragraphNumbers(text, 'en')).toEqual(
    ['', '1', '1.1', '1.2', '2', '2.1', '2.1.1', '2.1.2', '2.2', '3'],
  ); // prettier-ignore
  expect(paragraphNumbers(text, 'th').at(-2)).toBe('๒.๒');
});

it('a paragraph is named by its number, and by words when it is gone', () => {
  const numbers = new Map([[17, '๓.๑']]);
  expect(withNumbers('ตามข้อ [#17] และข้อ [#9]', numbers, '(ตัดออกแล้ว)')).toBe(
    'ตามข้อ ๓.๑ และข้อ (ตัดออกแล้ว)',
  );
});
