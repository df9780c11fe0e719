import type { components } from '../../shared/api/schema';

type Schemas = components['schemas'];

export type CaseOnList = Schemas['CaseOnList'];
export type CaseDetail = Schemas['CaseDetail'];
export type CaseChild = Schemas['CaseChild'];
export type CaseVerb = Schemas['CaseVerb'];
export type CaseState = Schemas['CaseState'];
export type CaseEvent = Schemas['CaseEventView'];
export type CareForm = Schemas['CareForm'];
export type FormsView = Schemas['FormsView'];
export type FormQuestion = Schemas['FormQuestion'];
export type FormOption = Schemas['FormOption'];
export type VisitForm = Schemas['VisitForm'];
export type CareWorker = Schemas['CareWorker'];
export type AssignmentOrder = Schemas['AssignmentOrder'];
export type AssignmentPreview = Schemas['AssignmentPreview'];
export type Assignment = Schemas['Assignment'];
export type Goal = Schemas['Goal'];
export type NewGoal = Schemas['NewGoal'];
export type AlertView = Schemas['AlertView'];
export type AssessmentView = Schemas['AssessmentView'];

export const case_states: readonly CaseState[] = [
  'candidate',
  'contacted',
  'verified',
  'assessed',
  'plan_approved',
  'in_service',
  'placed',
  'monitored',
  'closed',
];
/** What a visit ends with, as a visitor meets it most. */
export const visit_outcomes = [
  'find_out_of_school',
  'find_in_school',
  'not_find',
  'contact',
  'find_moved',
  'find_refusing',
  'find_died',
] as const satisfies readonly CaseVerb[];
export type VisitOutcome = (typeof visit_outcomes)[number];

export function endsVisit(verb: CaseVerb): verb is VisitOutcome {
  return (visit_outcomes as readonly CaseVerb[]).includes(verb);
}
