import { describe, expect, it } from 'vitest';
import { balance, corners, inTriangle, invitationLink, readInvitation } from './delegation';
import type { AgencyView } from '../../shared/api/types';
import type { AssemblyRules, Delegate } from './types';

it('the balance counts seats, agencies that accepted, who is missing and what a quorum needs', () => {
  const rules = { quorum: [{ sector: 'state', percent: 50 }] } as AssemblyRules;
  const seats = [1, 2, 3].map((agency_id) => ({ agency_id, sector: 'state' as const }));
  const delegates = [
    { agency_id: 1, accepted_at: 5 },
    { agency_id: 1, accepted_at: 6 },
    { agency_id: 2, accepted_at: null },
  ] as Delegate[];
  const agencies = [1, 2, 3, 4].map((id) => ({ id, sector: 'state' })) as AgencyView[];
  const [state, academia] = balance(rules, seats, delegates, agencies);
  expect(state).toEqual({ sector: 'state', seats: 3, accepted: 1, uninvited: 1, needed: 2 });
  expect(academia).toMatchObject({ seats: 0, needed: 0 });
});

it('sectors of one size make a triangle of one side', () => {
  const points = corners.map((_, corner) => inTriangle(corner, 0.5, 100));
  expect(points[0]![0]).toBeCloseTo(0);
  expect(points[0]![1]).toBeCloseTo(-50);
  const sides = points.map(([x, y], i) => {
    const [to_x, to_y] = points[(i + 1) % points.length]!;
    return Math.hypot(to_x - x, to_y - y);
  });
  for (const side of sides) expect(side).toBeCloseTo(50 * Math.sqrt(3));
  expect(points[1]![0]).toBeGreaterThan(0);
});

describe('an invitation', () => {
  it('is read from its own link', () => {
    const link = invitationLink('http://127.0.0.1', '40', 'aB-_0123456789abcdef');
    expect(new URL(link).pathname + new URL(link).search).toBe('/invitation');
    expect(readInvitation(new URL(link).hash)).toEqual({
      province: '40',
      code: 'aB-_0123456789abcdef',
    });
  });

  it.each(['', '#', '#40', '#40.short', '#4.aaaaaaaaaaaaaaaaaaaa', '#40.<script>aaaaaaaaaaaa'])(
    'that is broken is none: %s',
    (hash) => {
      expect(readInvitation(hash)).toBeUndefined();
    },
  );
});
