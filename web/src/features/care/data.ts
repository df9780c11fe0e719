import { answer, api } from '../../shared/api/client';
import type { FormsView } from './types';

/** All versions of all forms, and the lists that are chosen from: fetched once a page. */
let forms: Promise<FormsView> | undefined;
export async function loadForms(): Promise<FormsView> {
  forms ??= answer(api.GET('/api/v1/care-forms'));
  try {
    return await forms;
  } catch (thrown) {
    forms = undefined;
    throw thrown;
  }
}

export function loadCase(id: number) {
  return answer(api.GET('/api/v1/cases/{id}', { params: { path: { id } } }));
}

export function loadAgencies() {
  return answer(api.GET('/api/v1/agencies'));
}
