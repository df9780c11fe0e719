import { beforeEach, describe, expect, it } from 'vitest';
import {
  fieldEdit,
  editPlace,
  recordOf,
  shownValue,
  versionsOf,
  type KeptCase,
  type PhoneSelf,
} from './kept_cases';
import { synchronise, type PhoneServer, type PhoneStore } from './sync';
import { withEdit, type FieldRecord } from './field_merge';
import type { CaseOnPhone, PhoneEdit } from './types';

/** The store's shape, in memory; the real one is tried in a browser (tests/care_offline.spec.ts). */
class Memory implements PhoneStore {
  kept = new Map<string, unknown>();
  async read<T>(place: string) {
    return structuredClone(this.kept.get(place)) as T | undefined;
  }
  async all<T>(prefix: string) {
    const places = [...this.kept.keys()].filter((one) => one.startsWith(prefix)).toSorted();
    return places.map((one) => structuredClone(this.kept.get(one)) as T);
  }
  async write(writes: readonly [string, unknown][], removed: readonly string[] = []) {
    for (const [place, value] of writes) this.kept.set(place, structuredClone(value));
    for (const place of removed) this.kept.delete(place);
  }
}

/** The server's part by its contract, with a line that breaks when told to. */
class Server implements PhoneServer {
  cases_of: CaseOnPhone[] = [];
  taken = new Map<number, string | undefined>();
  asked: number[][] = [];
  sent: number[] = [];
  refuses: (edit: PhoneEdit) => string | undefined = () => undefined;
  breaks_after = Infinity;
  #pieces = 0;

  #line() {
    if (++this.#pieces > this.breaks_after) throw new TypeError('the line broke');
  }
  async send(edits: readonly PhoneEdit[]) {
    for (const edit of edits) {
      if (this.taken.has(edit.counter)) continue;
      this.sent.push(edit.counter);
      const refusal = this.refuses(edit);
      this.taken.set(edit.counter, refusal);
      const known = this.cases_of.find((one) => one.id === edit.case_id);
      if (refusal || !known || !edit.field) continue;
      const { field, value, base } = edit.field;
      const version = { stamp: { device: 5, counter: edit.counter }, value, written_ms: 0 };
      known.fields = withEdit(known.fields, { field, version, base }) as KeptCase['fields'];
      known.version += '+';
    }
    this.#line();
    return edits.map(({ counter }) => ({ counter, refusal: this.taken.get(counter) }));
  }
  async list() {
    return { cases: this.cases_of.map(({ id, version }) => ({ id, version })), tried: [] };
  }
  async cases(ids: readonly number[]) {
    this.#line();
    this.asked.push([...ids]);
    return structuredClone(this.cases_of.filter((one) => ids.includes(one.id)));
  }
  async outlines() {
    return { type: 'FeatureCollection', features: [] };
  }
  async provinces() {
    return [];
  }
}

const record: FieldRecord = withEdit([], {
  field: 'phone',
  version: { stamp: { device: 0, counter: 1 }, value: '081', written_ms: 0 },
  base: [],
});
const caseOf = (id: number): CaseOnPhone => ({
  id, version: '1.1', subdistrict_code: '400101', state: 'candidate', due: 'visit', birth_year: 2015,
  sex: 'f', is_urgent: false, verbs: [], fields: record as KeptCase['fields'], visits: [], photos: 0,
}); // prettier-ignore

