import { answer, api } from '../../shared/api/client';
import type { HearingCommentInput } from './types';

const of = (id: number) => ({ params: { path: { id } } });
const at = (province: string, id: number) => ({ params: { path: { province, id } } });

/** What anyone may read and say, signed in or not. */
export const loadPublicHearings = () => answer(api.GET('/api/v1/public/hearings'));
export const loadPublicHearing = (province: string, draft: number) =>
  answer(api.GET('/api/v1/public/{province}/hearings/{id}', at(province, draft)));
export const commentInHearing = (province: string, draft: number, body: HearingCommentInput) =>
  answer(
    api.POST('/api/v1/public/{province}/hearings/{id}/comments', { ...at(province, draft), body }),
  );

export const loadHearingList = (assembly: number) =>
  answer(api.GET('/api/v1/assemblies/{id}/hearings', of(assembly)));

/** What the secretariat does with it. */
export async function loadHearings(assembly: number) {
  const [hearings, comments] = await Promise.all([
    loadHearingList(assembly),
    answer(api.GET('/api/v1/assemblies/{id}/hearing-comments', of(assembly))),
  ]);
  return { hearings, comments };
}
export const openHearing = (draft: number) =>
  answer(api.POST('/api/v1/drafts/{id}/hearing', of(draft)));
export const closeHearing = (draft: number) =>
  answer(api.POST('/api/v1/drafts/{id}/hearing/closing', of(draft)));
export const decideHearingComment = (id: number, is_shown: boolean) =>
  answer(api.POST('/api/v1/hearing-comments/{id}/decision', { ...of(id), body: { is_shown } }));
export const answerHearingComment = (id: number, words: string) =>
  answer(api.POST('/api/v1/hearing-comments/{id}/answer', { ...of(id), body: { answer: words } }));
