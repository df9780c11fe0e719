import { hasRight, type Right } from '../shared/api/session.svelte';
import type { PlainKey } from '../shared/i18n/language.svelte';

interface Entry {
  href: string;
  label: PlainKey;
  right?: Right;
}
interface Group {
  label?: PlainKey;
  entries: Entry[];
}

const groups: Group[] = [
  {
    entries: [
      { href: '/', label: 'nav.today' },
      { href: '/cases', label: 'nav.worklist', right: 'read_cases' },
      { href: '/visits', label: 'nav.visits', right: 'work_cases' },
      { href: '/situation', label: 'nav.situation', right: 'read_situation' },
      { href: '/children', label: 'nav.children', right: 'list_children' },
      { href: '/search', label: 'nav.search', right: 'search_persons' },
      { href: '/notices', label: 'nav.notices' },
    ],
  },
  {
    label: 'nav.care',
    entries: [
      { href: '/inbox', label: 'nav.inbox', right: 'receive_referrals' },
      { href: '/referrals', label: 'nav.sent', right: 'receive_referrals' },
      { href: '/board', label: 'nav.board', right: 'coordinate_care' },
      { href: '/services', label: 'nav.services', right: 'read_agencies' },
      { href: '/care/assign', label: 'nav.assign', right: 'assign_cases' },
      { href: '/care/workers', label: 'nav.care_workers', right: 'coordinate_care' },
      { href: '/phones', label: 'nav.phones', right: 'work_cases' },
    ],
  },
  {
    label: 'nav.assembly',
    entries: [
      { href: '/assemblies', label: 'nav.assemblies', right: 'read_assembly' },
      { href: '/forums', label: 'nav.forums' },
    ],
  },
  {
    label: 'nav.find',
    entries: [
      { href: '/snapshots', label: 'nav.snapshots', right: 'read_snapshots' },
      { href: '/link-runs', label: 'nav.link_runs', right: 'read_link_runs' },
      { href: '/review', label: 'nav.review', right: 'review_records' },
    ],
  },
  {
    label: 'nav.province',
    entries: [
      { href: '/agencies', label: 'nav.agencies', right: 'read_agencies' },
      { href: '/agreements', label: 'nav.agreements', right: 'read_agreements' },
      { href: '/webhooks', label: 'nav.webhooks', right: 'coordinate_care' },
      { href: '/keeping', label: 'nav.keeping', right: 'manage_agencies' },
      { href: '/accounts', label: 'nav.accounts', right: 'manage_accounts' },
      { href: '/access-log', label: 'nav.access_log', right: 'read_access_log' },
    ],
  },
];

/** What opens without a line, whoever may have signed in before. */
export const entriesWithoutLine: Entry[] = [
  { href: '/visits', label: 'nav.visits' },
  { href: '/methods', label: 'nav.methods' },
];

/** What the role may open, and nothing else. */
export function ownGroups(): Group[] {
  return groups
    .map((group) => ({
      ...group,
      entries: group.entries.filter((one) => !one.right || hasRight(one.right)),
    }))
    .filter((group) => group.entries.length > 0);
}

/** The first three for the thumb; the fourth place on the bar opens the rest. */
export function barEntries(): Entry[] {
  return ownGroups()
    .flatMap((group) => group.entries)
    .slice(0, 3);
}

export function isCurrent(href: string, path: string): boolean {
  return href === '/' ? path === '/' : path === href || path.startsWith(`${href}/`);
}
