import type { SessionView } from './types';

/** What this page knows of who uses it. Kept in memory only; the session itself is a cookie it cannot read. */
let view = $state.raw<SessionView | undefined>(undefined);

export function session(): SessionView | undefined {
  return view;
}

export function setSession(next: SessionView): void {
  view = next;
}

export function sessionEnded(): void {
  if (view) view = { ...view, state: 'anonymous', account: undefined, rights: [] };
}

export function csrfToken(): string {
  return view?.csrf_token ?? '';
}

export function isSignedIn(): boolean {
  return view?.state === 'signed_in';
}

/** An account of an agency acts for that agency alone, one of the province for all. */
export function actsFor(agency_id: number): boolean {
  const own = view?.account?.agency_id;
  return own == null || own === agency_id;
}

/** The rights a page or a link asks about; who has which is the server's table. */
export type Right =
  | 'manage_accounts'
  | 'read_areas'
  | 'read_access_log'
  | 'read_agencies'
  | 'manage_agencies'
  | 'read_agreements'
  | 'manage_agreements'
  | 'import_registers'
  | 'read_snapshots'
  | 'run_linkage'
  | 'read_link_runs'
  | 'read_situation'
  | 'list_children'
  | 'read_child'
  | 'search_persons'
  | 'review_records'
  | 'read_assembly'
  | 'take_part'
  | 'manage_assembly'
  | 'read_cases'
  | 'work_cases'
  | 'assign_cases'
  | 'receive_referrals'
  | 'coordinate_care';

export function hasRight(right: Right): boolean {
  return view?.rights.includes(right) ?? false;
}
