import { Problem } from '../api/problem';

/** Something a person tries: whether it is under way, and what was refused. */
export class Attempt {
  busy = $state(false);
  problem = $state.raw<Problem | undefined>();

  /** True when it was done. */
  async run(action: () => Promise<unknown>): Promise<boolean> {
    if (this.busy) return false; // A second click, before the button knew.
    this.busy = true;
    this.problem = undefined;
    try {
      await action();
      return true;
    } catch (thrown) {
      this.problem = Problem.of(thrown);
      return false;
    } finally {
      this.busy = false;
    }
  }
}
