import type { SearchAnswer } from '../../shared/api/types';

interface Search {
  words: string;
  found: SearchAnswer | undefined;
}

let last: Search = { words: '', found: undefined };

/** So that going back from a child shows the list it was opened from. Gone when the page is left. */
export function lastSearch(): Search {
  return last;
}

export function rememberSearch(search: Search): void {
  last = search;
}

export function forgetSearch(): void {
  last = { words: '', found: undefined };
}
