/** How often a PIN may be tried. The page keeps to it, and so does each page after it: tries are counted on disk. */

export const pin_digits_min = 6;
export const tries_max = 10;

const free_tries = 3;
const waits_ms = [30_000, 60_000, 300_000, 900_000, 1_800_000, 3_600_000];

export interface Tries {
  failed: number;
  last_ms: number;
}

/** How long to wait before the next try. A clock that was set back begins the wait anew. */
export function waitMs({ failed, last_ms }: Tries, now_ms: number): number {
  if (failed < free_tries) return 0;
  const wait = waits_ms[Math.min(failed - free_tries, waits_ms.length - 1)]!;
  const passed = now_ms - last_ms;
  return passed < 0 ? wait : Math.max(0, wait - passed);
}

export const isSpent = ({ failed }: Tries) => failed >= tries_max;

/** Digits, and not the ones that everybody tries first. */
export function isWeakPin(pin: string): boolean {
  if (!/^\d+$/.test(pin) || pin.length < pin_digits_min) return true;
  const steps = [...pin].slice(1).map((digit, i) => Number(digit) - Number(pin[i]));
  return steps.every((step) => step === steps[0] && Math.abs(step) <= 1);
}
