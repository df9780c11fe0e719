import { describe, expect, it } from 'vitest';
import { held, withAnswer, withCards, withVote, type Kept } from './kept_votes';
import type { VotesTaken } from './types';

const card = (number: number) => ({ number, text: `ข้อ ${number}`, is_meta: false });
const fresh: Kept = { token: 't', last_number: 0, waiting: [], cards: [card(1), card(2)] };
const answer = (of: Partial<VotesTaken>): VotesTaken => ({
  stored: [], refused: [], cards: [], voted: 0, left: 0, ...of,
}); // prettier-ignore

describe('votes kept on the device', () => {
  it('rise in number even when the clock goes back', () => {
    const twice = withVote(withVote(fresh, 1, 'agree', 1000), 2, 'pass', 500);
    expect(twice.waiting.map((vote) => vote.number)).toEqual([1000, 1001]);
    expect(twice.cards).toEqual([]);
  });

  it('stay until the server says they are stored', () => {
    const voted = withVote(withVote(fresh, 1, 'agree', 1000), 2, 'pass', 2000);
    const after = withAnswer(voted, answer({ stored: [1000] }), 3000);
    expect(after.waiting.map((vote) => vote.statement)).toEqual([2]);
  });

  it('are numbered anew when another page took the number, and let go when refused for good', () => {
    const voted = withVote(withVote(fresh, 1, 'agree', 1000), 2, 'pass', 2000);
    const refused = [
      { number: 1000, key: 'forum.vote_number_taken' },
      { number: 2000, key: 'forum.statement_unknown' },
    ];
    const after = withAnswer(voted, answer({ refused }), 3000);
    expect(after.waiting).toEqual([{ number: 3000, statement: 1, vote: 'agree', cast_at: 1000 }]);
    expect(after.last_number).toBe(3000);
  });

  it('come with how far one is, until there is more to answer than was told', () => {
    const voted = withVote({ ...fresh, cards: [card(1)] }, 1, 'agree', 1000);
    const done = withAnswer(voted, answer({ stored: [1000], voted: 1, left: 0 }), 3000);
    expect(done.progress).toEqual({ voted: 1, left: 0 });
    expect(withCards(done, []).progress).toEqual({ voted: 1, left: 0 });
    expect(withCards(done, [card(2)]).progress).toBeUndefined();
  });

  it('are not asked for again, and no card is there twice', () => {
    const voted = withVote(fresh, 1, 'agree', 1000);
    expect(held(voted)).toEqual([2, 1]);
    expect(withCards(voted, [card(1), card(2), card(3)]).cards.map((one) => one.number)).toEqual([
      2, 3,
    ]);
  });
});
