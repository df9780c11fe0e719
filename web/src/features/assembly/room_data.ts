import { answer, api } from '../../shared/api/client';
import type { GroupInput, GroupReturn, MinutesInput } from './types';

const of = (id: number) => ({ params: { path: { id } } });

/** All that the screens of a room show. */
export const loadRoomState = (room: number) =>
  answer(api.GET('/api/v1/rooms/{id}/state', of(room)));
/** The same for whoever has the link, signed in or not. */
export const loadLinkedScreen = (code: string) =>
  answer(api.GET('/api/v1/screens/{code}', { params: { path: { code } } }));
export const openScreenLink = (room: number) =>
  answer(api.POST('/api/v1/rooms/{id}/screen-link', of(room)));
export const closeScreenLink = (room: number) =>
  answer(api.POST('/api/v1/rooms/{id}/screen-link/closing', of(room)));

export const formGroup = (test: number, body: GroupInput) =>
  answer(api.POST('/api/v1/consensus-tests/{id}/drafting-groups', { ...of(test), body }));
export const returnFromGroup = (group: number, body: GroupReturn) =>
  answer(api.POST('/api/v1/drafting-groups/{id}/return', { ...of(group), body }));

export const loadMinutes = (room: number) =>
  answer(api.GET('/api/v1/rooms/{id}/minutes', of(room)));
export const editMinutes = (room: number, body: MinutesInput) =>
  answer(api.POST('/api/v1/rooms/{id}/minutes', { ...of(room), body }));

export const loadBadges = (assembly: number) =>
  answer(api.GET('/api/v1/assemblies/{id}/badges', of(assembly)));
