import { answer, api } from '../shared/api/client';
import { loadNotices } from '../shared/api/notices.svelte';
import { hasRight, session } from '../shared/api/session.svelte';
import {
  register_kinds,
  type AgencyView,
  type AgreementView,
  type CareDuties,
  type DutyView,
  type ForumView,
  type JobView,
  type LinkRunView,
  type NoticeView,
  type RegisterKind,
  type SituationView,
  type SnapshotView,
} from '../shared/api/types';

export interface Known {
  agreements: AgreementView[];
  snapshots: SnapshotView[];
  runs: LinkRunView[];
  jobs: JobView[];
  agencies: AgencyView[];
  situation: SituationView | undefined;
  duties: DutyView[];
  notices: NoticeView[];
  care: CareDuties | undefined;
  forums: ForumView[];
}

/** One thing to do, and where. The page puts it into words. */
export type Need =
  | { kind: 'no_agencies' }
  | { kind: 'no_agreement'; register: RegisterKind }
  | { kind: 'agreement_ends'; agreement: AgreementView }
  | {
      kind: 'no_snapshot';
      register: RegisterKind;
      agreement: AgreementView;
      agency: AgencyView | undefined;
    }
  | { kind: 'rows_rejected'; snapshot: SnapshotView }
  | { kind: 'import_failed'; snapshot: SnapshotView }
  | { kind: 'job_running'; job: JobView }
  | { kind: 'link_run_due'; newer: number }
  | { kind: 'children_wait'; situation: SituationView }
  | { kind: 'duty'; duty: DutyView }
  | { kind: 'notice'; notice: NoticeView }
  | { kind: 'care_alerts'; alerts: number }
  | { kind: 'care_due'; due: CareDuties['dues'][number] }
  | { kind: 'statements_wait'; view: ForumView };

const soon_days = 60;
const notices_max = 5;
const day_ms = 86_400_000;

/** What an account of these rights should do next, the most pressing first. Pure, so that it is tested. */
export function needs(
  known: Known,
  may: (right: Parameters<typeof hasRight>[0]) => boolean,
  now: number,
): Need[] {
  const list: Need[] = [];
  const complete = known.snapshots.filter((one) => one.state === 'complete');
  const standing = known.agreements.filter((one) => one.state === 'standing');

  for (const job of known.jobs)
    if (job.state === 'queued' || job.state === 'running') list.push({ kind: 'job_running', job });

  // What the account was told and did not open yet: danger first, the list has the rest.
  const unread = known.notices.filter((one) => !one.read_at);
  const alarms = unread.filter((one) => one.urgency === 'alarm');
  const others = unread.filter((one) => one.urgency !== 'alarm');
  for (const notice of [...alarms, ...others].slice(0, Math.max(notices_max, alarms.length)))
    list.push({ kind: 'notice', notice });

  // A child in danger comes before all else; what is late before what is not.
  if (known.care?.alerts) list.push({ kind: 'care_alerts', alerts: known.care.alerts });
  const leads = known.care?.reach === 'agency' || known.care?.reach === 'province';
  for (const due of (known.care?.dues ?? []).toSorted((a, b) => b.overdue - a.overdue))
    if (
      leads ? due.overdue > 0 || due.due === 'assignment' || due.due === 'approval' : due.cases > 0
    )
      list.push({ kind: 'care_due', due });
  // An assembly has its days; registers can wait until tomorrow.
  for (const duty of known.duties) list.push({ kind: 'duty', duty });
  for (const view of known.forums)
    if (view.may_moderate && view.undecided > 0) list.push({ kind: 'statements_wait', view });
  if (may('manage_agencies') && known.agencies.length === 0) list.push({ kind: 'no_agencies' });
  if (may('import_registers')) {
    for (const snapshot of newestOfRegisters(known.snapshots)) {
      if (snapshot.state === 'failed') list.push({ kind: 'import_failed', snapshot });
      else if (snapshot.state === 'complete' && snapshot.rows_rejected > 0)
        list.push({ kind: 'rows_rejected', snapshot });
    }
    for (const agreement of standing)
      if (
        !known.snapshots.some(
          (one) =>
            one.register_kind === agreement.register_kind &&
            one.agency_id === agreement.agency_id &&
            one.state !== 'failed',
        )
      )
        list.push({
          kind: 'no_snapshot',
          register: agreement.register_kind,
          agreement,
          agency: known.agencies.find((one) => one.id === agreement.agency_id),
        });
  }
  if (may('run_linkage') && complete.length > 0) {
    const used = new Set(
      known.runs
        .filter((one) => one.state !== 'failed' && one.state !== 'cancelled')
        .flatMap((one) => one.snapshots),
    );
    const newest_used = Math.max(
      0,
      ...complete.filter((one) => used.has(one.id)).map((one) => one.started_at),
    );
    const newer = complete.filter(
      (one) => !used.has(one.id) && one.started_at > newest_used,
    ).length;
    if (newer > 0) list.push({ kind: 'link_run_due', newer });
  }
  if (may('manage_agreements') && known.agencies.length > 0)
    for (const register of register_kinds)
      if (!standing.some((one) => one.register_kind === register))
        list.push({ kind: 'no_agreement', register });
  if (may('read_agreements'))
    for (const agreement of standing)
      if (Date.parse(agreement.valid_until) - now < soon_days * day_ms)
        list.push({ kind: 'agreement_ends', agreement });
  if (may('list_children') && known.situation && known.situation.value > 0)
    list.push({ kind: 'children_wait', situation: known.situation });
  return list;
}

function newestOfRegisters(snapshots: readonly SnapshotView[]): SnapshotView[] {
  const newest = new Map<string, SnapshotView>();
  for (const one of snapshots) {
    const key = `${one.register_kind}/${one.agency_id}`;
    const other = newest.get(key);
    if (!other || one.started_at > other.started_at) newest.set(key, one);
  }
  return [...newest.values()];
}

/** Each part only where the account may read it. */
export async function loadToday(): Promise<Known> {
  const own = session()?.account;
  const none = Promise.resolve([]);
  const [agreements, snapshots, runs, jobs, agencies, situation, duties, notices, care, forums] =
    await Promise.all([
      hasRight('read_agreements') ? answer(api.GET('/api/v1/agreements')) : none,
      hasRight('read_snapshots') ? answer(api.GET('/api/v1/snapshots')) : none,
      hasRight('read_link_runs') ? answer(api.GET('/api/v1/link-runs')) : none,
      hasRight('read_snapshots') ? answer(api.GET('/api/v1/jobs')).then((list) => list.jobs) : none,
      hasRight('read_agencies') ? answer(api.GET('/api/v1/agencies')) : none,
      // No situation yet is no failure of this page.
      hasRight('read_situation')
        ? answer(api.GET('/api/v1/situations/latest')).catch(() => undefined)
        : undefined,
      hasRight('read_assembly') ? answer(api.GET('/api/v1/assembly-duties')) : none,
      loadNotices().then((view) => view.notices),
      hasRight('read_cases') ? answer(api.GET('/api/v1/care-duties')) : undefined,
      hasRight('read_assembly') ? answer(api.GET('/api/v1/forums')) : none,
    ]);
  const of_own = <T extends { agency_id: number }>(list: T[]) =>
    own?.agency_id ? list.filter((one) => one.agency_id === own.agency_id) : list;
  return {
    agreements: of_own(agreements),
    snapshots: of_own(snapshots),
    runs,
    jobs,
    agencies,
    situation,
    duties,
    notices,
    care,
    forums,
  };
}
