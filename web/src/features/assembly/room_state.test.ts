import { describe, expect, it } from 'vitest';
import { draftBefore, roomAfter } from './room_state';
import type { AssemblyEvent } from './event_cursor';
import type { RoomState } from './types';

const event = (kind: string, data: Record<string, unknown>): AssemblyEvent => ({
  sequence: 1,
  at: 1000,
  kind,
  data,
});
const tally = { sectors: [], objections_open: 0, is_quorum: true };
const state = {
  assembly: { id: 1, phase: 'assembled' },
  room: { id: 7 },
  items: [{ id: 11 }],
  drafts: [{ id: 21, agenda_item_id: 11 }],
  view: { draft: { id: 21 } },
  test: { test: { id: 5, outcome: 'open' }, tally: { is_quorum: false }, positions: [] },
  objections: [],
  presence: { agencies: [2], sectors: [], is_quorum: false },
  floor: { waiting: [], spoken: [] },
} as unknown as RoomState;
const taken = event('position_taken', {
  room: 7, test: 5, tally, position: 9, agency: 3, stance: 'has_reservation', reason: 'r', wording: '',
  is_minuted: false,
}); // prettier-ignore

/** The room after it; fails where the page would ask. */
function after(event: AssemblyEvent, before = state): RoomState {
  const next = roomAfter(before, event);
  if (next === 'unknown') throw new Error(`${event.kind} makes the page ask`);
  return next;
}

