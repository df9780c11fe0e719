import { resource } from '../../shared/api/resource.svelte';
import {
  loadAmendedDraft,
  loadAssembly,
  loadLastTest,
  loadPresence,
  type WholeAssembly,
} from './data';
import { follow, gathered, type Line } from './live.svelte';
import { draftBefore, draftTouched, testAfter } from './room_state';
import type { Resource } from '../../shared/api/resource.svelte';
import type { AmendedDraft, ConsensusView, Presence, Room } from './types';

export interface RoomView {
  whole: WholeAssembly;
  room: Room;
  view: AmendedDraft | undefined;
  test: ConsensusView | undefined;
  presence: Presence;
}

export interface LiveRoom {
  readonly page: Resource<RoomView>;
  readonly line: Line;
  /** The chair turns to another draft. */
  turnTo(draft: number): void;
}

/** A room as it is at every moment. Positions come with the event itself; for the rest the page asks. */
export function openRoom(assembly_id: number, room_id: number): LiveRoom {
  let touched: number | undefined;
  let answers = 0;
  const page = resource(async (): Promise<RoomView> => {
    const turn = answers;
    const whole = await loadAssembly(assembly_id);
    const room = whole.rooms.find((one) => one.id === room_id) ?? whole.rooms[0]!;
    const draft = draftBefore(room, whole, touched);
    const [view, test, presence] = await Promise.all([
      draft && loadAmendedDraft(draft.id),
      draft && loadLastTest(draft.id),
      loadPresence(room.id),
    ]);
    // Positions came in meanwhile: what was read may be older than what is shown.
    if (turn !== answers) ask();
    return { whole, room, view, test: test?.test.room_id === room.id ? test : undefined, presence };
  });
  const ask = gathered(() => page.refresh());
  const line = follow(
    assembly_id,
    () => page.data?.whole.assembly.events,
    (event) => {
      const shown = page.data;
      if (!shown) return;
      touched = draftTouched(event, shown.room) ?? touched;
      const test = testAfter(shown.test, event);
      if (test === 'unknown' || typeof event.data.test !== 'number') return ask();
      ++answers;
      page.data = { ...shown, test };
      if (test?.test.closed_at) ask();
    },
  );
  return {
    page,
    line,
    turnTo(draft) {
      touched = draft;
      ask();
    },
  };
}
