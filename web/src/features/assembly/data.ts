import { answer, api } from '../../shared/api/client';
import { Problem } from '../../shared/api/problem';
import { hasRight, session } from '../../shared/api/session.svelte';
import type { AgencyView } from '../../shared/api/types';
import { momentsOf, type Moment } from './attendance';
import { sendFile } from '../../shared/api/upload';
import type {
  Acceptance, CommentInput, ScreenInput, RaisedHand, AgendaItem, AgendaProposal, AmendmentState, Assembly, BackgroundPaper, MergedAmendment, Delegate, DelegatePass,
  DraftInput, DraftResolution, TranslationInput, InvitedAgency, NewAgendaItem, NewAmendment, NewAssembly, NewDelegate,
  NewProposal, NewRoom, Phase, PhaseDate, TransitionView, PositionInput, ProposalAnswer, Resolution, Room, PhaseRuleChange,
} from './types'; // prettier-ignore

/** What every page of an assembly knows of it. */
export interface WholeAssembly {
  assembly: Assembly;
  rooms: Room[];
  seats: InvitedAgency[];
  delegates: Delegate[];
  proposals: AgendaProposal[];
  items: AgendaItem[];
  /** Items that were taken off the agenda. */
  withdrawn: AgendaItem[];
  /** Those of withdrawn items too. */
  drafts: DraftResolution[];
  resolutions: Resolution[];
  /** Where the secretariat can take it from here. */
  transitions: TransitionView[];
  /** For the secretariat: what rules newer than the assembly's own say. */
  newer_rules: PhaseRuleChange[];
  agencies: ReadonlyMap<number, AgencyView>;
  /** Of a delegate: who they are here, and the badge for the door. */
  pass: DelegatePass | undefined;
}

/** The parameters of a path that names one thing. */
const of = (id: number) => ({ params: { path: { id } } });

export const loadAssemblies = () => answer(api.GET('/api/v1/assemblies'));

export async function loadAssembly(id: number): Promise<WholeAssembly> {
  // First, so that the number of events it tells is never ahead of the rest.
  const assembly = await answer(api.GET('/api/v1/assemblies/{id}', of(id)));
  const [
    rooms,
    seats,
    delegates,
    transitions,
    newer_rules,
    proposals,
    items,
    drafts,
    resolutions,
    agencies,
    pass,
  ] = await Promise.all([
    answer(api.GET('/api/v1/assemblies/{id}/rooms', of(id))),
    answer(api.GET('/api/v1/assemblies/{id}/agencies', of(id))),
    hasRight('manage_assembly') ? answer(api.GET('/api/v1/assemblies/{id}/delegates', of(id))) : [],
    hasRight('manage_assembly')
      ? answer(api.GET('/api/v1/assemblies/{id}/transitions', of(id)))
      : [],
    hasRight('manage_assembly')
      ? answer(api.GET('/api/v1/assemblies/{id}/newer-rules', of(id)))
      : [],
    answer(api.GET('/api/v1/assemblies/{id}/proposals', of(id))),
    answer(api.GET('/api/v1/assemblies/{id}/items', of(id))),
    answer(api.GET('/api/v1/assemblies/{id}/drafts', of(id))),
    answer(api.GET('/api/v1/assemblies/{id}/resolutions', of(id))),
    answer(api.GET('/api/v1/agencies')),
    session()?.account?.role === 'delegate' ? loadPass(id) : undefined,
  ]);
  return {
    assembly,
    rooms,
    seats,
    delegates,
    proposals,
    items: items.filter((one) => !one.withdrawn_at),
    withdrawn: items.filter((one) => one.withdrawn_at),
    drafts,
    resolutions,
    transitions,
    newer_rules,
    agencies: new Map(agencies.map((one) => [one.id, one])),
    pass,
  };
}

