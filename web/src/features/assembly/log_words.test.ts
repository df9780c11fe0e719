import { afterEach, describe, expect, it, vi } from 'vitest';
import { setLanguage } from '../../shared/i18n/language.svelte';
import { logWords, partWords } from './log_words';
import { draftName } from './names';
import type { LogEntry } from './types';

const names = { agency: () => 'A', room: () => 'R', draft: () => 'D' };
const entry = (kind: string, data: Record<string, unknown>) =>
  ({ sequence: 7, at: 0, kind, data, parts: [], redacted: [], hash: '' }) as unknown as LogEntry;
const added = entry('agenda_item_added', { number: 1, title_th: 'ค้นหา', title_en: 'Find' });

vi.stubGlobal('document', { documentElement: {} });
afterEach(() => setLanguage('th'));

describe('an entry of the log', () => {
  it('calls things in the language of the page, where it knows it', async () => {
    expect(logWords(added, names)).toBe('เพิ่มวาระที่ ๑ ค้นหา');
    expect(draftName('มติ', { title_en: 'Find' })).toBe('มติ');
    await setLanguage('en');
    expect(logWords(added, names)).toBe('Item 1 is added: Find');
    expect(logWords(entry('agenda_item_added', { number: 1, title_th: 'ค้นหา' }), names)).toContain(
      'ค้นหา',
    );
    expect(draftName('มติ', { title_en: 'Find' })).toBe('Find');
    expect(draftName('มติ', { title_en: '' })).toBe('มติ');
  });

  it('of a redaction tells each entry that lost something, and of an older one the one', async () => {
    await setLanguage('en');
    const done = { redaction: 1, sequence: 3, part: 'name' };
    expect(logWords(entry('redaction_done', { ...done, entries: [3, 9] }), names)).toContain(
      '3, 9',
    );
    expect(logWords(entry('redaction_done', done), names)).toContain('3');
  });

  it('has parts with a number', async () => {
    await setLanguage('en');
    expect(partWords('reason')).toBe('reason');
    expect(partWords('member 2')).toBe('name of a member 2');
  });
});
