import type { Outcome } from './types';

/** A page of a visit's form: one large field each. */
export type VisitPage = 'tried' | 'school' | 'province' | 'note';

const first_pages: Partial<Record<Outcome, VisitPage>> = {
  not_find: 'tried',
  find_in_school: 'school',
  find_moved: 'province',
};

/** What is asked after an outcome; words of one's own come last. */
export function pagesOf(outcome: Outcome): VisitPage[] {
  const first = first_pages[outcome];
  return first ? [first, 'note'] : ['note'];
}
