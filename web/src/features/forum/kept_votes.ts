import type { Card, PublicForum, VoteForm, VotesTaken, VoteWord } from './types';

/** What a device keeps of a forum: its token, what it has to show, and what it has not sent yet. */
export interface Kept {
  token: string;
  /** The highest number that a vote of this device ever had. */
  last_number: number;
  waiting: VoteForm[];
  cards: Card[];
  /** As the server last told it. */
  progress?: { voted: number; left: number };
  /** What the page says of it, for when it is opened without a line. */
  forum?: PublicForum;
}

/** A number higher than all before, on whichever page of this device. */
export function nextNumber(kept: Kept, now: number): number {
  return Math.max(kept.last_number + 1, now);
}

export function withVote(kept: Kept, statement: number, vote: VoteWord, now: number): Kept {
  const number = nextNumber(kept, now);
  return {
    ...kept,
    last_number: number,
    waiting: [...kept.waiting, { number, statement, vote, cast_at: now }],
    cards: kept.cards.filter((card) => card.number !== statement),
  };
}

/** Statements that the server need not send: on the device, or voted on and not sent. */
export function held(kept: Kept): number[] {
  return [...kept.cards.map((card) => card.number), ...kept.waiting.map((vote) => vote.statement)];
}

export function withCards(kept: Kept, cards: Card[]): Kept {
  const known = new Set(held(kept));
  const fresh = cards.filter((card) => !known.has(card.number));
  const next = { ...kept, cards: [...kept.cards, ...fresh] };
  // There was nothing left, and now there is: how much, the next answer tells.
  if (fresh.length && next.progress?.left === 0) delete next.progress;
  return next;
}

/**
 * After an answer: what is stored is done, a number that another page of this device took is given anew, and
 * what is refused for good is let go.
 */
export function withAnswer(kept: Kept, taken: VotesTaken, now: number): Kept {
  const stored = new Set(taken.stored);
  const why = new Map(taken.refused.map((one) => [one.number, one.key]));
  let next = kept;
  const waiting: VoteForm[] = [];
  for (const vote of kept.waiting) {
    if (stored.has(vote.number)) continue;
    const key = why.get(vote.number);
    if (key === undefined) waiting.push(vote);
    else if (key === 'forum.vote_number_taken') {
      const number = nextNumber(next, now);
      next = { ...next, last_number: number };
      waiting.push({ ...vote, number });
    }
  }
  const progress = { voted: taken.voted, left: taken.left };
  return { ...withCards({ ...next, waiting }, taken.cards), progress };
}
