import { expect, it } from 'vitest';
import type { SituationSummary } from '../../shared/api/types';
import { pointName } from './point_name';

const point = (id: number, as_of: string, created_at: number) =>
  ({ id, as_of, created_at }) as SituationSummary;

it('two numbers of one day are told apart by when they were counted', () => {
  const first = point(1, '2023-11-10', Date.UTC(2023, 10, 24, 2, 0));
  const second = point(2, '2023-11-10', Date.UTC(2023, 10, 24, 3, 30));
  const other = point(3, '2024-06-10', Date.UTC(2024, 5, 20));
  const all = [first, second, other];
  const names = all.map((one) => pointName(one, all, 'th').replaceAll('\u00a0', ' '));
  expect(names).toEqual([
    '10 พ.ย. 2566 (นับเมื่อ 24 พ.ย. 2566 09:00 น.)',
    '10 พ.ย. 2566 (นับเมื่อ 24 พ.ย. 2566 10:30 น.)',
    '10 มิ.ย. 2567',
  ]);
});
