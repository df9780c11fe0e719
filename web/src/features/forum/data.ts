import { answer, api } from '../../shared/api/client';
import type {
  ForumForm, ForumPhase, ImportForm, ParagraphOfStatements, ProposalOfStatements, Statement, VoteForm,
} from './types'; // prettier-ignore

const of = (id: number) => ({ params: { path: { id } } });

export const loadForums = () => answer(api.GET('/api/v1/forums'));
export const loadForum = (id: number) => answer(api.GET('/api/v1/forums/{id}', of(id)));
export const beginForum = (assembly_id: number, form: ForumForm) =>
  answer(api.POST('/api/v1/forums', { body: { assembly_id, form } }));
export const changeForum = (id: number, form: ForumForm) =>
  answer(api.PUT('/api/v1/forums/{id}', { ...of(id), body: form }));
export const changeForumPhase = (id: number, to: ForumPhase) =>
  answer(api.POST('/api/v1/forums/{id}/phase', { ...of(id), body: { to } }));
export const loadModerated = (id: number) =>
  answer(api.GET('/api/v1/forums/{id}/statements', of(id)));
export const seedStatements = (id: number, texts: string[]) =>
  answer(api.POST('/api/v1/forums/{id}/statements', { ...of(id), body: { texts } }));
export const decideStatements = (
  id: number,
  statements: number[],
  decision: Statement['decision'],
  is_meta: boolean,
  reason: string,
) =>
  answer(
    api.POST('/api/v1/forums/{id}/decisions', {
      ...of(id),
      body: { statements, decision, is_meta, reason },
    }),
  );
/** Those named, and the accounts that could be: the secretariat reads all statements anyway. */
export async function loadModerators(id: number) {
  const [named, { accounts }] = await Promise.all([
    answer(api.GET('/api/v1/forums/{id}/moderators', of(id))),
    answer(api.GET('/api/v1/accounts')),
  ]);
  return {
    named,
    accounts: accounts.filter(
      (one) => !one.disabled_at && !['secretariat', 'volunteer'].includes(one.role),
    ),
  };
}
export const nameModerators = (id: number, accounts: number[]) =>
  answer(api.PUT('/api/v1/forums/{id}/moderators', { ...of(id), body: { accounts } }));
export const makeCodes = (id: number, count: number) =>
  answer(api.POST('/api/v1/forums/{id}/codes', { ...of(id), body: { count } }));

/** What anyone may ask, and this device with its token. */
const at = (province: string, id: number) => ({ params: { path: { province, id } } });
const by = (token: string) => ({ headers: { 'X-Forum-Token': token } });

export const loadPublicForums = () => answer(api.GET('/api/v1/public/forums'));
export const loadPublicForum = (province: string, id: number) =>
  answer(api.GET('/api/v1/public/{province}/forums/{id}', at(province, id)));
export const loadResults = (province: string, id: number) =>
  answer(api.GET('/api/v1/public/{province}/forums/{id}/results', at(province, id)));
export const loadPublicUses = (province: string, id: number) =>
  answer(api.GET('/api/v1/public/{province}/forums/{id}/uses', at(province, id)));
export const joinForum = (province: string, id: number, code: string) =>
  answer(
    api.POST('/api/v1/public/{province}/forums/{id}/participants', {
      ...at(province, id),
      body: { code },
    }),
  );
export const loadCards = (province: string, id: number, token: string, held: number[]) =>
  answer(
    api.GET('/api/v1/public/{province}/forums/{id}/cards', {
      params: { path: { province, id }, query: { held } },
      ...by(token),
    }),
  );
export const sendVotes = (
  province: string,
  id: number,
  token: string,
  votes: VoteForm[],
  held: number[],
) =>
  answer(
    api.POST('/api/v1/public/{province}/forums/{id}/votes', {
      ...at(province, id),
      ...by(token),
      body: { votes, held },
    }),
  );
export const loadSimilar = (province: string, id: number, text: string) =>
  answer(
    api.POST('/api/v1/public/{province}/forums/{id}/similar', {
      ...at(province, id),
      body: { text },
    }),
  );
export const writeStatement = (province: string, id: number, token: string, text: string) =>
  answer(
    api.POST('/api/v1/public/{province}/forums/{id}/statements', {
      ...at(province, id),
      ...by(token),
      body: { text },
    }),
  );
export const loadOwnPart = (province: string, id: number, token: string) =>
  answer(
    api.GET('/api/v1/public/{province}/forums/{id}/me', { ...at(province, id), ...by(token) }),
  );

/** From statements to the agenda. */
export const loadUses = (id: number) => answer(api.GET('/api/v1/forums/{id}/uses', of(id)));
export const proposeStatements = (id: number, body: ProposalOfStatements) =>
  answer(api.POST('/api/v1/forums/{id}/proposals', { ...of(id), body }));
export const draftStatements = (id: number, body: ParagraphOfStatements) =>
  answer(api.POST('/api/v1/forums/{id}/paragraphs', { ...of(id), body }));
export const importVotes = (id: number, body: ImportForm) =>
  answer(api.POST('/api/v1/forums/{id}/import', { ...of(id), body }));

/** The agencies that can propose, and the items that can have a draft. */
export async function loadAgendaOf(assembly: number) {
  const [seats, agencies, items] = await Promise.all([
    answer(api.GET('/api/v1/assemblies/{id}/agencies', of(assembly))),
    answer(api.GET('/api/v1/agencies')),
    answer(api.GET('/api/v1/assemblies/{id}/items', of(assembly))),
  ]);
  const invited = new Set(seats.map((seat) => seat.agency_id));
  return { seats: agencies.filter((agency) => invited.has(agency.id)), items };
}
