/** What the server tells everyone at each publication. */
export interface Moment {
  publication: number;
  participants: number;
  votes: number;
  statements: number;
}

const rest_ms = 5000;

/** Counts as they come; the whole results are fetched again when they changed, at most every few seconds. */
export function followResults(
  province: string,
  forum: number,
  changed: () => void,
): { readonly now: Moment | undefined } {
  let now = $state.raw<Moment | undefined>();
  $effect(() => {
    const source = new EventSource(`/api/v1/public/${province}/forums/${forum}/events`);
    let shown: number | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    source.addEventListener('results', ({ data }: MessageEvent<string>) => {
      now = JSON.parse(data) as Moment;
      if (shown === undefined) shown = now.publication; // The page has just fetched that one.
      if (now.publication === shown || timer !== undefined) return;
      timer = setTimeout(() => {
        timer = undefined;
        shown = now?.publication;
        if (!document.hidden) changed();
      }, rest_ms);
    });
    return () => {
      clearTimeout(timer);
      source.close();
    };
  });
  return {
    get now() {
      return now;
    },
  };
}
