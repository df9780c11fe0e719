/**
 * Why this person opens children's records now. Asked once in a session, shown on every page that
 * uses it, sent with every question, written to the access log; forgotten when the tab closes.
 */
/** As the server knows them (modules/access/right.hpp). */
export const purposes = ['find', 'care', 'refer', 'review', 'oversight'] as const;

const storage_key = 'samatcha.purpose';

let current = $state(restore());

function restore(): string {
  try {
    return sessionStorage.getItem(storage_key) ?? '';
  } catch {
    return '';
  }
}

export function purpose(): string {
  return current;
}

export function setPurpose(next: string): void {
  current = next;
  try {
    sessionStorage.setItem(storage_key, next);
  } catch {
    // Then it is asked again on the next page load.
  }
}
