import { answer, api } from '../../shared/api/client';

const of = (id: number) => ({ params: { path: { id } } });

export const loadEntries = (id: number, before?: number) =>
  answer(
    api.GET('/api/v1/assemblies/{id}/entries', { params: { path: { id }, query: { before } } }),
  );
export const publishAssembly = (id: number) =>
  answer(api.POST('/api/v1/assemblies/{id}/publication', of(id)));
export const loadRedactions = (id: number) =>
  answer(api.GET('/api/v1/assemblies/{id}/redactions', of(id)));
export const askRedaction = (id: number, sequence: number, part: string, reason: string) =>
  answer(
    api.POST('/api/v1/assemblies/{id}/redactions', { ...of(id), body: { sequence, part, reason } }),
  );
export const answerRedaction = (id: number, is_agreed: boolean) =>
  answer(api.POST('/api/v1/redactions/{id}/answer', { ...of(id), body: { is_agreed } }));
