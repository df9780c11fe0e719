import type { Language } from '../../shared/i18n/language.svelte';

/** The clock on the wall of the hall, wherever whoever reads may be. */
const hall = 'Asia/Bangkok';
const hall_offset_ms = 7 * 3_600_000;
const day_ms = 86_400_000;

/** "09:42". */
export function clockTime(unix_ms: number, language: Language): string {
  return new Date(unix_ms).toLocaleTimeString(language === 'th' ? 'th-TH' : 'en-GB', {
    hour: '2-digit',
    minute: '2-digit',
    timeZone: hall,
  });
}

/** The next moment that the clock shows "09:42". */
export function timeToday(shown: string, now: number): number {
  const [hour = 0, minute = 0] = shown.split(':').map(Number);
  const midnight = Math.floor((now + hall_offset_ms) / day_ms) * day_ms - hall_offset_ms;
  const at = midnight + (hour * 60 + minute) * 60_000;
  return at > now ? at : at + day_ms;
}