describe('a room on the page', () => {
  it('has a position as soon as it is told, once, with the tally of that moment', () => {
    const once = after(taken);
    expect(once.test!.positions).toMatchObject([
      { id: 9, agency_id: 3, stance: 'has_reservation', is_confirmed: true },
    ]);
    expect(once.test!.tally.is_quorum).toBe(true);
    expect(after(taken, once).test!.positions).toHaveLength(1);
  });

  it('has a paper position unconfirmed until a second confirms it', () => {
    const paper = after({ ...taken, kind: 'paper_position_entered' });
    expect(paper.test!.positions[0]).toMatchObject({ is_paper: true, is_confirmed: false });
    const confirmed = event('paper_position_confirmed', { room: 7, test: 5, tally, position: 9 });
    expect(after(confirmed, paper).test!.positions[0]!.is_confirmed).toBe(true);
  });

  it('begins a test with the question and ends it with its outcome', () => {
    const asked = event('consensus_asked', { room: 7, test: 6, draft: 21, version: 2, tally });
    const begun = after(asked);
    expect(begun.test).toMatchObject({
      test: { id: 6, version: 2, outcome: 'open' },
      positions: [],
    });
    const closed = event('consensus_closed', { room: 7, test: 6, tally, outcome: 'reached' });
    expect(after(closed, begun).test!.test).toMatchObject({ closed_at: 1000, outcome: 'reached' });
  });

  it('asks once for a question about the whole, then has every answer to it as it is told', () => {
    const asked = event('consensus_asked', { room: 7, whole: 8, parts: [], tally });
    expect(roomAfter(state, asked)).toBe('unknown');
    const part = { test_id: 5, draft_id: 21, objecting: [] as number[], outcome: 'open' as const };
    const whole = {
      ...state,
      test: { ...state.test!, test: { ...state.test!.test, whole_id: 8 }, whole: [part] },
    };
    const { test: _, ...data } = taken.data;
    const parts = [{ ...part, objecting: [3] }];
    const once = after({ ...taken, data: { ...data, whole: 8, parts, drafts: [21] } }, whole);
    expect(once.test!.positions).toMatchObject([{ agency_id: 3, drafts: [21] }]);
    expect(once.test!.whole).toEqual(parts);
    const closed = event('consensus_closed', {
      room: 7, whole: 8, tally, parts: [{ ...part, outcome: 'blocked' }],
    }); // prettier-ignore
    expect(after(closed, once).test!.test).toMatchObject({ closed_at: 1000, outcome: 'blocked' });
  });

  it('shows no test that goes on in another room', () => {
    const asked = event('consensus_asked', { room: 8, test: 6, draft: 21, version: 2, tally });
    expect(after(asked).test).toBeUndefined();
  });

  it('knows who is there, and what that makes of the tally, from the door', () => {
    const data = { room: 7, agency: 1, sectors: [], is_quorum: true, tests: [{ test: 5, tally }] };
    const came = after(event('checked_in', { ...data, is_there: true }));
    expect(came.presence).toMatchObject({ agencies: [1, 2], is_quorum: true });
    expect(came.test!.tally).toEqual(tally);
    const left = after(event('checked_out', { ...data, is_there: false }), came);
    expect(left.presence.agencies).toEqual([2]);
  });

  it('knows when a sitting is over that nobody is there, speaks or waits', () => {
    const floor = { waiting: [], spoken: [] };
    const ended = { room: 7, delegates: [4], sectors: [], is_quorum: false, floor };
    const over = after(event('sitting_ended', ended));
    expect(over.presence.agencies).toEqual([]);
    expect(over.floor).toEqual(floor);
    expect(after(event('sitting_ended', { ...ended, room: 8 }))).toBe(state);
    expect(roomAfter(state, event('phase_changed', { from: 'assembled', to: 'adopted' }))).toBe(
      'unknown',
    );
  });

  it('takes the floor as it is told', () => {
    const floor = { waiting: [{ id: 1 }], spoken: [] };
    expect(after(event('hand_raised', { room: 7, floor })).floor).toEqual(floor);
  });

  it('asks when the chair shows another draft, or one is adopted and the next comes', () => {
    const two = { ...state, drafts: [...state.drafts, { id: 22 }] } as RoomState;
    const shown = event('screen_changed', {
      room: 7, floor: { screen: { draft_id: 22 }, waiting: [], spoken: [] },
    }); // prettier-ignore
    expect(roomAfter(two, shown)).toBe('unknown');
    const adopted = event('resolution_adopted', { draft: 21, number: 1 });
    expect(roomAfter(two, adopted)).toBe('unknown');
    expect(after(adopted).drafts[0]!.resolution_number).toBe(1);
  });

  it('asks when the text before it changes', () => {
    for (const kind of ['amendment_proposed', 'amendment_decided', 'draft_consolidated'])
      expect(roomAfter(state, event(kind, { room: 8, draft: 21 }))).toBe('unknown');
  });

  it('asks when an objection begins or may have ended', () => {
    const objects = { ...taken, data: { ...taken.data, stance: 'objects' } };
    expect(roomAfter(state, objects)).toBe('unknown');
    const objected = { ...state, objections: [{ agency_id: 3 }] } as RoomState;
    expect(roomAfter(objected, taken)).toBe('unknown');
    expect(after({ ...taken, data: { ...taken.data, agency: 4 } }, objected).test).toBeDefined();
    const closed = event('consensus_closed', { room: 7, test: 5, tally, outcome: 'blocked' });
    expect(roomAfter(objected, closed)).toBe('unknown');
  });

  it('knows whether its screen is open to whoever has the link', () => {
    expect(after(event('screen_link_opened', { room: 7 })).is_screen_open).toBe(true);
    expect(after(event('screen_link_closed', { room: 7 })).is_screen_open).toBe(false);
  });

  it('asks again once words were redacted, and not for a translation, which is read by itself', () => {
    expect(roomAfter(state, event('redaction_done', { sequence: 1, entries: [1] }))).toBe(
      'unknown',
    );
    expect(after(event('draft_translated', { draft: 21, version: 1 }))).toBe(state);
  });

  it('asks about nothing that it does not show', () => {
    for (const [kind, data] of [
      ['hand_raised', { room: 8 }],
      ['checked_in', { room: 8 }],
      ['position_taken', { room: 8, test: 6 }],
      ['amendment_proposed', { room: 8, draft: 22 }],
      ['draft_commented', { draft: 21 }],
      ['delegate_invited', {}],
    ] as const)
      expect(after(event(kind, data))).toBe(state);
    expect(after(event('phase_changed', { from: 'adopted', to: 'driven' })).assembly.phase).toBe(
      'driven',
    );
  });
});

describe('the draft before a room', () => {
  const drafts = [
    { id: 21, agenda_item_id: 11, version: 1 },
    { id: 22, agenda_item_id: 12, version: 1 },
  ];

  it('is the one that is shown, else the first that is not adopted, else the last', () => {
    const adopted = drafts.map((one) => ({ ...one, resolution_number: 1 }));
    expect(draftBefore(drafts, undefined)).toBe(21);
    expect(draftBefore(drafts, 22)).toBe(22);
    expect(draftBefore(drafts, 99)).toBe(21);
    expect(draftBefore([adopted[0]!, drafts[1]!], undefined)).toBe(22);
    expect(draftBefore(adopted, undefined)).toBe(22);
    expect(draftBefore([], undefined)).toBeUndefined();
  });
});
