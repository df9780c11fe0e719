/** What one register of a situation holds, as a share of the children expected in it. */
interface Held {
  kind: string;
  coverage: number;
}

/**
 * The weakest of the two kinds that the number rests on, civil and school. Several school files (private,
 * vocational, ...) each hold their own pupils, so their shares add up.
 */
export function weakestCoverage(registers: readonly Held[]): number {
  const held = (kind: string) =>
    registers.filter((one) => one.kind === kind).reduce((sum, one) => sum + one.coverage, 0);
  return Math.min(1, held('civil'), held('school'));
}

/** How many registers the files come from: civil, school, health, welfare; a register may be several files. */
export function registerCount(files: readonly { kind: string }[]): number {
  return new Set(files.map((one) => one.kind)).size;
}
