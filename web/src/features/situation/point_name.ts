import type { SituationSummary } from '../../shared/api/types';
import { formatDate, formatDateTime, type Language } from '../../shared/i18n/dates';
import { t } from '../../shared/i18n/language.svelte';

/** A situation by its day; of several of one day, each by when it was counted too. */
export function pointName(
  point: SituationSummary,
  all: readonly SituationSummary[],
  language: Language,
): string {
  const day = formatDate(point.as_of, language);
  return all.filter((one) => one.as_of === point.as_of).length > 1
    ? t('situation.counted_at', { day, when: formatDateTime(point.created_at, language) })
    : day;
}
