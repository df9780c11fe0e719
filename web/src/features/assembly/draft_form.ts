import { rebased } from './words';
import type { PastedParagraph } from './word_paste';
import type { DraftResolution, Paragraph } from './types';

/** A paragraph being written. `key` is the page's own and stays; `id` comes with the first saving. */
export interface FormParagraph {
  key: number;
  id: number | undefined;
  kind: Paragraph['kind'];
  depth: number;
  text: string;
  addressees: number[];
}
export interface DraftForm {
  version: number;
  title: string;
  paragraphs: FormParagraph[];
}

let last_key = 0;

export function blankParagraph(has: Partial<FormParagraph> = {}): FormParagraph {
  return {
    key: ++last_key,
    id: undefined,
    kind: 'operative',
    depth: 0,
    text: '',
    addressees: [],
    ...has,
  };
}

export function formOf(draft: DraftResolution): DraftForm {
  return {
    version: draft.version,
    title: draft.text.title,
    paragraphs: draft.text.paragraphs.map(({ id, kind, depth, text, addressees }) =>
      blankParagraph({ id, kind, depth, text, addressees }),
    ),
  };
}

/** Empty paragraphs wait for words and are not sent. */
export function sendable(form: DraftForm): DraftForm {
  return { ...form, paragraphs: form.paragraphs.filter((one) => one.text.trim()) };
}

const same_list = (a: readonly number[], b: readonly number[]) => a.join() === b.join();

export function isSame(a: DraftForm, b: DraftForm): boolean {
  return (
    a.title === b.title &&
    a.paragraphs.length === b.paragraphs.length &&
    a.paragraphs.every((one, i) => {
      const other = b.paragraphs[i]!;
      return (
        one.key === other.key &&
        one.kind === other.kind &&
        one.depth === other.depth &&
        one.text === other.text &&
        same_list(one.addressees, other.addressees)
      );
    })
  );
}

/**
 * What the page shows after the server answered with `theirs`, the draft as it reads now, to what was
 * sent as `sent` (or, when another wrote, was the draft before), while the form has become `mine`.
 * Words written meanwhile, here or elsewhere, all stay.
 */
export function caughtUp(sent: DraftForm, mine: DraftForm, theirs: DraftResolution): DraftForm {
  const base_of = new Map(sent.paragraphs.map((one) => [one.key, one]));
  const known_ids = new Set(sent.paragraphs.flatMap((one) => one.id ?? []));
  const fresh = theirs.text.paragraphs.filter((one) => !known_ids.has(one.id));
  const unplaced = new Set(fresh.map((one) => one.id));
  const id_of = new Map<number, number>();
  for (const one of sent.paragraphs) {
    if (one.id !== undefined) id_of.set(one.key, one.id);
    else {
      // The server tidies spaces at the ends.
      const found = fresh.find(
        (each) => unplaced.has(each.id) && each.text.trim() === one.text.trim(),
      );
      if (!found) continue;
      id_of.set(one.key, found.id);
      unplaced.delete(found.id);
    }
  }

  const server = new Map(theirs.text.paragraphs.map((one) => [one.id, one]));
  const mine_of_id = new Map<number, FormParagraph>();
  const paragraphs: FormParagraph[] = [];
  for (const one of mine.paragraphs) {
    const id = one.id ?? id_of.get(one.key);
    const base = base_of.get(one.key);
    const now = id === undefined ? undefined : server.get(id);
    if (!base || !now) {
      // Not sent yet; or deleted elsewhere, which counts only where nothing was written meanwhile.
      if (!base || base.text !== one.text || id === undefined)
        paragraphs.push({ ...one, id: undefined });
      continue;
    }
    const merged: FormParagraph = {
      key: one.key,
      id,
      kind: one.kind === base.kind ? now.kind : one.kind,
      depth: one.depth === base.depth ? now.depth : one.depth,
      text: rebased(base.text, one.text, now.text),
      addressees: same_list(one.addressees, base.addressees) ? now.addressees : one.addressees,
    };
    mine_of_id.set(now.id, merged);
    paragraphs.push(merged);
  }

  // What others added stands after what it follows there.
  const sent_ids = new Set(id_of.values());
  theirs.text.paragraphs.forEach((one, i) => {
    if (mine_of_id.has(one.id) || sent_ids.has(one.id)) return; // Sent and deleted here meanwhile: stays so.
    const { id, kind, depth, text, addressees } = one;
    const added = blankParagraph({ id, kind, depth, text, addressees });
    const before = theirs.text.paragraphs
      .slice(0, i)
      .reverse()
      .map((each) => mine_of_id.get(each.id))
      .find((each) => each !== undefined);
    paragraphs.splice(before ? paragraphs.indexOf(before) + 1 : 0, 0, added);
    mine_of_id.set(id, added);
  });

  return {
    version: theirs.version,
    title: rebased(sent.title, mine.title, theirs.text.title),
    paragraphs,
  };
}

