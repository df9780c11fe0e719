/** Numbers as shown: Arabic digits, grouped, the same in both languages. */

const whole = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 });

export function count(value: number): string {
  return whole.format(value);
}

export interface Interval {
  value: number;
  low: number;
  high: number;
}

/** "18,400–19,400"; a single number where nothing is uncertain. */
export function interval(estimate: Interval): string {
  return estimate.low === estimate.high
    ? count(estimate.low)
    : `${count(estimate.low)}–${count(estimate.high)}`;
}

/** A share of one as per cent: more digits where it is small, and never 100 unless it is all.
 * The sign stays with its number at the end of a line. */
export function percent(share: number, digits = 1): string {
  const value = share * 100;
  if (value > 100 - 0.5 * 10 ** -digits && share < 1)
    return `>${(100 - 10 ** -digits).toFixed(digits)}\u00a0%`;
  if (value > 0 && value < 0.5 * 10 ** -digits) return `<${(10 ** -digits).toFixed(digits)}\u00a0%`;
  return `${value.toFixed(Number.isInteger(value) ? 0 : digits)}\u00a0%`;
}

export function bytes(value: number): string {
  if (value < 1000) return `${value} B`;
  if (value < 1_000_000) return `${(value / 1000).toFixed(0)} kB`;
  return `${(value / 1_000_000).toFixed(1)} MB`;
}

export function seconds(value: number): string {
  return value < 10 ? value.toFixed(1) : count(value);
}
