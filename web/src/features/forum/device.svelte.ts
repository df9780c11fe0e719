import { Problem } from '../../shared/api/problem';
import { joinForum, loadCards, loadPublicForum, sendVotes } from './data';
import { held, withAnswer, withCards, withVote, type Kept } from './kept_votes';
import type { PublicForum, VoteWord } from './types';

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
  /** There is nothing that it has not voted on. */
  is_done = $state(false);
  /** So many votes came after the forum was closed. */
  late = $state(0);
  /** So many answers to its votes have come: what is told of its part has changed. */
  answers = $state(0);
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

  async join(forum: PublicForum, code: string): Promise<void> {
    const joined = await joinForum(this.province, this.forum, code);
    this.problem = undefined;
    this.#write({ token: joined.token, last_number: 0, waiting: [], cards: joined.cards, forum });
    this.is_done = joined.cards.length === 0;
  }

  /** The forum as it is, or without a line as it was. */
  async load(): Promise<PublicForum> {
    try {
      const forum = await loadPublicForum(this.province, this.forum);
      this.#read();
      if (this.kept) this.#write({ ...this.kept, forum });
      return forum;
    } catch (thrown) {
      const problem = Problem.of(thrown);
      if (this.kept?.forum && (problem.isOffline || problem.status >= 500)) return this.kept.forum;
      throw problem;
    }
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
    this.late += taken.refused.filter((one) => one.key === 'forum.not_open').length;
    this.is_done = taken.left === 0;
    ++this.answers;
  }

  async #askCards(kept: Kept): Promise<void> {
    const cards = await loadCards(this.province, this.forum, kept.token, held(kept));
    this.#read();
    this.#write(withCards(this.kept!, cards));
    this.is_done = !this.kept!.cards.length;
  }

  #failed(problem: Problem): void {
    if (!problem.isOffline && problem.status < 500 && problem.status !== 429) {
      this.problem = problem; // No trying again would mend it.
      if (problem.status === 403) this.#forget(); // It does not take part: it may come in again.
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

  #forget(): void {
    this.kept = undefined;
    try {
      localStorage.removeItem(this.#key);
    } catch {
      // As above.
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
