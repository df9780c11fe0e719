import { answer, api } from '../../shared/api/client';
import type { SituationSummary, SituationView } from '../../shared/api/types';
import type { Outlines } from './outlines';

export interface SituationPage {
  situation: SituationView | undefined;
  /** Oldest first. */
  all: SituationSummary[];
  outlines: Outlines | undefined;
}

/** The chosen situation, or the latest; without any, only the empty list. */
export async function loadSituation(id: string | null): Promise<SituationPage> {
  const list = await answer(api.GET('/api/v1/situations'));
  const all = list.toSorted((a, b) => a.as_of.localeCompare(b.as_of) || a.id - b.id);
  const chosen = id ? Number(id) : all.at(-1)?.id;
  if (chosen === undefined) return { situation: undefined, all, outlines: undefined };
  const [situation, outlines] = await Promise.all([
    answer(api.GET('/api/v1/situations/{id}', { params: { path: { id: chosen } } })),
    // Without the map everything else is still worth showing.
    answer(api.GET('/api/v1/areas/outlines')).catch(() => undefined),
  ]);
  return { situation, all, outlines: outlines as Outlines | undefined };
}
