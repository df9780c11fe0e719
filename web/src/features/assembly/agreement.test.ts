import { describe, expect, it } from 'vitest';
import { positionsThatCount, ring, standing, total } from './agreement';
import type { ConsensusTally, Position, SectorTally } from './types';

const sector = (name: SectorTally['sector'], has: Partial<SectorTally>): SectorTally => ({
  sector: name,
  supports: 0,
  has_reservation: 0,
  stands_aside: 0,
  objects: 0,
  silent: 0,
  ...has,
});
const tally = (sectors: SectorTally[], has: Partial<ConsensusTally> = {}): ConsensusTally => ({
  sectors,
  objections_open: 0,
  is_quorum: true,
  ...has,
});

describe('where consensus stands', () => {
  it.each([
    ['no_quorum', tally([sector('state', { supports: 2 })], { is_quorum: false })],
    ['nobody_yet', tally([sector('state', { silent: 2 })])],
    ['coming_in', tally([sector('state', { supports: 1, silent: 1 })])],
    ['objection', tally([sector('state', { objects: 1 })], { objections_open: 1 })],
    // An objection that rests in the minutes blocks no more.
    ['all_agree', tally([sector('state', { supports: 1, objects: 1 })])],
  ])('is %s', (expected, given) => {
    expect(standing(given)).toBe(expected);
  });

  it('counts every stance as an answer', () => {
    const all = sector('media', {
      supports: 1,
      has_reservation: 2,
      stands_aside: 3,
      objects: 4,
      silent: 5,
    });
    expect(total(tally([all]))).toEqual({ answered: 10, present: 15 });
  });
});

describe('the ring', () => {
  it('is as wide for a sector as it has agencies there, and leaves out who is not', () => {
    const arcs = ring(
      tally([
        sector('state', { silent: 3 }),
        sector('academia', {}),
        sector('media', { supports: 1 }),
      ]),
    );
    expect(arcs.map((one) => one.sector)).toEqual(['state', 'media']);
    expect(arcs.map((one) => one.share)).toEqual([0, 1]);
    expect(arcs[0]!.filled).toBe('');
    expect(arcs[1]!.filled).toBe(arcs[1]!.track);
  });

  it('of one sector is drawn, and of nobody is empty', () => {
    expect(ring(tally([sector('state', { supports: 1 })]))[0]!.track).toMatch(/^M.*A1 1 0 1 1/);
    expect(ring(tally([sector('state', {})]))).toEqual([]);
  });
});

it('of an agency its last confirmed position counts', () => {
  const position = (agency_id: number, stance: Position['stance'], is_confirmed = true) =>
    ({ agency_id, stance, is_confirmed }) as Position;
  const counted = positionsThatCount([
    position(1, 'objects'),
    position(2, 'supports'),
    position(1, 'supports'),
    position(2, 'objects', false),
  ]);
  expect([...counted].map(([agency, one]) => [agency, one.stance])).toEqual([
    [1, 'supports'],
    [2, 'supports'],
  ]);
});
