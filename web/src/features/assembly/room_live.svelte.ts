import { session } from '../../shared/api/session.svelte';
import { resource, type Resource } from '../../shared/api/resource.svelte';
import { loadPass } from './data';
import type { AssemblyEvent } from './event_cursor';
import { followPath, gathered, type Line } from './live.svelte';
import type { AgencyNames } from './names';
import { loadLinkedScreen, loadRoomState } from './room_data';
import { roomAfter } from './room_state';
import type { DelegatePass, RoomState } from './types';

export interface RoomView {
  state: RoomState;
  agencies: AgencyNames;
  /** Of a delegate: who they are here, and the badge for the door. */
  pass: DelegatePass | undefined;
  /** How far the server's clock is ahead of this one. */
  clock_ahead_ms: number;
}

export interface LiveRoom {
  readonly page: Resource<RoomView>;
  readonly line: Line;
  /** How often a draft was translated since the page was opened. */
  readonly translations: number;
}

/** A room as it is at every moment: asked for once, then changed by what is told. */
export function openRoom(assembly: number, room: number): LiveRoom {
  let pass: DelegatePass | undefined;
  return live(`assemblies/${assembly}`, async () => {
    if (!pass && session()?.account?.role === 'delegate') pass = await loadPass(assembly);
    return [await loadRoomState(room), pass];
  });
}

/** The same for whoever has the link to its screen. */
export function openLinkedScreen(code: string): LiveRoom {
  return live(`screens/${code}`, async () => [await loadLinkedScreen(code), undefined]);
}

function live(path: string, load: () => Promise<[RoomState, DelegatePass | undefined]>): LiveRoom {
  /** While the page asks: what the answer may be older than. */
  let heard: AssemblyEvent[] | undefined;
  let translations = $state(0);
  const page = resource(async (): Promise<RoomView> => {
    const meanwhile: AssemblyEvent[] = (heard = []);
    let [state, pass] = await load();
    const clock_ahead_ms = state.now - Date.now();
    for (const event of meanwhile.filter((one) => one.sequence > state.assembly.events)) {
      const next = roomAfter(state, event);
      if (next !== 'unknown') state = next; // Else it was asked for again when it was heard.
    }
    heard = undefined;
    const agencies = new Map(state.seats.map((one) => [one.agency_id, one]));
    return { state, agencies, pass, clock_ahead_ms };
  });
  const ask = gathered(() => page.refresh());
  const line = followPath(
    path,
    () => page.data?.state.assembly.events,
    (event) => {
      heard?.push(event);
      if (event.kind === 'draft_translated') translations += 1;
      if (!page.data) return;
      const state = roomAfter(page.data.state, event);
      if (state === 'unknown') ask();
      else page.data = { ...page.data, state };
    },
  );
  return {
    page,
    line,
    get translations() {
      return translations;
    },
  };
}
