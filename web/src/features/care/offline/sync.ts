import {
  acknowledged, casePlace, editPlace, refreshed, refusedPlace, type KeptCase, type PhoneSelf,
} from './kept_cases'; // prettier-ignore
import type { CaseOnPhone, HeldCases, PhoneEdit, TakenEdit } from './types';

/** What the server answers a phone. */
export interface PhoneServer {
  send(edits: readonly PhoneEdit[]): Promise<TakenEdit[]>;
  list(): Promise<HeldCases>;
  cases(ids: readonly number[]): Promise<CaseOnPhone[]>;
  outlines(): Promise<unknown>;
  provinces(): Promise<unknown>;
}
/** Where it is kept; store.ts. */
export interface PhoneStore {
  read<T>(place: string): Promise<T | undefined>;
  all<T>(prefix: string): Promise<T[]>;
  write(writes: readonly [string, unknown][], removed?: readonly string[]): Promise<void>;
}

export interface Progress {
  what: 'sending' | 'fetching';
  done: number;
  total: number;
}

const edits_at_once = 50;
const cases_at_once = 50;

/**
 * Sends what was written, then fetches what changed, in pieces: each piece is on the disk before the next is asked
 * for. Cut off anywhere, the next time goes on from there; what was sent already is known by its number.
 */
export async function synchronise(
  store: PhoneStore,
  server: PhoneServer,
  now_ms: () => number,
  tell: (progress: Progress) => void,
): Promise<void> {
  await sendEdits(store, server, tell);
  await fetchCases(store, server, tell);
  const self = (await store.read<PhoneSelf>('self'))!;
  await store.write([['self', { ...self, synced_ms: now_ms() }]]);
}

async function sendEdits(
  store: PhoneStore,
  server: PhoneServer,
  tell: (progress: Progress) => void,
): Promise<void> {
  const edits = await store.all<PhoneEdit>('edit/');
  const device = (await store.read<PhoneSelf>('self'))!.id;
  for (let done = 0; done < edits.length; done += edits_at_once) {
    tell({ what: 'sending', done, total: edits.length });
    const piece = edits.slice(done, done + edits_at_once);
    const taken = new Map((await server.send(piece)).map((one) => [one.counter, one]));
    const known = new Map<number, KeptCase>();
    const writes: [string, unknown][] = [];
    const removed: string[] = [];
    for (const edit of piece) {
      const answer = taken.get(edit.counter);
      if (!answer) continue; // Not acknowledged: it is sent again.
      removed.push(editPlace(edit.counter));
      if (answer.refusal)
        writes.push([refusedPlace(edit.counter), { edit, reason: answer.refusal }]);
      const kept = known.get(edit.case_id) ?? (await store.read<KeptCase>(casePlace(edit.case_id)));
      if (kept && !answer.refusal) known.set(edit.case_id, acknowledged(kept, edit, device));
    }
    for (const [id, kept] of known) writes.push([casePlace(id), kept]);
    await store.write(writes, removed);
  }
}

async function fetchCases(
  store: PhoneStore,
  server: PhoneServer,
  tell: (progress: Progress) => void,
): Promise<void> {
  const told = await server.list();
  const kept = new Map((await store.all<KeptCase>('case/')).map((one) => [one.id, one]));
  const belongs = new Set(told.cases.map((one) => one.id));
  const gone = [...kept.keys()].filter((id) => !belongs.has(id));
  await store.write([['tried', told.tried]], gone.map(casePlace));
  const wanted = told.cases.filter((one) => kept.get(one.id)?.version !== one.version);
  for (let done = 0; done < wanted.length; done += cases_at_once) {
    tell({ what: 'fetching', done, total: wanted.length });
    const piece = wanted.slice(done, done + cases_at_once).map((one) => one.id);
    const cases = await server.cases(piece);
    await store.write(cases.map((one) => [casePlace(one.id), refreshed(kept.get(one.id), one)]));
  }
  const places = [
    ...new Set((await store.all<KeptCase>('case/')).map((one) => one.subdistrict_code)),
  ];
  const drawn = (await store.read<string[]>('outlined')) ?? [];
  if (places.every((code) => drawn.includes(code))) return;
  await store.write([
    ['outlines', await server.outlines()],
    ['outlined', places],
  ]);
}
