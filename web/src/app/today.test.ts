import { describe, expect, it } from 'vitest';
import type { AgreementView, SnapshotView } from '../shared/api/types';
import { needs, type Known } from './today';

const now = Date.parse('2023-11-24');
const nothing: Known = {
  agreements: [],
  snapshots: [],
  runs: [],
  jobs: [],
  agencies: [],
  situation: undefined,
  duties: [],
  notices: [],
  care: undefined,
  forums: [],
};
const agreement = {
  id: 1, agency_id: 7, register_kind: 'school', name: 'a', state: 'standing', valid_until: '2025-12-31',
} as AgreementView; // prettier-ignore
const snapshot = {
  id: 5, agency_id: 7, register_kind: 'school', state: 'complete', rows_rejected: 0, started_at: 100,
} as SnapshotView; // prettier-ignore
const kinds = (known: Partial<Known>, ...rights: string[]) =>
  needs({ ...nothing, ...known }, (right) => rights.includes(right), now).map((need) => need.kind);

describe('what needs you today', () => {
  it('is nothing that your role may not do', () => {
    expect(
      kinds({ agreements: [agreement], snapshots: [{ ...snapshot, rows_rejected: 9 }] }),
    ).toEqual([]);
  });

  it('is a child in danger first, then what waits for a worker', () => {
    const care = {
      reach: 'own',
      alerts: 1,
      dues: [{ due: 'visit', cases: 3, overdue: 0 }],
    } as Known['care'];
    expect(kinds({ care })).toEqual(['care_alerts', 'care_due']);
    expect(kinds({ care: { ...care!, alerts: 0 } })).toEqual(['care_due']);
  });

  it('is for who leads only what is late, and who is to be given to somebody', () => {
    const dues = (due: string, overdue: number) =>
      kinds({
        care: { reach: 'agency', alerts: 0, dues: [{ due, cases: 3, overdue }] } as Known['care'],
      });
    expect(dues('visit', 0)).toEqual([]);
    expect(dues('visit', 1)).toEqual(['care_due']);
    expect(dues('assignment', 0)).toEqual(['care_due']);
    expect(dues('approval', 0)).toEqual(['care_due']);
  });

  it('asks for a register whose agreement stands and that never came', () => {
    expect(kinds({ agreements: [agreement] }, 'import_registers')).toEqual(['no_snapshot']);
    expect(kinds({ agreements: [agreement], snapshots: [snapshot] }, 'import_registers')).toEqual(
      [],
    );
    expect(kinds({ agreements: [{ ...agreement, state: 'expired' }] }, 'import_registers')).toEqual(
      [],
    );
    // Another agency's school register does not stand in for the colleges'.
    expect(
      kinds(
        { agreements: [{ ...agreement, agency_id: 8 }], snapshots: [snapshot] },
        'import_registers',
      ),
    ).toEqual(['no_snapshot']);
  });

  it('asks to mend rejected rows of the newest snapshot only', () => {
    const old = { ...snapshot, id: 4, started_at: 50, rows_rejected: 3 };
    expect(kinds({ snapshots: [old] }, 'import_registers')).toEqual(['rows_rejected']);
    expect(kinds({ snapshots: [old, snapshot] }, 'import_registers')).toEqual([]);
  });

  it('asks for a link run when a snapshot is newer than all that were linked', () => {
    const run = { id: 9, state: 'complete', snapshots: [5] } as Known['runs'][number];
    expect(kinds({ snapshots: [snapshot] }, 'run_linkage')).toEqual(['link_run_due']);
    expect(kinds({ snapshots: [snapshot], runs: [run] }, 'run_linkage')).toEqual([]);
    expect(
      kinds(
        { snapshots: [snapshot, { ...snapshot, id: 6, started_at: 200 }], runs: [run] },
        'run_linkage',
      ),
    ).toEqual(['link_run_due']);
  });

  it('puts what an assembly waits for before what registers wait for', () => {
    const duty = { kind: 'read_drafts', count: 2 } as Known['duties'][number];
    expect(kinds({ duties: [duty], agreements: [agreement] }, 'import_registers')).toEqual([
      'duty',
      'no_snapshot',
    ]);
  });

  it('asks a moderator to read statements that wait, and nobody else', () => {
    const view = { may_moderate: true, undecided: 2 } as Known['forums'][number];
    expect(kinds({ forums: [view] })).toEqual(['statements_wait']);
    expect(kinds({ forums: [{ ...view, undecided: 0 }] })).toEqual([]);
    expect(kinds({ forums: [{ ...view, may_moderate: false }] })).toEqual([]);
  });

  it('warns of an agreement two months before it ends', () => {
    expect(
      kinds({ agreements: [{ ...agreement, valid_until: '2024-01-15' }] }, 'read_agreements'),
    ).toEqual(['agreement_ends']);
    expect(kinds({ agreements: [agreement] }, 'read_agreements')).toEqual([]);
  });

  it('puts danger to a child before all else, and of other news the latest five not yet read', () => {
    const notice = { urgency: 'soon', read_at: null } as Known['notices'][number];
    const notices = [
      { ...notice, id: 1, read_at: 5 },
      ...[2, 3, 4, 5, 6, 7].map((id) => ({ ...notice, id })),
      { ...notice, id: 8, urgency: 'alarm' as const },
    ];
    const list = needs(
      { ...nothing, notices, duties: [{ kind: 'read_drafts' } as never] },
      () => false,
      now,
    );
    expect(list.map((need) => (need.kind === 'notice' ? need.notice.id : need.kind))).toEqual([
      8,
      2,
      3,
      4,
      5,
      'duty',
    ]);
  });
});
