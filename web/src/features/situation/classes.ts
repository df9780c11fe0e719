/** The five classes of a choropleth: equal numbers of areas in each, breaks rounded to be readable. */

export const class_count = 5;

function rounded(value: number, digits: number): number {
  if (value === 0) return 0;
  const unit = 10 ** (Math.floor(Math.log10(Math.abs(value))) - digits + 1);
  return Number((Math.round(value / unit) * unit).toPrecision(12));
}

/** Upper ends of all classes but the last, rising; fewer where the values do not spread. */
export function classBreaks(values: readonly number[], digits = 2): number[] {
  const sorted = values.filter(Number.isFinite).toSorted((a, b) => a - b);
  if (sorted.length === 0) return [];
  const breaks: number[] = [];
  for (let i = 1; i < class_count; ++i) {
    const at = rounded(sorted[Math.floor((i * sorted.length) / class_count)]!, digits);
    const last = breaks.at(-1);
    if ((last === undefined || at > last) && at > sorted[0]!) breaks.push(at);
  }
  return breaks;
}

/** 0 is the lowest class; a value at a break belongs to the class above it. */
export function classOf(value: number, breaks: readonly number[]): number {
  return breaks.filter((end) => value >= end).length;
}

/** "below 40", "40 to 80", "80 and more": the ends of each class, undefined where it is open. */
export function classRanges(breaks: readonly number[]): { from?: number; to?: number }[] {
  const ranges: { from?: number; to?: number }[] = [];
  for (let i = 0; i <= breaks.length; ++i) ranges.push({ from: breaks[i - 1], to: breaks[i] });
  return ranges;
}
