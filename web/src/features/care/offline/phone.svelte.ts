import { Problem } from '../../../shared/api/problem';
import { isSignedIn, session } from '../../../shared/api/session.svelte';
import { isCutOffByServer, registerPhone, serverOf } from './data';
import {
  editPlace, fieldEdit, recordOf, refusedPlace, visitEdit,
  type KeptCase, type PhoneSelf, type Refused,
} from './kept_cases'; // prettier-ignore
import { draftPlace, type VisitDraft } from './drafts';
import type { FieldRecord } from './field_merge';
import { photoPlace, photoBytesPlace, sendPhotos, type KeptPhoto } from './photos';
import {
  emptyStore,
  isThere,
  makeStore,
  openStore,
  StorageFull,
  type Opened,
  type Store,
  type Write,
} from './store';
import { synchronise, type Progress } from './sync';
import type { Option, PhoneEdit, Province, VisitForm } from './types';

export type Standing =
  'unknown' | 'impossible' | 'none' | 'locked' | 'open' | 'emptied' | 'cut_off';

const idle_ms = 5 * 60_000;

/**
 * The children on this phone: sealed on its disk, open in memory while the PIN was given and somebody is at it. There
 * is one of it, whichever page shows it.
 */
class Phone {
  standing = $state<Standing>('unknown');
  cases = $state.raw<KeptCase[]>([]);
  waiting = $state.raw<PhoneEdit[]>([]);
  refused = $state.raw<Refused[]>([]);
  photos = $state.raw<KeptPhoto[]>([]);
  drafts = $state.raw<VisitDraft[]>([]);
  tried = $state.raw<Option[]>([]);
  provinces = $state.raw<Province[]>([]);
  self = $state.raw<PhoneSelf | undefined>();
  progress = $state.raw<Progress | undefined>();
  problem = $state.raw<Problem | undefined>();
  is_syncing = $state(false);
  /** What the server told did not fit on this device. */
  is_full = $state(false);
  #store: Store | undefined;
  #last_touch = Date.now();
  #writing: Promise<unknown> = Promise.resolve();

  async begin(): Promise<void> {
    if (this.standing !== 'unknown') return;
    if (!crypto.subtle || !('indexedDB' in window)) this.standing = 'impossible';
    else this.standing = (await isThere()) ? 'locked' : 'none';
  }

  /** Needs a line and somebody signed in: makes this browser a phone of theirs. */
  async setUp(name: string, pin: string): Promise<void> {
    const made = await registerPhone(name);
    const store = await makeStore(pin);
    const account_id = session()!.account!.id;
    const self: PhoneSelf = { ...made, account_id, counter: 0, synced_ms: 0 };
    await store.write([['self', self]]).catch(async (thrown: unknown) => {
      await emptyStore();
      throw thrown;
    });
    this.#store = store;
    await navigator.storage.persist?.();
    await this.#opened();
  }

  async unlock(pin: string): Promise<Opened> {
    const opened = await openStore(pin, Date.now());
    if ('store' in opened) {
      this.#store = opened.store;
      await this.#opened();
    } else if ('is_emptied' in opened) {
      this.#forget('emptied');
    }
    return opened;
  }

  lock(): void {
    this.#forget('locked');
  }

  async empty(standing: 'none' | 'cut_off' = 'none'): Promise<void> {
    await emptyStore();
    this.#forget(standing);
  }

  /** Somebody is at it. */
  touch(): void {
    this.#last_touch = Date.now();
  }

  lockWhenIdle(): void {
    if (this.standing === 'open' && Date.now() - this.#last_touch > idle_ms) this.lock();
  }

  recordOf(kept: KeptCase): FieldRecord {
    return recordOf(kept, this.waiting, this.self!.id);
  }

  writeField(kept: KeptCase, field: string, value: string): Promise<void> {
    return this.#add((self) =>
      fieldEdit(this.recordOf(kept), self, kept.id, field, value, Date.now()),
    );
  }

  /** In the place of what was kept of it so far. */
  writeVisit(kept: KeptCase, visit: VisitForm): Promise<void> {
    return this.#add((self) => visitEdit(self, kept.id, visit, Date.now()), [draftPlace(kept.id)]);
  }

  /** What is being written is there again when the phone was locked or its page closed meanwhile. */
  keepDraft(draft: VisitDraft): Promise<void> {
    return this.#inTurn(() => this.#write([[draftPlace(draft.case_id), draft]]));
  }

