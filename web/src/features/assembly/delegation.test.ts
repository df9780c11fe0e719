import { describe, expect, it } from 'vitest';
import { balance, invitationLink, readInvitation } from './delegation';
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