/** Delegates of another year have none here. */
export async function loadPass(id: number): Promise<DelegatePass | undefined> {
  try {
    return await answer(api.GET('/api/v1/assemblies/{id}/pass', of(id)));
  } catch (thrown) {
    if (Problem.of(thrown).status === 404) return undefined;
    throw thrown;
  }
}

export const openAssembly = (body: NewAssembly) => answer(api.POST('/api/v1/assemblies', { body }));
export const takeNewerRules = (id: number) =>
  answer(api.POST('/api/v1/assemblies/{id}/newer-rules', of(id)));
export const changePhase = (id: number, to: Phase) =>
  answer(api.POST('/api/v1/assemblies/{id}/phase', { ...of(id), body: { to } }));
export const keepCalendar = (id: number, calendar: PhaseDate[]) =>
  answer(api.PUT('/api/v1/assemblies/{id}/calendar', { ...of(id), body: { calendar } }));
export const addRoom = (id: number, body: NewRoom) =>
  answer(api.POST('/api/v1/assemblies/{id}/rooms', { ...of(id), body }));

export const inviteDelegate = (id: number, body: NewDelegate) =>
  answer(api.POST('/api/v1/assemblies/{id}/delegates', { ...of(id), body }));
export const acceptInvitation = (body: Acceptance) =>
  answer(api.POST('/api/v1/invitations/acceptance', { body }));
export const comeIn = (id: number, room_id: number, badge: string) =>
  answer(api.POST('/api/v1/assemblies/{id}/arrivals', { ...of(id), body: { room_id, badge } }));
export const goOut = (id: number, room_id: number, badge: string) =>
  answer(api.POST('/api/v1/assemblies/{id}/departures', { ...of(id), body: { room_id, badge } }));

export const loadPresence = (room: number, at: number) =>
  answer(api.GET('/api/v1/rooms/{id}/presence', { params: { path: { id: room }, query: { at } } }));
/** When something was decided: what a later reader asks the attendance of. */
export async function loadMoments(drafts: readonly DraftResolution[]): Promise<Moment[]> {
  const tests = await Promise.all(
    drafts.map(async ({ id, agenda_item_id: item }) => {
      const asked = await answer(api.GET('/api/v1/drafts/{id}/consensus-tests', of(id)));
      return asked.map((test) => ({ test, item }));
    }),
  );
  return momentsOf(tests.flat());
}

/** `name`: of whomever an agency without a seat sends. */
export const inviteAgencies = (id: number, agencies: number[], name: string) =>
  answer(
    api.POST('/api/v1/assemblies/{id}/invitations', {
      ...of(id),
      body: { agencies, name },
    }),
  );
export const showOnScreen = (room: number, body: ScreenInput) =>
  answer(api.PUT('/api/v1/rooms/{id}/screen', { ...of(room), body }));
export const raiseHand = (room: number, kind: RaisedHand['kind']) =>
  answer(api.POST('/api/v1/rooms/{id}/hands', { ...of(room), body: { kind } }));
export const lowerHand = (room: number, hand_id: number) =>
  answer(api.POST('/api/v1/rooms/{id}/hands/lowering', { ...of(room), body: { hand_id } }));
export const giveFloor = (room: number, hand_id: number, limit_seconds: number) =>
  answer(api.POST('/api/v1/rooms/{id}/speech', { ...of(room), body: { hand_id, limit_seconds } }));
export const endSpeech = (room: number) =>
  answer(api.POST('/api/v1/rooms/{id}/speech/end', of(room)));

export const endSitting = (room: number) =>
  answer(api.POST('/api/v1/rooms/{id}/sitting/end', of(room)));

export const proposeItem = (id: number, body: NewProposal) =>
  answer(api.POST('/api/v1/assemblies/{id}/proposals', { ...of(id), body }));
export const answerProposal = (id: number, body: ProposalAnswer) =>
  answer(api.POST('/api/v1/proposals/{id}/answer', { ...of(id), body }));
