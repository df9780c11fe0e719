import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  fieldOf, hasConflict, hasSeen, merged, withEdit, written, type FieldEdit, type FieldRecord,
} from './field_merge'; // prettier-ignore

interface Step {
  what: 'write' | 'send' | 'fetch';
  phone: number;
  field: string;
  value: string;
}

/** Three phones that write, send and fetch as they happen to; as the engine's test has them. */
class Village {
  records: FieldRecord[] = [[], [], []];
  server: FieldRecord = [];
  all: FieldEdit[] = [];
  #own: FieldEdit[][] = [[], [], []];
  #sent = [0, 0, 0];

  write(phone: number, field: string, value: string) {
    const counter = this.#own[phone]!.length + 1;
    const version = { stamp: { device: phone + 1, counter }, value, written_ms: counter * 1000 };
    const edit = written(this.records[phone]!, field, version);
    this.records[phone] = withEdit(this.records[phone]!, edit);
    this.#own[phone]!.push(edit);
    this.all.push(edit);
  }
  /** Some of what waits, and what was sent already once more: an answer was lost. */
  send(phone: number, count: number) {
    const until = Math.min(this.#own[phone]!.length, this.#sent[phone]! + count);
    for (const edit of this.#own[phone]!.slice(Math.max(0, this.#sent[phone]! - 1), until))
      this.server = withEdit(this.server, edit);
    this.#sent[phone] = until;
  }
  fetch(phone: number) {
    this.records[phone] = merged(this.records[phone]!, this.server);
  }
  settle() {
    for (const phone of [0, 1, 2]) this.send(phone, this.all.length);
    for (const phone of [0, 1, 2]) this.fetch(phone);
  }
}

function lived(steps: readonly Step[]): Village {
  const village = new Village();
  for (const { what, phone, field, value } of steps)
    if (what === 'write') village.write(phone, field, value);
    else if (what === 'send') village.send(phone, 2);
    else village.fetch(phone);
  return village;
}

/** A small generator of numbers, the same on each machine and day. */
function below(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}

function anySteps(seed: number): Step[] {
  const next = below(seed);
  return Array.from({ length: next(40) }, () => {
    const what = (['write', 'write', 'write', 'send', 'fetch'] as const)[next(5)]!;
    return {
      what,
      phone: next(3),
      field: ['phone', 'school', 'wish'][next(3)]!,
      value: `v${next(4)}`,
    };
  });
}
const seeds = Array.from({ length: 500 }, (_, i) => i + 1);

describe('a record merged field by field', () => {
  const cases = JSON.parse(
    readFileSync(
      join(import.meta.dirname, '../../../../../src/engines/field_merge/cases.json'),
      'utf8',
    ),
  ) as { steps: Step[]; first_phone: FieldRecord; server: FieldRecord }[];

  it.each(cases.map((one, i) => [i, one] as const))(
    'answers as the engine on the server, case %i',
    (_, { steps, first_phone, server }) => {
      const village = lived(steps);
      expect(village.records[0]).toEqual(first_phone);
      village.settle();
      expect(village.server).toEqual(server);
    },
  );

  it('is the same on three phones and the server whatever the order, and no value is lost', () => {
    for (const seed of seeds) {
      const village = lived(anySteps(seed));
      village.settle();
      for (const record of village.records) expect(record).toEqual(village.server);
      const { all } = village;
      const left = all.filter(
        (one) =>
          !all.some((other) => other.field === one.field && hasSeen(other.base, one.version.stamp)),
      );
      for (const { field, version } of left)
        expect(fieldOf(village.server, field)!.versions).toContainEqual(version);
      expect(village.server.flatMap((one) => one.versions)).toHaveLength(left.length);
    }
  });

  it('is merged commutatively, associatively and idempotently', () => {
    for (const seed of seeds) {
      const [a, b, c] = lived(anySteps(seed)).records as [FieldRecord, FieldRecord, FieldRecord];
      expect(merged(a, b)).toEqual(merged(b, a));
      const all = merged(merged(a, b), c);
      expect(all).toEqual(merged(a, merged(b, c)));
      expect(merged(merged(all, all), a)).toEqual(all);
    }
  });

  it('has a conflict where two differ, and none when a person who saw both has settled it', () => {
    const version = (device: number, counter: number, value: string) =>
      ({ stamp: { device, counter }, value, written_ms: 0 }); // prettier-ignore
    const first = withEdit([], written([], 'phone', version(1, 1, '081')));
    const mine = withEdit(first, written(first, 'phone', version(1, 2, '082')));
    const theirs = withEdit(first, written(first, 'phone', version(2, 1, '083')));
    const both = merged(mine, theirs);
    expect(hasConflict(fieldOf(both, 'phone')!)).toBe(true);
    const settled = withEdit(both, written(both, 'phone', version(1, 3, '083')));
    expect(hasConflict(fieldOf(settled, 'phone')!)).toBe(false);
    expect(merged(settled, theirs)).toEqual(settled);
  });
});
