import type { Outcome } from './types';

/** A visit that is being written, as far as it is: kept sealed like everything else. */
export interface VisitDraft {
  case_id: number;
  outcome: Outcome;
  at: number;
  tried: string[];
  school: string;
  province: string;
  note: string;
}

export const draftPlace = (case_id: number) => `draft/${case_id}`;
