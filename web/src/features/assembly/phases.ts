import type { Assembly, Deed, Phase, TransitionView } from './types';

export interface PhaseView {
  phase: Phase;
  place: 'past' | 'now' | 'to_come';
  until: string | undefined;
  is_late: boolean;
  deeds: Deed[];
  next: { to: Phase; needs: { need: string; is_met: boolean | undefined }[]; is_onward: boolean }[];
}

/** The phases of a cycle in their order: who does what by when, and where it can go from here. */
export function phaseViews(
  assembly: Assembly,
  today: string,
  transitions: readonly TransitionView[] = [],
): PhaseView[] {
  const order = assembly.rules.phases.map((one) => one.phase);
  const now = order.indexOf(assembly.phase);
  return assembly.rules.phases.map(({ phase, deeds, next }, i) => {
    const until = assembly.calendar.find((one) => one.phase === phase)?.until;
    return {
      phase,
      place: i < now ? 'past' : i === now ? 'now' : 'to_come',
      until,
      is_late: i === now && until !== undefined && until < today.slice(0, until.length),
      deeds,
      next: next.map(({ to, needs }) => ({
        to,
        needs: needs.map((need) => ({
          need,
          is_met: transitions
            .find((one) => i === now && one.to === to)
            ?.needs.find((one) => one.need === need)?.is_met,
        })),
        is_onward: order.indexOf(to) > i,
      })),
    };
  });
}

/** Whether something may be done in the phase the assembly is in. */
export function isDeedNow(assembly: Assembly, deed: Deed): boolean {
  return assembly.rules.phases.find((one) => one.phase === assembly.phase)!.deeds.includes(deed);
}
