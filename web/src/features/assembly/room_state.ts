import type { AssemblyEvent } from './event_cursor';
import type {
  AgendaItem,
  ConsensusTally,
  ConsensusView,
  DraftResolution,
  Resolution,
  Room,
  Stance,
} from './types';

/**
 * The test after an event, which tells of it all that a page shows; `unknown` when the page must ask.
 * Events of other tests leave it as it is.
 */
export function testAfter(
  test: ConsensusView | undefined,
  event: AssemblyEvent,
): ConsensusView | undefined | 'unknown' {
  const { data } = event;
  if (typeof data.test !== 'number') return test;
  const tally = data.tally as ConsensusTally;
  if (test?.test.id !== data.test) return 'unknown';
  const now: ConsensusView = { ...test, tally };
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
            reason: data.reason as string,
            wording: data.wording as string,
            is_minuted: data.is_minuted as boolean,
            is_paper,
            is_confirmed: !is_paper,
            taken_at: event.at,
          },
        ],
      };
    }
    case 'paper_position_confirmed': {
      // A paper counts from its confirmation on: it goes after those before.
      const confirmed = test.positions.find((one) => one.id === data.position);
      if (!confirmed) return 'unknown';
      return {
        ...now,
        positions: test.positions.map((one) =>
          one.id === confirmed.id ? { ...one, is_confirmed: true } : one,
        ),
      };
    }
    case 'fallback_announced':
      return { ...now, test: { ...test.test, fallback_announced_at: event.at } };
    case 'consensus_closed':
      return {
        ...now,
        test: {
          ...test.test,
          closed_at: event.at,
          outcome: data.outcome as ConsensusView['test']['outcome'],
        },
      };
    default:
      return 'unknown';
  }
}

export interface RoomDrafts {
  items: readonly AgendaItem[];
  drafts: readonly DraftResolution[];
  resolutions: readonly Resolution[];
}

/** The items that a room is about: its own; the plenary's are all. */
export function itemsOf(room: Room, items: readonly AgendaItem[]): AgendaItem[] {
  return items
    .filter((one) => room.is_plenary || one.room_id === room.id)
    .toSorted((a, b) => a.number - b.number);
}

/** The draft before the room: the one the chair shows, else the first that is not adopted. */
export function draftBefore(
  room: Room,
  { items, drafts, resolutions }: RoomDrafts,
  shown: number | undefined,
): DraftResolution | undefined {
  const own = itemsOf(room, items).flatMap(
    (item) => drafts.find((one) => one.agenda_item_id === item.id) ?? [],
  );
  const is_adopted = (draft: DraftResolution) =>
    resolutions.some((one) => one.draft_id === draft.id);
  return own.find((one) => one.id === shown) ?? own.find((one) => !is_adopted(one)) ?? own.at(-1);
}
