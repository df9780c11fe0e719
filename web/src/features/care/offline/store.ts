import { isSpent, tries_max, waitMs, type Tries } from './pin';
import { makeKey, openKey, seal, unseal, type Sealed, type WrappedKey } from './sealing';

/**
 * What is kept of children on this device: in IndexedDB, each value sealed under the key that the PIN opens. Places
 * ("case/7") are clear, and say nothing of anybody.
 */

const database_name = 'samatcha.phone';
const clear = 'clear';
const sealed = 'sealed';

/** The device has no room: nothing of it was written. */
export class StorageFull extends Error {}

type Bytes = Uint8Array<ArrayBuffer>;
export type Write = [place: string, value: unknown];

function done<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error!);
  });
}

function committed(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => {
      const is_full = transaction.error?.name === 'QuotaExceededError';
      reject(is_full ? new StorageFull() : (transaction.error ?? new Error('aborted')));
    };
  });
}

let opening: Promise<IDBDatabase> | undefined;

function database(): Promise<IDBDatabase> {
  const request = indexedDB.open(database_name, 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore(clear);
    request.result.createObjectStore(sealed);
  };
  opening ??= done(request);
  return opening;
}

async function change(stores: string[], act: (transaction: IDBTransaction) => void): Promise<void> {
  const transaction = (await database()).transaction(stores, 'readwrite', { durability: 'strict' });
  const end = committed(transaction);
  act(transaction);
  await end;
}

async function inClear<T>(place: string): Promise<T | undefined> {
  const transaction = (await database()).transaction(clear);
  return (await done(transaction.objectStore(clear).get(place))) as T | undefined;
}

const putClear = (place: string, value: unknown) =>
  change([clear], (transaction) => transaction.objectStore(clear).put(value, place));

const encoded = (value: unknown): Bytes =>
  value instanceof Uint8Array ? (value as Bytes) : new TextEncoder().encode(JSON.stringify(value));
const decoded = <T>(bytes: Bytes): T => JSON.parse(new TextDecoder().decode(bytes)) as T;

/** The PIN was given: what was tried before counts no more. */
const forgetTries = (transaction: IDBTransaction) => transaction.objectStore(clear).delete('tries');

/** What a try of the PIN led to. */
export type Opened =
  | { store: Store }
  | { is_wrong: true; left: number; wait_ms: number }
  | { wait_ms: number }
  | { is_emptied: true };

export async function isThere(): Promise<boolean> {
  return (await inClear('key')) !== undefined;
}

/** Nothing of a child is left on the device. */
export async function emptyStore(): Promise<void> {
  await change([clear, sealed], (transaction) => {
    transaction.objectStore(clear).clear();
    transaction.objectStore(sealed).clear();
  });
}

export async function makeStore(pin: string): Promise<Store> {
  const { key, wrapped } = await makeKey(pin);
  await emptyStore();
  await putClear('key', wrapped);
  return new Store(key);
}

/** Fails with StorageFull where a try cannot be counted: then nothing is opened, and nothing lost. */
export async function openStore(pin: string, now_ms: number): Promise<Opened> {
  const wrapped = await inClear<WrappedKey>('key');
  if (!wrapped) return { is_emptied: true };
  const tries = (await inClear<Tries>('tries')) ?? { failed: 0, last_ms: 0 };
  const wait_ms = waitMs(tries, now_ms);
  if (wait_ms > 0) return { wait_ms };
  // Counted before it is tried: a page that is closed meanwhile has tried.
  const counted = { failed: tries.failed + 1, last_ms: now_ms };
  await putClear('tries', counted);
  const key = await openKey(pin, wrapped);
  if (key) {
    await change([clear], forgetTries).catch((thrown: unknown) => {
      if (!(thrown instanceof StorageFull)) throw thrown; // With the next writing, when there is room.
    });
    return { store: new Store(key) };
  }
  if (isSpent(counted)) {
    await emptyStore();
    return { is_emptied: true };
  }
  return { is_wrong: true, left: tries_max - counted.failed, wait_ms: waitMs(counted, now_ms) };
}

export class Store {
  readonly #key: CryptoKey;

  constructor(key: CryptoKey) {
    this.#key = key;
  }

  async read<T>(place: string): Promise<T | undefined> {
    const bytes = await this.readBytes(place);
    return bytes && decoded<T>(bytes);
  }

  async readBytes(place: string): Promise<Bytes | undefined> {
    const transaction = (await database()).transaction(sealed);
    const kept = (await done(transaction.objectStore(sealed).get(place))) as Sealed | undefined;
    return kept && unseal(this.#key, place, kept);
  }

  /** All whose place begins so, in the order of places. */
  async all<T>(prefix: string): Promise<T[]> {
    const range = IDBKeyRange.bound(prefix, `${prefix}\uffff`);
    const store = (await database()).transaction(sealed).objectStore(sealed);
    const [places, values] = await Promise.all([
      done(store.getAllKeys(range)),
      done(store.getAll(range) as IDBRequest<Sealed[]>),
    ]);
    return Promise.all(
      values.map(async (one, i) => decoded<T>(await unseal(this.#key, String(places[i]), one))),
    );
  }

  /** All of it, or, with StorageFull, nothing. It is on the disk when this returns. */
  async write(writes: readonly Write[], removed: readonly string[] = []): Promise<void> {
    const lying = await Promise.all(
      writes.map(
        async ([place, value]) => [place, await seal(this.#key, place, encoded(value))] as const,
      ),
    );
    await change([clear, sealed], (transaction) => {
      forgetTries(transaction);
      const store = transaction.objectStore(sealed);
      for (const [place, value] of lying) store.put(value, place);
      for (const place of removed) store.delete(place);
    });
  }
}
