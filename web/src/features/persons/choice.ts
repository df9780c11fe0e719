import type { SnapshotView } from '../../shared/api/types';

/** Of a list newest first, the newest snapshot of each agency's register: what a link run usually takes. */
export function newestOfEach(newest_first: readonly SnapshotView[]): SnapshotView[] {
  const seen = new Set<string>();
  return newest_first.filter((one) => {
    const register = `${one.register_kind}/${one.agency_id}`;
    if (seen.has(register)) return false;
    seen.add(register);
    return true;
  });
}
