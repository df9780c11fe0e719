import type { Sector } from '../../shared/api/types';
import { numberedTitle } from './names';
import type {
  AgendaItem, ConsensusTally, ConsensusView, DraftHeading, Position, SectorTally, WholePart,
} from './types'; // prettier-ignore

/** Of one sector: how many answered, of how many that are there. */
export function answered(sector: SectorTally): number {
  return sector.supports + sector.has_reservation + sector.stands_aside + sector.objects;
}

export interface Total {
  answered: number;
  present: number;
}

export function total(tally: ConsensusTally): Total {
  const all = tally.sectors.reduce((sum, one) => sum + answered(one), 0);
  return { answered: all, present: all + tally.sectors.reduce((sum, one) => sum + one.silent, 0) };
}

/** What the chair and the hall read first. */
export type Standing = 'no_quorum' | 'nobody_yet' | 'objection' | 'all_agree' | 'coming_in';

export function standing(tally: ConsensusTally): Standing {
  const { answered: all, present } = total(tally);
  if (!tally.is_quorum) return 'no_quorum';
  if (tally.objections_open > 0) return 'objection';
  if (all === 0) return 'nobody_yet';
  return all === present ? 'all_agree' : 'coming_in';
}

export interface Arc {
  sector: Sector;
  /** SVG path of the whole sector and of what of it is filled, on a circle of radius 1 about 0,0. */
  track: string;
  filled: string;
  share: number;
  middle: { x: number; y: number };
}

const gap = 0.05; // Radians between two sectors.

function point(angle: number): { x: number; y: number } {
  return { x: Math.sin(angle), y: -Math.cos(angle) };
}
function arc(from: number, to: number): string {
  if (to - from < 1e-6) return '';
  const [a, b] = [point(from), point(to)];
  const show = (value: number) => value.toFixed(4);
  return `M${show(a.x)} ${show(a.y)}A1 1 0 ${to - from > Math.PI ? 1 : 0} 1 ${show(b.x)} ${show(b.y)}`;
}

/** A ring of sectors, each as wide as it has agencies there, that fills as positions come in. */
export function ring(tally: ConsensusTally): Arc[] {
  const there = tally.sectors.filter((one) => answered(one) + one.silent > 0);
  const { present } = total(tally);
  const space = there.length > 1 ? gap : 0.001; // A whole circle is no arc.
  let at = 0;
  return there.map((one) => {
    const size = answered(one) + one.silent;
    const width = (2 * Math.PI * size) / present;
    const [from, to] = [at + space / 2, at + width - space / 2];
    at += width;
    const share = answered(one) / size;
    return {
      sector: one.sector,
      track: arc(from, to),
      filled: arc(from, from + (to - from) * share),
      share,
      middle: point((from + to) / 2),
    };
  });
}

/** Of each agency the last confirmed position: those that count. */
export function positionsThatCount(positions: readonly Position[]): Map<number, Position> {
  return new Map(positions.filter((one) => one.is_confirmed).map((one) => [one.agency_id, one]));
}

/** Who is there and has said nothing yet. */
export function silentAgencies(view: ConsensusView, present: readonly number[]): number[] {
  const counted = positionsThatCount(view.positions);
  return present.filter((agency) => !counted.has(agency));
}

export interface WholeChoice {
  draft: number;
  title: string;
}

/** The items that an answer to a question about the whole can be about. */
export function wholeChoices(
  whole: readonly WholePart[],
  items: readonly AgendaItem[],
  drafts: readonly DraftHeading[],
): WholeChoice[] {
  return whole.map(({ draft_id }) => {
    const heading = drafts.find((one) => one.id === draft_id);
    const item = items.find((one) => one.id === heading?.agenda_item_id);
    return { draft: draft_id, title: item ? numberedTitle(item) : '' };
  });
}
