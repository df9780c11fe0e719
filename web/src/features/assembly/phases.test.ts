import { describe, expect, it } from 'vitest';
import { isDeedNow, phaseViews } from './phases';
import type { Assembly } from './types';

const assembly = {
  phase: 'agenda',
  rules: {
    phases: [
      { phase: 'reflect', deeds: ['invite'], next: [{ to: 'agenda', needs: ['has_agencies'] }] },
      {
        phase: 'agenda',
        deeds: ['keep_agenda'],
        next: [
          { to: 'reflect', needs: [] },
          { to: 'drafting', needs: ['has_agenda'] },
        ],
      },
      { phase: 'drafting', deeds: ['write_draft'], next: [] },
    ],
  },
  calendar: [
    { phase: 'reflect', until: '2023-08-01' },
    { phase: 'agenda', until: '2023-09-30' },
  ],
} as unknown as Assembly;

describe('the phases of a cycle', () => {
  it('are past, now or to come, with the ways on and back', () => {
    const views = phaseViews(assembly, '2023-09-30');
    expect(views.map((one) => one.place)).toEqual(['past', 'now', 'to_come']);
    expect(views[1]!.next.map((one) => one.is_onward)).toEqual([false, true]);
  });

  it('are late after their last day only, and only the one that is now', () => {
    const late = (today: string) => phaseViews(assembly, today).map((one) => one.is_late);
    expect(late('2023-09-30')).toEqual([false, false, false]);
    expect(late('2023-10-01')).toEqual([false, true, false]);
  });

  it('say what may be done now', () => {
    expect(isDeedNow(assembly, 'keep_agenda')).toBe(true);
    expect(isDeedNow(assembly, 'invite')).toBe(false);
  });
});
