import { describe, expect, it } from 'vitest';
import { draftBefore, testAfter } from './room_state';
import type { AssemblyEvent } from './event_cursor';
import type { AgendaItem, ConsensusView, DraftResolution, Resolution, Room } from './types';

const event = (kind: string, data: Record<string, unknown>): AssemblyEvent => ({
  sequence: 1,
  at: 1000,
  kind,
  data: { tally: { sectors: [], objections_open: 0, is_quorum: true }, ...data },
});
const test = {
  test: { id: 5, outcome: 'open' },
  tally: { is_quorum: false },
  positions: [],
} as unknown as ConsensusView;
const taken = event('position_taken', {
  test: 5, position: 9, agency: 3, stance: 'objects', reason: 'r', wording: 'w', is_minuted: false,
}); // prettier-ignore

describe('a test on the page', () => {
  it('has a position as soon as it is told, once, with the tally of that moment', () => {
    const once = testAfter(test, taken) as ConsensusView;
    expect(once.positions).toMatchObject([
      { id: 9, agency_id: 3, stance: 'objects', is_confirmed: true },
    ]);
    expect(once.tally.is_quorum).toBe(true);
    expect((testAfter(once, taken) as ConsensusView).positions).toHaveLength(1);
  });

  it('has a paper position unconfirmed until a second confirms it', () => {
    const paper = testAfter(test, { ...taken, kind: 'paper_position_entered' }) as ConsensusView;
    expect(paper.positions[0]).toMatchObject({ is_paper: true, is_confirmed: false });
    const confirmed = testAfter(paper, event('paper_position_confirmed', { test: 5, position: 9 }));
    expect((confirmed as ConsensusView).positions[0]!.is_confirmed).toBe(true);
  });

  it('is closed with its outcome', () => {
    const closed = testAfter(test, event('consensus_closed', { test: 5, outcome: 'reached' }));
    expect((closed as ConsensusView).test).toMatchObject({ closed_at: 1000, outcome: 'reached' });
  });

  it('is asked for when another begins, and left alone by what is not about it', () => {
    expect(testAfter(test, event('consensus_asked', { test: 6 }))).toBe('unknown');
    expect(testAfter(undefined, event('consensus_asked', { test: 6 }))).toBe('unknown');
    expect(testAfter(test, event('checked_in', {}))).toBe(test);
  });
});

describe('the draft before a room', () => {
  const room = { id: 1, is_plenary: false } as Room;
  const plenary = { id: 2, is_plenary: true } as Room;
  const items = [
    { id: 11, number: 2, room_id: 1 },
    { id: 12, number: 1, room_id: 1 },
    { id: 13, number: 3, room_id: 9 },
  ] as AgendaItem[];
  const drafts = [21, 22, 23].map((id) => ({ id, agenda_item_id: id - 10 })) as DraftResolution[];
  const all = { items, drafts, resolutions: [] as Resolution[] };

  it('is the first of its own items, or the one that is shown', () => {
    expect(draftBefore(room, all, undefined)!.id).toBe(22);
    expect(draftBefore(room, all, 21)!.id).toBe(21);
    expect(draftBefore(room, all, 23)!.id).toBe(22);
    expect(draftBefore(plenary, all, 23)!.id).toBe(23);
  });

  it('is the next when one is adopted', () => {
    const resolutions = [{ draft_id: 22 }] as Resolution[];
    expect(draftBefore(room, { ...all, resolutions }, undefined)!.id).toBe(21);
  });
});
