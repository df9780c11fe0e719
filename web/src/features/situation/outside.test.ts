import { expect, it } from 'vitest';
import { gatherOutside, outside_code } from './outside';

const area = (code: string, value: number, low: number, high: number, population: number) => ({
  code, value, low, high, population,
}); // prettier-ignore
const isOutside = (code: string) => code !== '' && !code.startsWith('63');

it('places outside the province are one line, and their intervals do not simply add up', () => {
  const { inside, outside } = gatherOutside(
    [
      area('630101', 9, 8, 10, 90),
      area('901004', 20, 17, 23, 100),
      area('', 2, 1, 3, 8),
      area('410504', 10, 6, 14, 50),
    ],
    isOutside,
  );
  expect(inside.map((one) => one.code)).toEqual(['630101', '']);
  expect(outside).toEqual(area(outside_code, 30, 25, 35, 150));
});

it('a province whose registers name no other place has no such line', () => {
  expect(gatherOutside([area('630101', 9, 8, 10, 90)], isOutside).outside).toBeUndefined();
});
