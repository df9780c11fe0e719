import type { Language } from '../../shared/i18n/dates';
import { paragraphNumbers, withNumbers } from './numbers';
import type { AmendedDraft, Amendment, Conflict, Floor, Paragraph, Run, TracedParagraph } from './types'; // prettier-ignore

/** A paragraph as the amended draft is read: its number now and after, its words with what becomes of them. */
export interface ShownParagraph {
  id: number;
  kind: Paragraph['kind'];
  depth: number;
  number: string;
  number_after: string;
  fate: TracedParagraph['fate'];
  is_moved: boolean;
  runs: Run[];
  addressees: number[];
  amendments: Amendment[];
  conflicts: Conflict[];
}

const is_gone = (fate: TracedParagraph['fate']) => fate === 'deleted' || fate === 'joined';

/** The text with all changes in it; conflicting amendments are in no run, and named beside. */
export function shownParagraphs(
  view: AmendedDraft,
  language: Language,
  missing: string,
): ShownParagraph[] {
  const now = view.draft.text.paragraphs;
  const numbers = new Map(
    paragraphNumbers(now, language).map((number, i) => [now[i]!.id, number] as const),
  );
  const of_id = new Map(now.map((one) => [one.id, one]));
  const amendment_of = new Map(view.amendments.map((one) => [one.id, one]));

  const placed = view.trace.map((traced) => {
    const old = of_id.get(traced.id) ?? shapeOfNew(traced, view, of_id);
    return { traced, old };
  });
  const after = placed.filter(({ traced }) => !is_gone(traced.fate));
  const numbers_after = paragraphNumbers(
    after.map(({ old }) => old),
    language,
  );
  const number_after = new Map(after.map(({ traced }, i) => [traced.id, numbers_after[i]!]));

  return placed.map(({ traced, old }) => {
    const conflicts = view.conflicts.filter((one) => one.paragraph === traced.id);
    const concerned = new Set([
      ...traced.amendments,
      ...conflicts.flatMap((one) => [one.first, one.second]),
      ...view.amendments.flatMap((one) => (placeOf(one, view.trace) === traced.id ? one.id : [])),
    ]);
    return {
      id: traced.id,
      kind: old.kind,
      depth: old.depth,
      number: numbers.get(traced.id) ?? '',
      number_after: number_after.get(traced.id) ?? '',
      fate: traced.fate,
      is_moved: traced.is_moved,
      runs: traced.runs.map((run) => ({ ...run, text: withNumbers(run.text, numbers, missing) })),
      addressees: old.addressees,
      amendments: [...concerned]
        .toSorted((a, b) => a - b)
        .flatMap((id) => amendment_of.get(id) ?? []),
      conflicts,
    };
  });
}

/** Where an amendment is read that is in no words: one rejected or withdrawn stays where it was proposed. */
function placeOf({ operation }: Amendment, trace: readonly TracedParagraph[]): number | undefined {
  const made = operation.kind === 'insert' ? operation.second : operation.paragraph;
  if (trace.some((one) => one.id === made)) return made ?? undefined;
  return operation.after ?? trace[0]?.id;
}

/** A paragraph that an amendment makes: as it says, or like the one it is cut off from. */
function shapeOfNew(
  traced: TracedParagraph,
  view: AmendedDraft,
  of_id: ReadonlyMap<number, Paragraph>,
): Pick<Paragraph, 'kind' | 'depth' | 'addressees'> {
  const made_by = view.amendments.find((one) => one.operation.second === traced.id)?.operation;
  const cut_from = made_by?.kind === 'split' ? of_id.get(made_by.paragraph ?? 0) : undefined;
  return {
    kind: cut_from?.kind ?? made_by?.paragraph_kind ?? 'operative',
    depth: cut_from?.depth ?? made_by?.depth ?? 0,
    addressees: cut_from?.addressees ?? made_by?.addressees ?? [],
  };
}

/** The conflicts an amendment is in: with whom, and over what. */
export function rivals(
  view: AmendedDraft,
  amendment: number,
): { other: Amendment; reason: string }[] {
  return view.conflicts.flatMap((one) => {
    const other =
      one.first === amendment ? one.second : one.second === amendment ? one.first : undefined;
    const found = view.amendments.find((each) => each.id === other);
    return found ? [{ other: found, reason: one.reason }] : [];
  });
}

/** The paragraph that the chair shows, or that the amendment on the screen changes or puts in. */
export function paragraphOnScreen(
  view: AmendedDraft,
  screen: Floor['screen'] | undefined,
): number | undefined {
  if (!screen || screen.draft_id !== view.draft.id) return undefined;
  const operation = view.amendments.find((one) => one.id === screen.amendment_id)?.operation;
  return screen.paragraph_id ?? operation?.paragraph ?? operation?.second ?? undefined;
}