/** Pasted paragraphs in the place of one that is empty, else after it. */
export function withPasted(
  paragraphs: readonly FormParagraph[],
  at: number,
  pasted: readonly PastedParagraph[],
): FormParagraph[] {
  const made = pasted.map((one) => blankParagraph(one));
  const here = paragraphs[at];
  const is_empty = here !== undefined && here.text.trim() === '' && here.id === undefined;
  return [...paragraphs.slice(0, is_empty ? at : at + 1), ...made, ...paragraphs.slice(at + 1)];
}

/** Enter: what stands after the cursor becomes a paragraph of its own, of the same kind. */
export function divided(
  paragraphs: readonly FormParagraph[],
  at: number,
  before: string,
  after: string,
): FormParagraph[] {
  const here = paragraphs[at]!;
  const next = blankParagraph({ kind: here.kind, depth: here.depth, text: after.trimStart() });
  return [
    ...paragraphs.slice(0, at),
    { ...here, text: before.trimEnd() },
    next,
    ...paragraphs.slice(at + 1),
  ];
}

/** A step up or down; how deep the first and those under a shallower one may stand is kept. */
export function moved(
  paragraphs: readonly FormParagraph[],
  at: number,
  by: -1 | 1,
): FormParagraph[] {
  const to = at + by;
  if (to < 0 || to >= paragraphs.length) return [...paragraphs];
  const out = [...paragraphs];
  [out[at], out[to]] = [out[to]!, out[at]!];
  return fitted(out);
}

/** No paragraph more than one level under the one before it. */
export function fitted(paragraphs: readonly FormParagraph[]): FormParagraph[] {
  let deepest = 0;
  return paragraphs.map((one) => {
    const depth = one.kind === 'preambular' ? 0 : Math.min(one.depth, deepest);
    deepest = one.kind === 'preambular' ? 0 : Math.min(depth + 1, 2);
    return depth === one.depth ? one : { ...one, depth };
  });
}

/** What this device keeps until it is saved: words only, no page's keys. */
export function keepable(form: DraftForm): string {
  return JSON.stringify({
    ...form,
    paragraphs: form.paragraphs.map(({ key: _, ...rest }) => rest),
  });
}

/** What was kept, over the draft as it reads now; what cannot be read is left. */
export function restored(kept: string, now: DraftForm): DraftForm {
  try {
    const form = JSON.parse(kept) as DraftForm;
    const key_of = new Map(now.paragraphs.flatMap((one) => (one.id ? [[one.id, one.key]] : [])));
    const paragraphs = form.paragraphs.map((one) => {
      const key = one.id === undefined ? undefined : key_of.get(one.id);
      // A paragraph that is gone by now comes back as a new one, with its words.
      return blankParagraph(key === undefined ? { ...one, id: undefined } : { ...one, key });
    });
    return { version: form.version, title: form.title, paragraphs };
  } catch {
    return now;
  }
}
