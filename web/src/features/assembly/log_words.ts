import { currentLanguage, t, tCode } from '../../shared/i18n/language.svelte';
import { inDigits } from './numbers';
import type { LogEntry } from './types';

/** What things of an assembly are called, by their ids. */
export interface LogNames {
  agency: (id: number) => string;
  room: (id: number) => string;
  draft: (id: number) => string;
}

const codes = [
  ['phase', 'phase', 'to'],
  ['stance', 'stance', 'stance'],
  ['state', 'amendment_state', 'state'],
  ['outcome', 'outcome', 'outcome'],
  ['decision', 'succession_do', 'decision'],
  ['part', 'log', 'part'],
] as const;

/** What a part of an entry is: "reason", "member 2". */
export function partWords(part: string): string {
  const [name, ...number] = part.split(' ');
  return [tCode('log', `part_${name}`), ...number].join(' ');
}

/** An entry of the log in words; a kind newer than this page is told by its own name. */
export function logWords(entry: LogEntry, names: LogNames): string {
  const data = entry.data as Record<string, unknown>;
  const values: Record<string, string> = {
    title: inLanguage(data, 'title'),
    number: inDigits(String(data.number ?? ''), currentLanguage()),
    version: inDigits(String(data.version ?? ''), currentLanguage()),
    of: Array.isArray(data.entries) ? data.entries.join(', ') : String(data.sequence ?? ''),
    agency: names.agency(Number(data.agency)),
    room: inLanguage(data, 'name') || names.room(Number(data.room)),
    draft: data.whole ? t('whole.title') : names.draft(Number(data.draft)),
  };
  for (const [name, prefix, member] of codes)
    if (typeof data[member] === 'string')
      values[name] = name === 'part' ? partWords(data[member]) : tCode(prefix, data[member]);
  const is_whole = entry.kind === 'consensus_closed' && data.whole;
  const text = tCode('log', is_whole ? 'whole_closed' : entry.kind);
  if (text === entry.kind) return entry.kind.replaceAll('_', ' ');
  return text.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '');
}

/** Entries of before had no English. */
function inLanguage(data: Record<string, unknown>, of: string): string {
  return String((currentLanguage() === 'en' && data[`${of}_en`]) || (data[`${of}_th`] ?? ''));
}

/** What was said, in the order people read it. */
export function logSayings(entry: LogEntry): { part: string; text: string }[] {
  const data = entry.data as Record<string, unknown>;
  return ['reason', 'wording', 'answer', 'comment'].flatMap((part) =>
    typeof data[part] === 'string' && data[part] ? [{ part, text: data[part] }] : [],
  );
}
