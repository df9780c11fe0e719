import { answer, api } from '../../shared/api/client';
import { hasRight, session } from '../../shared/api/session.svelte';
import type { AgencyView } from '../../shared/api/types';
import type {
  AgendaItem, AgendaProposal, AmendedDraft, Amendment, AmendmentState, Assembly, ConsensusTest, ConsensusView, Delegate,
  DelegatePass, DraftResolution, Evidence, FallbackRule, InvitedAgency, Operation, Paragraph, Phase, Presence, Resolution,
  Room, SelectionCriteria, Stance,
} from './types'; // prettier-ignore

/* eslint-disable */
const raw = api as unknown as Record<
  'GET' | 'POST' | 'PUT',
  (path: string, init?: object) => Promise<{ data?: unknown }>
>;
const get = <T>(path: string) => answer(raw.GET(path) as Promise<{ data?: T }>);
const post = <T>(path: string, body: object = {}) =>
  answer(raw.POST(path, { body }) as Promise<{ data?: T }>);
const put = <T>(path: string, body: object) =>
  answer(raw.PUT(path, { body }) as Promise<{ data?: T }>);

/** What every page of an assembly knows of it. */
export interface WholeAssembly {
  assembly: Assembly;
  rooms: Room[];
  seats: InvitedAgency[];
  delegates: Delegate[];
  proposals: AgendaProposal[];
  items: AgendaItem[];
  drafts: DraftResolution[];
  resolutions: Resolution[];
  agencies: ReadonlyMap<number, AgencyView>;
  /** Of a delegate: who they are here, and the badge for the door. */
  pass: DelegatePass | undefined;
}

export const loadAssemblies = () => get<Assembly[]>('/api/v1/assemblies');

export async function loadAssembly(id: number): Promise<WholeAssembly> {
  const at = `/api/v1/assemblies/${id}`;
  // First, so that the number of events it tells is never ahead of the rest.
  const assembly = await get<Assembly>(at);
  const [rooms, seats, delegates, proposals, items, drafts, resolutions, agencies, pass] =
    await Promise.all([
      get<Room[]>(`${at}/rooms`),
      get<InvitedAgency[]>(`${at}/agencies`),
      hasRight('manage_assembly') ? get<Delegate[]>(`${at}/delegates`) : [],
      get<AgendaProposal[]>(`${at}/proposals`),
      get<AgendaItem[]>(`${at}/items`),
      get<DraftResolution[]>(`${at}/drafts`),
      get<Resolution[]>(`${at}/resolutions`),
      answer(api.GET('/api/v1/agencies')),
      session()?.account?.role === 'delegate' ? get<DelegatePass>(`${at}/pass`) : undefined,
    ]);
  return {
    assembly,
    rooms,
    seats,
    delegates,
    proposals,
    items,
    drafts,
    resolutions,
    agencies: new Map(agencies.map((one) => [one.id, one])),
    pass,
  };
}

export const openAssembly = (body: {
  year_be: number;
  title_th: string;
  title_en: string;
  calendar: { phase: Phase; until: string }[];
  fallback?: FallbackRule;
}) => post<Assembly>('/api/v1/assemblies', body);
export const changePhase = (id: number, to: Phase) =>
  post<Assembly>(`/api/v1/assemblies/${id}/phase`, { to });
export const addRoom = (
  id: number,
  body: { name_th: string; name_en: string; chair_account_id?: number },
) => post<Room>(`/api/v1/assemblies/${id}/rooms`, body);

export const inviteDelegate = (
  id: number,
  body: { agency_id: number; name: string; is_alternate: boolean },
) => post<{ delegate: Delegate; code: string }>(`/api/v1/assemblies/${id}/delegates`, body);
export const acceptInvitation = (body: {
  province: string;
  code: string;
  login: string;
  password: string;
}) => post<Delegate>('/api/v1/invitations/acceptance', body);
export const markDoor = (
  id: number,
  way: 'arrivals' | 'departures',
  room_id: number,
  badge: string,
) => post<Delegate>(`/api/v1/assemblies/${id}/${way}`, { room_id, badge });
export const loadPresence = (room: number) => get<Presence>(`/api/v1/rooms/${room}/presence`);

export const proposeItem = (
  id: number,
  body: { title_th: string; title_en: string; reason: string },
) => post<AgendaProposal>(`/api/v1/assemblies/${id}/proposals`, body);
export const answerProposal = (
  id: number,
  body: { is_selected: boolean; criteria: SelectionCriteria; answer: string },
) => post<AgendaProposal>(`/api/v1/proposals/${id}/answer`, body);
export const addItem = (
  id: number,
  body: {
    number: number;
    title_th: string;
    title_en: string;
    room_id: number;
    lead_agency_id: number;
    co_owners: number[];
    evidence: Evidence[];
  },
) => post<AgendaItem>(`/api/v1/assemblies/${id}/items`, body);

export interface DraftInput {
  version: number;
  title: string;
  paragraphs: (Omit<Paragraph, 'id'> & { id?: number })[];
}
export const writeDraft = (item: number, body: DraftInput) =>
  put<{ draft: DraftResolution; doubtful: number[] }>(`/api/v1/items/${item}/draft`, body);
export const loadAmendedDraft = (draft: number) => get<AmendedDraft>(`/api/v1/drafts/${draft}`);
export const proposeAmendment = (
  draft: number,
  body: { version: number; operation: Operation; reason: string },
) => post<Amendment>(`/api/v1/drafts/${draft}/amendments`, body);
export const decideAmendment = (id: number, state: AmendmentState, reason: string) =>
  post<Amendment>(`/api/v1/amendments/${id}/decision`, { state, reason });
export const consolidateDraft = (draft: number) =>
  post<DraftResolution>(`/api/v1/drafts/${draft}/consolidation`);

/** The latest test of a draft, open or closed. */
export async function loadLastTest(draft: number): Promise<ConsensusView | undefined> {
  const last = (await get<ConsensusTest[]>(`/api/v1/drafts/${draft}/consensus-tests`)).at(-1);
  return last && get<ConsensusView>(`/api/v1/consensus-tests/${last.id}`);
}
export const openTest = (id: number, room_id: number, draft_id: number) =>
  post<ConsensusView>(`/api/v1/assemblies/${id}/consensus-tests`, { room_id, draft_id });
export const takePosition = (
  test: number,
  body: {
    stance: Stance;
    reason: string;
    wording: string;
    is_minuted: boolean;
    agency_id?: number;
  },
) => post<ConsensusView>(`/api/v1/consensus-tests/${test}/positions`, body);
export const confirmPaper = (test: number, position: number) =>
  post<ConsensusView>(`/api/v1/consensus-tests/${test}/positions/${position}/confirmation`);
export const announceFallback = (test: number) =>
  post<ConsensusView>(`/api/v1/consensus-tests/${test}/fallback`);
export const closeTest = (test: number) =>
  post<ConsensusView>(`/api/v1/consensus-tests/${test}/close`);
export const adoptDraft = (draft: number) => post<Resolution>(`/api/v1/drafts/${draft}/adoption`);
