import type { FormQuestion, FormsView } from './types';

export type Given = Record<string, string | number | string[] | undefined>;
type Section = FormsView['forms'][number]['sections'][number];

function isGiven(value: Given[string]): boolean {
  return value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0);
}

/** Needed questions of a page that nobody has answered. */
export function missingIn(section: Section, given: Given): string[] {
  return section.questions
    .filter((question) => question.needed && !isGiven(given[question.key]))
    .map((question) => question.key);
}

/** Whether this answer is told to a duty officer at once. */
export function isDanger(question: FormQuestion, value: Given[string]): boolean {
  return question.options?.some((option) => option.key === value && option.danger) ?? false;
}