  dropDraft(case_id: number): Promise<void> {
    return this.#inTurn(async () => {
      await this.#write([], [draftPlace(case_id)]);
      await this.#reload();
    });
  }

  async addPhoto(case_id: number, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    const photo: KeptPhoto = {
      id: crypto.randomUUID(),
      case_id,
      taken_ms: Date.now(),
      size: bytes.length,
    };
    await this.#write([
      [photoPlace(photo.id), photo],
      [photoBytesPlace(photo.id), bytes],
    ]);
    await this.#reload();
  }

  async dismiss({ edit }: Refused): Promise<void> {
    await this.#write([], [refusedPlace(edit.counter)]);
    await this.#reload();
  }

  /** Sends and fetches. What could not be done now is done the next time. */
  async sync(): Promise<void> {
    if (this.is_syncing || !this.#store || !isSignedIn()) return;
    const [store, self] = [this.#store, this.self!];
    if (session()?.account?.id !== self.account_id) return;
    this.is_syncing = true;
    this.problem = undefined;
    this.is_full = false;
    try {
      await this.#writing;
      await synchronise(
        store,
        serverOf(self.token),
        Date.now,
        (progress) => (this.progress = progress),
      );
      await sendPhotos(store, Date.now());
    } catch (thrown) {
      await this.#failed(thrown, self);
    } finally {
      this.is_syncing = false;
      this.progress = undefined;
      if (this.#store === store) await this.#reload();
    }
  }

  /** A lost phone forgets what it holds, also before anyone unlocks it. */
  async askStanding(): Promise<void> {
    if (!this.self) return;
    if (await isCutOffByServer(this.self.token).catch(() => false)) await this.empty('cut_off');
  }

  async #failed(thrown: unknown, self: PhoneSelf): Promise<void> {
    this.is_full = thrown instanceof StorageFull;
    if (this.is_full) return;
    const problem = Problem.of(thrown);
    const is_refused = problem.status === 403 || problem.status === 401;
    if (is_refused && (await isCutOffByServer(self.token).catch(() => false)))
      return this.empty('cut_off');
    if (!problem.isOffline) this.problem = problem;
  }

  #add(edit_of: (self: PhoneSelf) => PhoneEdit, removed: string[] = []): Promise<void> {
    return this.#inTurn(async () => {
      const self = (await this.#store!.read<PhoneSelf>('self'))!;
      const edit = edit_of(self);
      await this.#write(
        [
          ['self', { ...self, counter: edit.counter }],
          [editPlace(edit.counter), edit],
        ],
        removed,
      );
      await this.#reload();
    });
  }

  /** One after the other: each edit has a number of its own, and no draft comes after its visit. */
  #inTurn(act: () => Promise<void>): Promise<void> {
    const next = this.#writing.then(act);
    this.#writing = next.catch(() => {});
    return next;
  }

  #write(writes: Write[], removed: string[] = []): Promise<void> {
    return this.#store!.write(writes, removed);
  }

  async #opened(): Promise<void> {
    await this.#reload();
    this.touch();
    this.standing = 'open';
  }

  async #reload(): Promise<void> {
    const store = this.#store;
    if (!store) return;
    const [self, cases, waiting, refused, photos, drafts, tried, provinces] = await Promise.all([
      store.read<PhoneSelf>('self'),
      store.all<KeptCase>('case/'),
      store.all<PhoneEdit>('edit/'),
      store.all<Refused>('refused/'),
      store.all<KeptPhoto>('photo/'),
      store.all<VisitDraft>('draft/'),
      store.read<Option[]>('tried'),
      store.read<Province[]>('provinces'),
    ]);
    if (this.#store !== store) return; // Locked meanwhile.
    Object.assign(this, { self, cases, waiting, refused, photos, drafts, tried: tried ?? [] });
    this.provinces = provinces ?? [];
  }

  async outlines<T>(): Promise<T | undefined> {
    return this.#store?.read<T>('outlines');
  }

  #forget(standing: Standing): void {
    this.#store = undefined;
    Object.assign(this, {
      self: undefined,
      cases: [],
      waiting: [],
      refused: [],
      photos: [],
      drafts: [],
    });
    this.standing = standing;
  }
}

export const phone = new Phone();

export const caseOf = (id: number) => phone.cases.find((one) => one.id === id);
