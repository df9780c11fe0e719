import { Problem } from './problem';

/** Something fetched: loading, failed or there. Reloading keeps showing what was there. */
export class Resource<T> {
  data = $state.raw<T | undefined>(undefined);
  problem = $state.raw<Problem | undefined>(undefined);
  loading = $state(false);
  #load: () => Promise<T>;
  #turn = 0;

  constructor(load: () => Promise<T>) {
    this.#load = load;
  }

  reload(): Promise<void> {
    this.loading = true;
    return this.refresh();
  }

  /** The same without a sign of it: what the server told has changed comes in quietly. */
  async refresh(): Promise<void> {
    const turn = ++this.#turn;
    try {
      const data = await this.#load();
      if (turn !== this.#turn) return; // A later question was asked meanwhile.
      this.data = data;
      this.problem = undefined;
    } catch (thrown) {
      if (turn !== this.#turn) return;
      this.problem = Problem.of(thrown);
    } finally {
      if (turn === this.#turn) this.loading = false;
    }
  }
}

/** Fetches at once, and again whenever something that `load` reads at its start changes. */
export function resource<T>(load: () => Promise<T>): Resource<T> {
  const made = new Resource(load);
  $effect(() => {
    void made.reload();
  });
  return made;
}
