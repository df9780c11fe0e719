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

/** Those that a draft took up, or that stand in its text from an earlier cycle. */
export const usesIn = (
  uses: readonly StatementUse[],
  draft_id: number,
  text: components['schemas']['ResolutionText'],
): StatementUse[] =>
  uses.filter(
    (use) =>
      use.draft_id === draft_id || text.paragraphs.some((one) => use.stands_in.includes(one.id)),
  );