export const addItem = (id: number, body: NewAgendaItem) =>
  answer(api.POST('/api/v1/assemblies/{id}/items', { ...of(id), body }));

export const changeItem = (id: number, body: NewAgendaItem) =>
  answer(api.PUT('/api/v1/items/{id}', { ...of(id), body }));

export const withdrawItem = (id: number, reason: string) =>
  answer(api.POST('/api/v1/items/{id}/withdrawal', { ...of(id), body: { reason } }));

export const addPaper = (
  item: number,
  file: File,
  progress: (sent: number, total: number) => void,
) => sendFile<BackgroundPaper>(`/items/${item}/papers`, file, progress);
export const removePaper = (id: number) => answer(api.DELETE('/api/v1/papers/{id}', of(id)));

export const writeDraft = (item: number, body: DraftInput) =>
  answer(api.PUT('/api/v1/items/{id}/draft', { ...of(item), body }));
export const loadAmendedDraft = (draft: number) =>
  answer(api.GET('/api/v1/drafts/{id}', of(draft)));
export const loadTranslation = (id: number, version: number) =>
  answer(
    api.GET('/api/v1/drafts/{id}/translation', { params: { path: { id }, query: { version } } }),
  );
export const writeTranslation = (draft: number, body: TranslationInput) =>
  answer(api.PUT('/api/v1/drafts/{id}/translation', { ...of(draft), body }));
export const loadVersions = (draft: number) =>
  answer(api.GET('/api/v1/drafts/{id}/versions', of(draft)));
export const compareVersions = (id: number, from: number, to: number) =>
  answer(
    api.GET('/api/v1/drafts/{id}/comparison', { params: { path: { id }, query: { from, to } } }),
  );
export const proposeAmendment = (draft: number, body: NewAmendment) =>
  answer(api.POST('/api/v1/drafts/{id}/amendments', { ...of(draft), body }));
export const decideAmendment = (id: number, state: AmendmentState, reason: string) =>
  answer(api.POST('/api/v1/amendments/{id}/decision', { ...of(id), body: { state, reason } }));
export const mergeAmendments = (draft: number, body: MergedAmendment) =>
  answer(api.POST('/api/v1/drafts/{id}/merging', { ...of(draft), body }));
export const consolidateDraft = (draft: number) =>
  answer(api.POST('/api/v1/drafts/{id}/consolidation', of(draft)));

export const loadComments = (draft: number) =>
  answer(api.GET('/api/v1/drafts/{id}/comments', of(draft)));
export const commentOn = (draft: number, body: CommentInput) =>
  answer(api.POST('/api/v1/drafts/{id}/comments', { ...of(draft), body }));
export const resolveComment = (id: number) =>
  answer(api.POST('/api/v1/comments/{id}/resolution', of(id)));

export const openTest = (id: number, room_id: number, draft_id: number) =>
  answer(
    api.POST('/api/v1/assemblies/{id}/consensus-tests', { ...of(id), body: { room_id, draft_id } }),
  );
export const askAboutWhole = (id: number) =>
  answer(api.POST('/api/v1/assemblies/{id}/whole-question', of(id)));
export const takePosition = (test: number, body: PositionInput) =>
  answer(api.POST('/api/v1/consensus-tests/{id}/positions', { ...of(test), body }));
export const confirmPaper = (id: number, position_id: number) =>
  answer(
    api.POST('/api/v1/consensus-tests/{id}/positions/{position_id}/confirmation', {
      params: { path: { id, position_id } },
    }),
  );
export const announceFallback = (test: number) =>
  answer(api.POST('/api/v1/consensus-tests/{id}/fallback', of(test)));
export const closeTest = (test: number) =>
  answer(api.POST('/api/v1/consensus-tests/{id}/close', of(test)));
export const adoptDraft = (draft: number) =>
  answer(api.POST('/api/v1/drafts/{id}/adoption', of(draft)));
