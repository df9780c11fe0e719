import { sectors, type Sector } from '../../shared/api/types';
import type { AgencyView } from '../../shared/api/types';
import type { AssemblyRules, Delegate, InvitedAgency } from './types';

export interface SectorBalance {
  sector: Sector;
  seats: number;
  /** Agencies of which somebody has accepted. */
  accepted: number;
  /** Partners that nobody invited yet. */
  uninvited: number;
  needed: number;
}

/** Who of each sector has a seat, who answered, and how many a quorum needs. */
export function balance(
  rules: AssemblyRules,
  seats: readonly InvitedAgency[],
  delegates: readonly Delegate[],
  agencies: Iterable<AgencyView>,
): SectorBalance[] {
  const answered = new Set(delegates.filter((one) => one.accepted_at).map((one) => one.agency_id));
  const seated = new Set(seats.map((one) => one.agency_id));
  const all = [...agencies];
  return sectors.map((sector) => {
    const own = seats.filter((one) => one.sector === sector);
    const percent = rules.quorum.find((one) => one.sector === sector)?.percent ?? 0;
    return {
      sector,
      seats: own.length,
      accepted: own.filter((one) => answered.has(one.agency_id)).length,
      uninvited: all.filter((one) => one.sector === sector && !seated.has(one.id)).length,
      needed: Math.ceil((own.length * percent) / 100),
    };
  });
}

/** The three sectors that move the mountain, from the top clockwise; media stand beside them. */
export const corners = ['state', 'civil_society', 'academia'] as const;

/** Where `share` (0 to 1) of a corner lies in a triangle around the middle, `radius` from there to its corners. */
export function inTriangle(corner: number, share: number, radius: number): [x: number, y: number] {
  const angle = (corner * 2 * Math.PI) / corners.length;
  return [Math.sin(angle) * share * radius, -Math.cos(angle) * share * radius];
}

/** Of a sector: people who have not accepted, and agencies that nobody of was invited yet. */
export function awaited(
  sector: Sector,
  agencies: Iterable<AgencyView>,
  delegates: readonly Delegate[],
): { people: number; agencies: number } {
  const own = [...agencies].filter((one) => one.sector === sector).map((one) => one.id);
  const of_sector = delegates.filter((one) => own.includes(one.agency_id));
  const sent = new Set(of_sector.map((one) => one.agency_id));
  return {
    people: of_sector.filter((one) => !one.accepted_at).length,
    agencies: own.filter((one) => !sent.has(one)).length,
  };
}

/** The link that is handed over. The code stands behind '#', so that no server or log ever sees it. */
export function invitationLink(origin: string, province: string, code: string): string {
  return `${origin}/invitation#${province}.${code}`;
}

export function readInvitation(hash: string): { province: string; code: string } | undefined {
  const match = /^#?(\d{2})\.([\w-]{16,})$/.exec(hash);
  return match ? { province: match[1]!, code: match[2]! } : undefined;
}
