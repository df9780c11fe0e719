import { answer, api } from './client';
import type { components } from './schema';

/** A statement of a forum that a proposal or a paragraph grew from. */
export type StatementUse = components['schemas']['StatementUse'];

export const loadStatementUses = (assembly: number) =>
  answer(api.GET('/api/v1/assemblies/{id}/statement-uses', { params: { path: { id: assembly } } }));
export const loadPublicStatementUses = (province: string, id: number) =>
  answer(
    api.GET('/api/v1/public/{province}/assemblies/{id}/statement-uses', {
      params: { path: { province, id } },
    }),
  );
