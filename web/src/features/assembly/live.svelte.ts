import { EventCursor, type AssemblyEvent } from './event_cursor';

/** Whether what the page shows is as it is now. */
export interface Line {
  readonly is_connected: boolean;
}

/** Follows an assembly while the page is open. */
export const follow = (
  assembly: number,
  after: () => number | undefined,
  take: (event: AssemblyEvent) => void,
): Line => followPath(`assemblies/${assembly}`, after, take);

/**
 * Follows the events of what a path names while the page is open: from the number of events that what it
 * shows holds already, once that is known.
 */
export function followPath(
  path: string,
  after: () => number | undefined,
  take: (event: AssemblyEvent) => void,
): Line {
  let is_connected = $state(true);
  let began = $state<number | undefined>();
  $effect(() => {
    // Loading again brings a higher number; the line goes on from its own.
    if (began === undefined) began = after();
  });
  $effect(() => {
    if (began === undefined) return;
    const cursor = new EventCursor(
      began,
      (from) => new EventSource(`/api/v1/${path}/events?after=${from}`),
      take,
      (state) => (is_connected = state),
    );
    const wake = () => {
      if (!document.hidden) cursor.wake();
    };
    document.addEventListener('visibilitychange', wake);
    window.addEventListener('online', wake);
    return () => {
      document.removeEventListener('visibilitychange', wake);
      window.removeEventListener('online', wake);
      cursor.stop();
    };
  });
  return {
    get is_connected() {
      return is_connected;
    },
  };
}

/** Many events at once ask for one loading; one that comes meanwhile asks for one more after it. */
export function gathered(load: () => Promise<void>): () => void {
  let is_running = false;
  let is_wanted = false;
  return async () => {
    is_wanted = true;
    if (is_running) return;
    is_running = true;
    while (is_wanted) {
      is_wanted = false;
      await load();
    }
    is_running = false;
  };
}
