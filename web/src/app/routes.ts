import type { Component } from 'svelte';
import type { Right } from '../shared/api/session.svelte';

type Page = Component<Record<string, string>>;

interface Route {
  /** Parts beginning with ':' are handed to the page under that name. */
  pattern: string;
  load: () => Promise<{ default: unknown }>;
  /** The page needs it; without, it says so. Pages without one are open to anyone signed in. */
  right?: Right;
  open?: 'to_everyone';
  /** Shown alone, without header and rail: what hangs on a wall. */
  alone?: true;
  /** Works without a line, and before anyone is known to be signed in: it keeps what it needs itself. */
  without_line?: true;
}

/** Each page is its own file, fetched when first opened. */
const routes: Route[] = [
  { pattern: '/', load: () => import('./Today.svelte') },
  { pattern: '/account', load: () => import('../features/access/OwnAccount.svelte') },
  { pattern: '/notices', load: () => import('../features/notices/Notices.svelte') },
  { pattern: '/inbox', load: () => import('../features/referral/Inbox.svelte'), right: 'receive_referrals' },
  { pattern: '/inbox/:id', load: () => import('../features/referral/ReferralPage.svelte'), right: 'receive_referrals' },
  { pattern: '/referrals', load: () => import('../features/referral/Sent.svelte'), right: 'receive_referrals' },
  { pattern: '/referrals/:id', load: () => import('../features/referral/ReferralPage.svelte'), right: 'receive_referrals' },
  { pattern: '/cases/:id/refer', load: () => import('../features/referral/Refer.svelte'), right: 'receive_referrals' },
  { pattern: '/cases/:id/legal-bases', load: () => import('../features/referral/Bases.svelte'), right: 'receive_referrals' },
  { pattern: '/services', load: () => import('../features/referral/Services.svelte'), right: 'read_agencies' },
  { pattern: '/webhooks', load: () => import('../features/webhooks/Webhooks.svelte'), right: 'coordinate_care' },
  { pattern: '/webhooks/:id', load: () => import('../features/webhooks/WebhookPage.svelte'), right: 'coordinate_care' },
  { pattern: '/keeping', load: () => import('../features/exchange/Keeping.svelte'), right: 'manage_agencies' },
  { pattern: '/cases/:id/keeping', load: () => import('../features/exchange/CaseKeeping.svelte'), right: 'manage_agencies' },
  { pattern: '/board', load: () => import('../features/referral/Board.svelte'), right: 'coordinate_care' },
  { pattern: '/board/meetings', load: () => import('../features/referral/Meetings.svelte'), right: 'coordinate_care' },
  { pattern: '/accounts', load: () => import('../features/access/Accounts.svelte'), right: 'manage_accounts' },
  { pattern: '/access-log', load: () => import('../features/access/AccessLog.svelte'), right: 'read_access_log' },
  { pattern: '/agencies', load: () => import('../features/partners/Agencies.svelte'), right: 'read_agencies' },
  { pattern: '/agencies/new', load: () => import('../features/partners/AgencyForm.svelte'), right: 'manage_agencies' },
  { pattern: '/agencies/:id', load: () => import('../features/partners/AgencyForm.svelte'), right: 'read_agencies' },
  { pattern: '/agreements', load: () => import('../features/registers/Agreements.svelte'), right: 'read_agreements' },
  { pattern: '/agreements/new', load: () => import('../features/registers/AgreementForm.svelte'), right: 'manage_agreements' },
  { pattern: '/agreements/:id', load: () => import('../features/registers/Agreement.svelte'), right: 'read_agreements' },
  { pattern: '/snapshots', load: () => import('../features/registers/Snapshots.svelte'), right: 'read_snapshots' },
  { pattern: '/snapshots/new', load: () => import('../features/registers/ImportWizard.svelte'), right: 'import_registers' },
  { pattern: '/snapshots/:id', load: () => import('../features/registers/SnapshotReport.svelte'), right: 'read_snapshots' },
  { pattern: '/link-runs', load: () => import('../features/persons/LinkRuns.svelte'), right: 'read_link_runs' },
  { pattern: '/link-runs/new', load: () => import('../features/persons/NewLinkRun.svelte'), right: 'run_linkage' },
  { pattern: '/link-runs/:id', load: () => import('../features/persons/LinkRun.svelte'), right: 'read_link_runs' },
  { pattern: '/review', load: () => import('../features/persons/Review.svelte'), right: 'review_records' },
  { pattern: '/review/work', load: () => import('../features/persons/ReviewWork.svelte'), right: 'review_records' },
  { pattern: '/review/rules', load: () => import('../features/persons/ReviewRules.svelte'), right: 'review_records' },
  { pattern: '/review/accuracy', load: () => import('../features/persons/ReviewAccuracy.svelte'), right: 'review_records' },
  { pattern: '/situation', load: () => import('../features/situation/Situation.svelte'), right: 'read_situation' },
  { pattern: '/children', load: () => import('../features/situation/Children.svelte'), right: 'list_children' },
  { pattern: '/children/:id', load: () => import('../features/persons/Child.svelte'), right: 'read_child' },
  { pattern: '/cases', load: () => import('../features/care/Worklist.svelte'), right: 'read_cases' },
  { pattern: '/cases/new', load: () => import('../features/care/NewCase.svelte'), right: 'work_cases' },
  { pattern: '/cases/:id', load: () => import('../features/care/CasePage.svelte'), right: 'read_cases' },
  { pattern: '/cases/:id/visit', load: () => import('../features/care/VisitPage.svelte'), right: 'work_cases' },
  { pattern: '/cases/:id/assess', load: () => import('../features/care/AssessPage.svelte'), right: 'work_cases' },
  { pattern: '/cases/:id/plan', load: () => import('../features/care/PlanPage.svelte'), right: 'work_cases' },
  { pattern: '/cases/:id/follow-up', load: () => import('../features/care/FollowUpPage.svelte'), right: 'work_cases' },
  { pattern: '/cases/:id/mend', load: () => import('../features/care/MendPage.svelte'), right: 'work_cases' },
  { pattern: '/care/assign', load: () => import('../features/care/Assign.svelte'), right: 'assign_cases' },
  { pattern: '/care/workers', load: () => import('../features/care/Workers.svelte'), right: 'coordinate_care' },
  { pattern: '/search', load: () => import('../features/search/Search.svelte'), right: 'search_persons' },
  { pattern: '/visits', load: () => import('../features/care/offline/Visits.svelte'), right: 'work_cases', without_line: true },
  { pattern: '/visits/:id', load: () => import('../features/care/offline/VisitChild.svelte'), right: 'work_cases', without_line: true },
  { pattern: '/phones', load: () => import('../features/care/offline/Phones.svelte'), right: 'work_cases' },
  { pattern: '/assemblies', load: () => import('../features/assembly/Assemblies.svelte'), right: 'read_assembly' },
  { pattern: '/assemblies/:id', load: () => import('../features/assembly/Overview.svelte'), right: 'read_assembly' },
  { pattern: '/assemblies/:id/delegations', load: () => import('../features/assembly/Delegations.svelte'), right: 'read_assembly' },
  { pattern: '/assemblies/:id/attendance', load: () => import('../features/assembly/Attendance.svelte'), right: 'read_assembly' },
  { pattern: '/assemblies/:id/hearings', load: () => import('../features/assembly/HearingDesk.svelte'), right: 'manage_assembly' },
  { pattern: '/assemblies/:id/door', load: () => import('../features/assembly/Door.svelte'), right: 'manage_assembly' },
  { pattern: '/assemblies/:id/agenda', load: () => import('../features/assembly/Agenda.svelte'), right: 'read_assembly' },
  { pattern: '/assemblies/:id/items/:item', load: () => import('../features/assembly/DraftEditor.svelte'), right: 'take_part' },
  { pattern: '/assemblies/:id/drafts/:draft', load: () => import('../features/assembly/Draft.svelte'), right: 'read_assembly' },
  { pattern: '/assemblies/:id/drafts/:draft/versions', load: () => import('../features/assembly/Versions.svelte'), right: 'read_assembly' },
  { pattern: '/assemblies/:id/drafts/:draft/translation', load: () => import('../features/assembly/Translation.svelte'), right: 'take_part' },
  { pattern: '/assemblies/:id/rooms/:room', load: () => import('../features/assembly/RoomPage.svelte'), right: 'read_assembly' },
  { pattern: '/assemblies/:id/rooms/:room/projector', load: () => import('../features/assembly/Projector.svelte'), right: 'read_assembly', alone: true },
  { pattern: '/assemblies/:id/rooms/:room/minutes', load: () => import('../features/assembly/Minutes.svelte'), right: 'read_assembly' },
  { pattern: '/assemblies/:id/invitations', load: () => import('../features/assembly/Invitations.svelte'), right: 'manage_assembly' },
  { pattern: '/assemblies/:id/badges', load: () => import('../features/assembly/Badges.svelte'), right: 'manage_assembly' },
  { pattern: '/screen', load: () => import('../features/assembly/LinkedScreen.svelte'), open: 'to_everyone', alone: true },
  { pattern: '/assemblies/:id/resolutions', load: () => import('../features/assembly/Resolutions.svelte'), right: 'read_assembly' },
  { pattern: '/assemblies/:id/earlier', load: () => import('../features/assembly/EarlierResolutions.svelte'), right: 'read_assembly' },
  { pattern: '/assemblies/:id/forums', load: () => import('../features/forum/Forums.svelte'), right: 'read_assembly' },
  { pattern: '/assemblies/:id/forums/:forum', load: () => import('../features/forum/ManageForum.svelte'), right: 'read_assembly' },
  { pattern: '/assemblies/:id/log', load: () => import('../features/assembly/Log.svelte'), right: 'read_assembly' },
  { pattern: '/resolutions', load: () => import('../features/assembly/PublicAssemblies.svelte'), open: 'to_everyone' },
  { pattern: '/resolutions/:province/:id', load: () => import('../features/assembly/PublicAssembly.svelte'), open: 'to_everyone' },
  { pattern: '/forums', load: () => import('../features/forum/PublicForums.svelte'), open: 'to_everyone' },
  { pattern: '/forums/:province/:id', load: () => import('../features/forum/TakePart.svelte'), open: 'to_everyone', without_line: true },
  { pattern: '/forums/:province/:id/results', load: () => import('../features/forum/Results.svelte'), open: 'to_everyone' },
  { pattern: '/embed/forums/:province/:id', load: () => import('../features/forum/Embedded.svelte'), open: 'to_everyone', alone: true },
  { pattern: '/hearings', load: () => import('../features/assembly/Hearings.svelte'), open: 'to_everyone' },
  { pattern: '/hearings/:province/:draft', load: () => import('../features/assembly/Hearing.svelte'), open: 'to_everyone' },
  { pattern: '/verify', load: () => import('../features/assembly/Verify.svelte'), open: 'to_everyone' },
  { pattern: '/invitation', load: () => import('../features/assembly/AcceptInvitation.svelte'), open: 'to_everyone' },
  { pattern: '/methods', load: () => import('../features/situation/Methods.svelte'), open: 'to_everyone', without_line: true },
]; // prettier-ignore

export function routesWithoutLine(): Route[] {
  return routes.filter((route) => route.without_line);
}

export interface FoundRoute {
  route: Route;
  parameters: Record<string, string>;
  load: () => Promise<Page>;
}

export function findRoute(path: string): FoundRoute | undefined {
  const parts = path.replace(/\/+$/, '').split('/');
  for (const route of routes) {
    const wanted = route.pattern.replace(/\/+$/, '').split('/');
    if (wanted.length !== parts.length) continue;
    const parameters: Record<string, string> = {};
    const fits = wanted.every((word, i) => {
      if (!word.startsWith(':')) return word === parts[i];
      parameters[word.slice(1)] = decodeURIComponent(parts[i]!);
      return /^\d+$/.test(parts[i]!);
    });
    if (fits) return { route, parameters, load: async () => (await route.load()).default as Page };
  }
  return undefined;
}
