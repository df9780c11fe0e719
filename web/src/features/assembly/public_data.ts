import { answer, api } from '../../shared/api/client';

/** What anyone may read, signed in or not. */

const of = (province: string, id: number) => ({ params: { path: { province, id } } });

export const loadPublicAssemblies = () => answer(api.GET('/api/v1/public/assemblies'));
export const loadPublicAssembly = (province: string, id: number) =>
  answer(api.GET('/api/v1/public/{province}/assemblies/{id}', of(province, id)));
export const loadPublicEntries = (province: string, id: number, before?: number) =>
  answer(
    api.GET('/api/v1/public/{province}/assemblies/{id}/entries', {
      params: { path: { province, id }, query: { before } },
    }),
  );
export const loadVerified = (hash: string, province?: string) =>
  answer(
    api.GET('/api/v1/public/documents/{hash}', { params: { path: { hash }, query: { province } } }),
  );
