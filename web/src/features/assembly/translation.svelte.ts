import { currentLanguage } from '../../shared/i18n/language.svelte';
import { loadTranslation } from './data';
import type { ShownTranslation } from './types';

/** On an English page: what a version of a draft says in English, read again as often as `which` changes. */
export function translated(which: () => { id: number; version: number } | undefined) {
  let shown = $state.raw<ShownTranslation | undefined>();
  $effect(() => {
    const draft = currentLanguage() === 'en' ? which() : undefined;
    if (!draft) {
      shown = undefined;
      return;
    }
    let is_wanted = true;
    // A text without its translation can still be read: nothing is said of a failure.
    loadTranslation(draft.id, draft.version).then(
      (found) => {
        if (is_wanted) shown = found;
      },
      () => undefined,
    );
    return () => (is_wanted = false);
  });
  return {
    get shown() {
      return shown;
    },
  };
}
