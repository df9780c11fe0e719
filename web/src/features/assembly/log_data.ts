import { answer, api } from '../../shared/api/client';
import type { RedactionInput } from './types';

const of = (id: number) => ({ params: { path: { id } } });

export const loadEntries = (id: number, before?: number) =>
  answer(
    api.GET('/api/v1/assemblies/{id}/entries', { params: { path: { id }, query: { before } } }),
  );
export const publishAssembly = (id: number) =>
  answer(api.POST('/api/v1/assemblies/{id}/publication', of(id)));
export const loadRedactions = (id: number) =>
  answer(api.GET('/api/v1/assemblies/{id}/redactions', of(id)));
/** Where the words stand, or all that a part of an entry says. */
export const redactionReach = (
  id: number,
  search: { words: string } | { sequence: number; part: string },
) =>
  answer(
    api.POST('/api/v1/assemblies/{id}/redactions/reach', {
      ...of(id),
      body: { sequence: 0, part: '', ...search },
    }),
  );
export const askRedaction = (id: number, body: RedactionInput) =>
  answer(api.POST('/api/v1/assemblies/{id}/redactions', { ...of(id), body }));
export const answerRedaction = (id: number, is_agreed: boolean) =>
  answer(api.POST('/api/v1/redactions/{id}/answer', { ...of(id), body: { is_agreed } }));
