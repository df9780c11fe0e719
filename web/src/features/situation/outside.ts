import type { SituationView } from '../../shared/api/types';

type AreaEstimate = SituationView['by_subdistrict'][number];

/** Stands for all areas outside the province: registers name places all over the country. */
export const outside_code = 'outside';

export interface Gathered {
  /** Of the province, and the one line without an address. */
  inside: AreaEstimate[];
  outside: AreaEstimate | undefined;
}

/**
 * Areas outside the province as one line. Their errors are taken as independent of each other, so the
 * interval of the sum is as wide as the root of the summed squares.
 */
export function gatherOutside(
  areas: readonly AreaEstimate[],
  isOutside: (code: string) => boolean,
): Gathered {
  const inside = areas.filter((one) => !isOutside(one.code));
  const others = areas.filter((one) => isOutside(one.code));
  if (others.length === 0) return { inside, outside: undefined };
  const sum = (of: (one: AreaEstimate) => number) =>
    others.reduce((total, one) => total + of(one), 0);
  const value = sum((one) => one.value);
  return {
    inside,
    outside: {
      code: outside_code,
      value,
      low: Math.round(value - Math.sqrt(sum((one) => (one.value - one.low) ** 2))),
      high: Math.round(value + Math.sqrt(sum((one) => (one.high - one.value) ** 2))),
      population: sum((one) => one.population),
    },
  };
}
