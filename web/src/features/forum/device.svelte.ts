import { Problem } from '../../shared/api/problem';
import { joinForum, loadCards, sendVotes } from './data';
import { held, withAnswer, withCards, withVote, type Kept } from './kept_votes';
import type { VoteWord } from './types';

const patience_ms = [2000, 5000, 15_000, 30_000];
const enough_cards = 3;

/**
 * This device in a forum. What it votes is kept here first and sent when the line allows, in order; so a bad
 * line loses nothing, and what is sent twice is stored once.
 */
export class Device {
  kept = $state.raw<Kept | undefined>();
  /** The line did not carry the last try. */
  is_cut_off = $state(false);
  /** Why the server would not take part of it, in words. */
  problem = $state.raw<Problem | undefined>();
  voted = $state<number | undefined>();
  left = $state<number | undefined>();
  is_asking = $state(false);
  #timer: ReturnType<typeof setTimeout> | undefined;
  #failures = 0;
  #is_sending = false;
  readonly #key: string;

  constructor(
    private readonly province: string,
    private readonly forum: number,
  ) {
    this.#key = `samatcha.forum.${province}.${forum}`;
    this.#read();
  }

  get waiting(): number {
    return this.kept?.waiting.length ?? 0;
  }

  async join(code: string): Promise<void> {
    const joined = await joinForum(this.province, this.forum, code);
    this.#write({ token: joined.token, last_number: 0, waiting: [], cards: joined.cards });
    this.left = joined.cards.length ? undefined : 0;
  }

  vote(statement: number, vote: VoteWord): void {
    this.#read(); // Another page of this device may have voted meanwhile.
    if (!this.kept) return;
    this.#write(withVote(this.kept, statement, vote, Date.now()));
    void this.send();
  }

  /** Sends what waits, or asks for more to vote on. */
  async send(): Promise<void> {
    if (this.#is_sending || !this.kept) return;
    this.#is_sending = true;
    clearTimeout(this.#timer);
    try {
      let is_asked = false;
      while (this.kept.waiting.length || (!is_asked && this.kept.cards.length < enough_cards)) {
        is_asked = true;
        await (this.kept.waiting.length ? this.#sendVotes(this.kept) : this.#askCards(this.kept));
      }
      this.is_cut_off = false;
      this.#failures = 0;
    } catch (thrown) {
      this.#failed(Problem.of(thrown));
    } finally {
      this.#is_sending = false;
      this.is_asking = false;
    }
  }

  /** Goes on by itself while the page is open. */
  follow(): () => void {
    const wake = () => {
      if (!document.hidden) void this.send();
    };
    document.addEventListener('visibilitychange', wake);
    window.addEventListener('online', wake);
    void this.send();
    return () => {
      document.removeEventListener('visibilitychange', wake);
      window.removeEventListener('online', wake);
      clearTimeout(this.#timer);
    };
  }

  async #sendVotes(kept: Kept): Promise<void> {
    const votes = kept.waiting.slice(0, 100);
    const taken = await sendVotes(this.province, this.forum, kept.token, votes, held(kept));
    this.#read(); // Votes that were cast while these were on their way stay.
    this.#write(withAnswer(this.kept!, taken, Date.now()));
    this.voted = taken.voted;
    this.left = taken.left;
  }

  async #askCards(kept: Kept): Promise<void> {
    this.is_asking = kept.cards.length === 0;
    const cards = await loadCards(this.province, this.forum, kept.token, held(kept));
    this.#read();
    this.#write(withCards(this.kept!, cards));
    if (!cards.length && !this.kept!.cards.length) this.left = 0;
  }

  #failed(problem: Problem): void {
    if (!problem.isOffline && problem.status < 500 && problem.status !== 429) {
      this.problem = problem; // No trying again would mend it.
      return;
    }
    this.is_cut_off = true;
    const wait = patience_ms[Math.min(this.#failures++, patience_ms.length - 1)]!;
    this.#timer = setTimeout(() => void this.send(), wait);
  }

  #read(): void {
    try {
      const text = localStorage.getItem(this.#key);
      if (text) this.kept = JSON.parse(text) as Kept;
    } catch {
      // A browser that keeps nothing has what this page holds, until it is closed.
    }
  }

  #write(kept: Kept): void {
    this.kept = kept;
    try {
      localStorage.setItem(this.#key, JSON.stringify(kept));
    } catch {
      // As above.
    }
  }
}
