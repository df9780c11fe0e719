import type { AssemblyEvent } from './event_cursor';
import type {
  ConsensusTally, ConsensusView, DraftHeading, Floor, Phase, RoomState, Stance,
} from './types'; // prettier-ignore

/**
 * What a room shows after an event, which mostly tells all of it; `unknown` when the page must ask, once.
 * An event that was applied already changes nothing.
 */
export function roomAfter(state: RoomState, event: AssemblyEvent): RoomState | 'unknown' {
  const { kind, data } = event;
  const is_here = data.room === state.room.id;
  const is_on_view = !!state.view && data.draft === state.view.draft.id;
  switch (kind) {
    case 'hand_raised':
    case 'hand_lowered':
    case 'floor_given':
    case 'speech_ended':
    case 'screen_changed':
      return is_here ? withSameDraft({ ...state, floor: data.floor as Floor }) : state;
    case 'checked_in':
    case 'checked_out':
      return is_here ? afterDoor(state, data) : state;
    case 'sitting_ended':
      return is_here ? afterSitting(state, data) : state;
    case 'phase_changed':
      if (data.from === 'assembled') return 'unknown'; // Who attended is told by the page.
      return { ...state, assembly: { ...state.assembly, phase: data.to as Phase } };
    case 'consensus_asked':
      if (data.whole && is_here) return 'unknown'; // Which of its tests is shown follows from the draft.
      if (!is_on_view) return state;
      return { ...state, test: is_here ? askedTest(state, event) : undefined };
    case 'position_taken':
    case 'paper_position_entered':
    case 'paper_position_confirmed':
    case 'fallback_announced':
    case 'consensus_closed': {
      if (!state.test || !isAbout(state.test, data)) return state;
      if (changesObjections(state, event)) return 'unknown';
      const test = testAfter(state.test, event);
      return test === 'unknown' ? test : { ...state, test };
    }
    case 'resolution_adopted':
      return withSameDraft({
        ...state,
        drafts: state.drafts.map((one) =>
          one.id === data.draft ? { ...one, resolution_number: data.number as number } : one,
        ),
      });
    case 'screen_link_opened':
    case 'screen_link_closed':
      return is_here ? { ...state, is_screen_open: kind === 'screen_link_opened' } : state;
    case 'draft_commented':
    case 'comment_resolved':
    case 'hearing_opened':
    case 'hearing_closed':
    case 'hearing_comment_made':
    case 'hearing_comment_shown':
    case 'hearing_comment_kept_back':
    case 'hearing_comment_answered':
    case 'minutes_edited':
    case 'draft_translated': // The page reads its translation by itself.
      return state;
    case 'redaction_done':
      return 'unknown';
    case 'agency_invited':
    case 'agenda_item_added':
      return 'unknown';
    default:
      // About something that is shown, in a way that it does not tell.
      return is_on_view || is_here || state.items.some((one) => one.id === data.item)
        ? 'unknown'
        : state;
  }
}

/** The test on the page, or the question about the whole that it belongs to. */
function isAbout({ test }: ConsensusView, data: AssemblyEvent['data']): boolean {
  return data.whole ? data.whole === test.whole_id : data.test === test.id;
}

/** An objection begins, or may have ended: what became of it follows from all tests of the draft. */
function changesObjections(state: RoomState, { kind, data }: AssemblyEvent): boolean {
  if (kind === 'fallback_announced' || kind === 'paper_position_entered') return false;
  if (kind === 'position_taken')
    return (
      data.stance === 'objects' || state.objections.some((one) => one.agency_id === data.agency)
    );
  const confirmed = state.test?.positions.find((one) => one.id === data.position);
  return state.objections.length > 0 || confirmed?.stance === 'objects';
}

/** The draft before a room: the one the chair shows, else the first that is not adopted, else the last. */
export function draftBefore(
  drafts: readonly DraftHeading[],
  shown: number | undefined,
): number | undefined {
  const found =
    drafts.find((one) => one.id === shown) ??
    drafts.find((one) => !one.resolution_number) ??
    drafts.at(-1);
  return found?.id;
}

function withSameDraft(state: RoomState): RoomState | 'unknown' {
  const before = draftBefore(state.drafts, state.floor.screen?.draft_id);
  return before === state.view?.draft.id ? state : 'unknown';
}

function afterDoor(state: RoomState, data: AssemblyEvent['data']): RoomState {
  const agency = data.agency as number;
  const others = state.presence.agencies.filter((one) => one !== agency);
  const told = (data.tests as { test: number; tally: ConsensusTally }[]).find(
    (one) => one.test === state.test?.test.id,
  );
  return {
    ...state,
    presence: {
      sectors: data.sectors as RoomState['presence']['sectors'],
      is_quorum: data.is_quorum as boolean,
      agencies: data.is_there ? [...others, agency].toSorted((a, b) => a - b) : others,
    },
    ...(state.test && told ? { test: { ...state.test, tally: told.tally } } : {}),
  };
}

/** Nobody is there, nobody speaks or waits. */
function afterSitting(state: RoomState, data: AssemblyEvent['data']): RoomState {
  return {
    ...state,
    floor: data.floor as Floor,
    presence: {
      sectors: data.sectors as RoomState['presence']['sectors'],
      is_quorum: data.is_quorum as boolean,
      agencies: [],
    },
  };
}

function askedTest(state: RoomState, { at, data }: AssemblyEvent): ConsensusView {
  if (state.test && state.test.test.id === data.test) return state.test;
  return {
    test: {
      id: data.test as number,
      assembly_id: state.assembly.id,
      room_id: state.room.id,
      draft_id: data.draft as number,
      version: data.version as number,
      opened_at: at,
      outcome: 'open',
    },
    tally: data.tally as ConsensusTally,
    positions: [],
    whole: [],
  };
}

/** The test on the page after an event about it. */
function testAfter(test: ConsensusView, event: AssemblyEvent): ConsensusView | 'unknown' {
  const { data } = event;
  const now: ConsensusView = {
    ...test,
    tally: data.tally as ConsensusTally,
    whole: (data.parts ?? []) as ConsensusView['whole'],
  };
  const own_part = now.whole.find((one) => one.test_id === test.test.id);
  switch (event.kind) {
    case 'position_taken':
    case 'paper_position_entered': {
      const is_paper = event.kind === 'paper_position_entered';
      const id = data.position as number;
      if (test.positions.some((one) => one.id === id)) return now;
      return {
        ...now,
        positions: [
          ...test.positions,
          {
            id,
            agency_id: data.agency as number,
            stance: data.stance as Stance,
            reason: (data.reason ?? '') as string,
            wording: (data.wording ?? '') as string,
            is_minuted: data.is_minuted as boolean,
            is_paper,
            is_confirmed: !is_paper,
            taken_at: event.at,
            drafts: (data.drafts ?? []) as number[],
          },
        ],
      };
    }
    case 'paper_position_confirmed': {
      if (!test.positions.some((one) => one.id === data.position)) return 'unknown';
      return {
        ...now,
        positions: test.positions.map((one) =>
          one.id === data.position ? { ...one, is_confirmed: true } : one,
        ),
      };
    }
    case 'fallback_announced':
      return { ...now, test: { ...test.test, fallback_announced_at: event.at } };
    default:
      return {
        ...now,
        test: {
          ...test.test,
          closed_at: event.at,
          outcome: own_part?.outcome ?? (data.outcome as ConsensusView['test']['outcome']),
        },
      };
  }
}
