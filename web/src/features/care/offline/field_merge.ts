/** The counterpart of src/engines/field_merge, to the letter: cases.json there holds both to the same answers. */

/** Names one writing: the n-th of a device. */
export interface Stamp {
  device: number;
  counter: number;
}
/** Which writings of a field are known: of each device, all up to its counter. Sorted by device. */
export type Seen = readonly Stamp[];

export interface Version {
  stamp: Stamp;
  value: string;
  /** By the writer's clock: to be shown, and never to decide. */
  written_ms: number;
}
/** What is known of one field: the versions that nobody replaced, by stamp. */
export interface MergedField {
  name: string;
  versions: readonly Version[];
  seen: Seen;
}
/** One writing as it leaves a device: it replaces what `base` covers, and no more. */
export interface FieldEdit {
  field: string;
  version: Version;
  base: Seen;
}
/** Sorted by name, each once. */
export type FieldRecord = readonly MergedField[];

const byStamp = (a: Version, b: Version) =>
  a.stamp.device - b.stamp.device || a.stamp.counter - b.stamp.counter;
const isSame = (a: Stamp, b: Stamp) => a.device === b.device && a.counter === b.counter;

export function hasSeen(seen: Seen, stamp: Stamp): boolean {
  return seen.some((one) => one.device === stamp.device && one.counter >= stamp.counter);
}

function withSeen(seen: Seen, more: Seen): Seen {
  const counters = new Map(seen.map((one) => [one.device, one.counter]));
  for (const { device, counter } of more)
    counters.set(device, Math.max(counter, counters.get(device) ?? 0));
  return [...counters]
    .map(([device, counter]) => ({ device, counter }))
    .toSorted((a, b) => a.device - b.device);
}

export function fieldOf(record: FieldRecord, name: string): MergedField | undefined {
  return record.find((one) => one.name === name);
}

/** Two wrote different values, neither knowing of the other's. */
export function hasConflict(field: MergedField): boolean {
  return field.versions.some((one) => one.value !== field.versions[0]!.value);
}

/** The edit of a writer who sees the record as it is. */
export function written(record: FieldRecord, field: string, version: Version): FieldEdit {
  return { field, version, base: fieldOf(record, field)?.seen ?? [] };
}

export function withField(record: FieldRecord, other: MergedField): FieldRecord {
  const own = fieldOf(record, other.name) ?? { name: other.name, versions: [], seen: [] };
  const holds = ({ stamp }: Version) => other.versions.some((one) => isSame(one.stamp, stamp));
  const merged: MergedField = {
    name: own.name,
    versions: [
      // What the other has seen and does not have was replaced.
      ...own.versions.filter((one) => holds(one) || !hasSeen(other.seen, one.stamp)),
      ...other.versions.filter((one) => !hasSeen(own.seen, one.stamp)),
    ].toSorted(byStamp),
    seen: withSeen(own.seen, other.seen),
  };
  return [...record.filter((one) => one.name !== other.name), merged].toSorted((a, b) =>
    a.name < b.name ? -1 : 1,
  );
}

export function withEdit(record: FieldRecord, { field, version, base }: FieldEdit): FieldRecord {
  const seen = withSeen(base, [version.stamp]);
  return withField(record, { name: field, versions: [version], seen });
}

export function merged(record: FieldRecord, other: FieldRecord): FieldRecord {
  return other.reduce(withField, record);
}
