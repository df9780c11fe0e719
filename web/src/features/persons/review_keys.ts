/** The keys of whoever reviews all day, by their place on the keyboard: S is S on a Thai layout too. */

export type ReviewKey = 'same' | 'different' | 'unsure' | 'undo';

const keys: Record<string, ReviewKey> = {
  KeyS: 'same',
  KeyD: 'different',
  KeyU: 'unsure',
  KeyZ: 'undo',
};

/** Nothing while somebody writes, holds another key, or has a dialog open. */
export function decisionOfKey(event: KeyboardEvent): ReviewKey | undefined {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return undefined;
  const place = event.target instanceof Element ? event.target : undefined;
  if (place?.closest('input, textarea, select, dialog, [contenteditable]')) return undefined;
  return keys[event.code];
}
