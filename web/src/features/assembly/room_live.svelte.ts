import { resource } from '../../shared/api/resource.svelte';
import {
  loadFloor,
  loadAmendedDraft,
  loadAssembly,
  loadLastTest,
  loadPresence,
  type WholeAssembly,
} from './data';
import { follow, gathered, type Line } from './live.svelte';
import { draftBefore, testAfter } from './room_state';
import type { Resource } from '../../shared/api/resource.svelte';
import type { AmendedDraft, ConsensusView, Floor, Presence, Room } from './types';

export interface RoomView {
  whole: WholeAssembly;
  room: Room;
  view: AmendedDraft | undefined;
  test: ConsensusView | undefined;
  presence: Presence;
  floor: Floor;
}

export interface LiveRoom {
  readonly page: Resource<RoomView>;
  readonly line: Line;
}

/** A room as it is at every moment. Positions come with the event itself; for the rest the page asks. */
export function openRoom(assembly_id: number, room_id: number): LiveRoom {
  let answers = 0;
  const page = resource(async (): Promise<RoomView> => {
    const turn = answers;
    const whole = await loadAssembly(assembly_id);
    const room = whole.rooms.find((one) => one.id === room_id) ?? whole.rooms[0]!;
    const floor = await loadFloor(room.id);
    const draft = draftBefore(room, whole, floor.screen?.draft_id);
    const [view, test, presence] = await Promise.all([
      draft && loadAmendedDraft(draft.id),
      draft && loadLastTest(draft.id),
      loadPresence(room.id),
    ]);
    // Positions came in meanwhile: what was read may be older than what is shown.
    if (turn !== answers) ask();
    return {
      whole,
      room,
      view,
      test: test?.test.room_id === room.id ? test : undefined,
      presence,
      floor,
    };
  });
  const ask = gathered(() => page.refresh());
  const line = follow(
    assembly_id,
    () => page.data?.whole.assembly.events,
    (event) => {
      const shown = page.data;
      if (!shown) return;
      const test = testAfter(shown.test, event);
      if (test === 'unknown' || typeof event.data.test !== 'number') return ask();
      ++answers;
      page.data = { ...shown, test };
      if (test?.test.closed_at) ask();
    },
  );
  return { page, line };
}