describe('synchronising', () => {
  let store: Memory;
  let server: Server;
  const self: PhoneSelf = { id: 5, token: 't', account_id: 1, counter: 0, synced_ms: 0 };
  const sync = () =>
    synchronise(
      store,
      server,
      () => 77,
      () => {},
    );
  async function write(case_id: number, value: string) {
    const own = (await store.read<PhoneSelf>('self'))!;
    const kept = (await store.read<KeptCase>(`case/${case_id}`))!;
    const edit = fieldEdit(recordOf(kept, await waiting(), 5), own, case_id, 'phone', value, 10);
    await store.write([
      ['self', { ...own, counter: edit.counter }],
      [editPlace(edit.counter), edit],
    ]);
  }
  const waiting = () => store.all<PhoneEdit>('edit/');

  beforeEach(async () => {
    store = new Memory();
    server = new Server();
    server.cases_of = Array.from({ length: 120 }, (_, i) => caseOf(i + 1));
    await store.write([['self', self]]);
  });

  it('brings all cases in pieces, and the next time only what changed', async () => {
    await sync();
    expect(server.asked.map((one) => one.length)).toEqual([50, 50, 20]);
    server.cases_of[3]!.version = '2.1';
    server.asked = [];
    await sync();
    expect(server.asked).toEqual([[4]]);
    expect((await store.read<PhoneSelf>('self'))!.synced_ms).toBe(77);
  });

  it('goes on from the piece where the line broke', async () => {
    server.breaks_after = 2;
    await expect(sync()).rejects.toThrow('the line broke');
    expect(await store.all('case/')).toHaveLength(100);
    server.breaks_after = Infinity;
    server.asked = [];
    await sync();
    expect(server.asked.map((one) => one.length)).toEqual([20]);
  });

  it('takes from the phone what was given to another or closed', async () => {
    await sync();
    server.cases_of.splice(0, 100);
    await sync();
    expect((await store.all<KeptCase>('case/')).map((one) => one.id)).toEqual(
      server.cases_of.map((one) => one.id).toSorted((a, b) => String(a).localeCompare(String(b))),
    );
  });

  it('sends again what was not acknowledged, and it counts once', async () => {
    await sync();
    await write(1, '082');
    await write(2, '083');
    server.breaks_after = 0;
    await expect(sync()).rejects.toThrow('the line broke');
    expect(await waiting()).toHaveLength(2);
    server.breaks_after = Infinity;
    await sync();
    expect(await waiting()).toEqual([]);
    expect(server.sent).toEqual([1, 2]);
  });

  it('shows what is written at once, and still when it was sent and not yet fetched', async () => {
    await sync();
    await write(1, '082');
    const shown = async () =>
      shownValue(recordOf((await store.read<KeptCase>('case/1'))!, await waiting(), 5), 'phone');
    expect(await shown()).toBe('082');
    server.breaks_after = server.asked.length + 1; // The sending comes through, the fetching does not.
    await expect(sync()).rejects.toThrow('the line broke');
    expect(await waiting()).toEqual([]);
    expect(await shown()).toBe('082');
  });

  it('keeps both values where another wrote meanwhile', async () => {
    await sync();
    await write(1, '082');
    const elsewhere = { stamp: { device: 9, counter: 1 }, value: '099', written_ms: 0 };
    const known = server.cases_of[0]!;
    known.fields = withEdit(known.fields, {
      field: 'phone', version: elsewhere, base: record[0]!.seen,
    }) as KeptCase['fields']; // prettier-ignore
    await sync();
    const kept = (await store.read<KeptCase>('case/1'))!;
    expect(
      versionsOf(kept.fields, 'phone')
        .map((one) => one.value)
        .toSorted(),
    ).toEqual(['082', '099']);
  });

  it('keeps what the server refused, with the reason, until a person has read it', async () => {
    await sync();
    await write(1, '082');
    server.refuses = () => 'ไม่ใช่ของคุณแล้ว';
    await sync();
    expect(await waiting()).toEqual([]);
    const refused = await store.all<{ edit: PhoneEdit; reason: string }>('refused/');
    expect(refused.map((one) => [one.edit.field?.value, one.reason])).toEqual([
      ['082', 'ไม่ใช่ของคุณแล้ว'],
    ]);
    expect(shownValue((await store.read<KeptCase>('case/1'))!.fields, 'phone')).toBe('081');
  });
});
