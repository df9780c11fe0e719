import { answer, api } from '../../shared/api/client';
import type { DraftComment, SuccessionInput } from './types';
import { loadComments } from './data';

const of = (id: number) => ({ params: { path: { id } } });

/** The one document with the comments on it, and what became of what it adopted. */
export async function loadDocument(id: number) {
  const document = await answer(api.GET('/api/v1/assemblies/{id}/consolidated', of(id)));
  const [comments, resolutions] = await Promise.all([
    Promise.all(document.parts.map(({ part }) => loadComments(part.draft_id))),
    answer(api.GET('/api/v1/assemblies/{id}/resolutions', of(id))),
  ]);
  const histories = await Promise.all(resolutions.map((one) => loadHistory(one.id)));
  return {
    ...document,
    comments: comments.flat().filter((one: DraftComment) => !one.resolved_at),
    history_of: new Map(histories.map((one) => [one.resolution.draft_id, one] as const)),
  };
}

const loadHistory = (id: number) => answer(api.GET('/api/v1/resolutions/{id}', of(id)));
export const adoptWhole = (id: number) =>
  answer(api.POST('/api/v1/assemblies/{id}/adoption', of(id)));
export const loadEarlier = (id: number) =>
  answer(api.GET('/api/v1/assemblies/{id}/earlier-resolutions', of(id)));
export const followResolution = (id: number, body: SuccessionInput) =>
  answer(api.POST('/api/v1/assemblies/{id}/successions', { ...of(id), body }));
