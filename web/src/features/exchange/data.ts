import { answer, api } from '../../shared/api/client';
import { Problem } from '../../shared/api/problem';
import type { Erasure, RetentionRule } from './types';

const of = (id: number) => ({ params: { path: { id } } });

export const loadAccounts = () => answer(api.GET('/api/v1/accounts')).then((list) => list.accounts);
export const loadRules = () => answer(api.GET('/api/v1/retention'));
export const setRule = (rule: RetentionRule) =>
  answer(api.PUT('/api/v1/retention', { body: rule }));
export const loadHeld = () => answer(api.GET('/api/v1/holds'));
export const loadErasures = () => answer(api.GET('/api/v1/erasures'));
export const loadHolds = (id: number) => answer(api.GET('/api/v1/cases/{id}/holds', of(id)));
export const placeHold = (id: number, reason: string) =>
  answer(api.POST('/api/v1/cases/{id}/holds', { ...of(id), body: { reason } }));
export const liftHold = (id: number, hold: number) =>
  answer(
    api.DELETE('/api/v1/cases/{id}/holds/{hold}', { params: { path: { id, hold: String(hold) } } }),
  );
export const loadRequests = () => answer(api.GET('/api/v1/erasure-requests'));
export const askErasure = (id: number, reason: string) =>
  answer(api.POST('/api/v1/cases/{id}/erasure-request', { ...of(id), body: { reason } }));
export const endRequest = (id: number) =>
  answer(api.DELETE('/api/v1/cases/{id}/erasure-request', of(id)));
export const eraseCase = (id: number) => answer(api.POST('/api/v1/cases/{id}/erasure', of(id)));
/** Nothing while the case names its child. */
export const loadErasure = (id: number): Promise<Erasure | undefined> =>
  answer(api.GET('/api/v1/cases/{id}/erasure', of(id))).catch((thrown) => {
    if (thrown instanceof Problem && thrown.status === 404) return undefined;
    throw thrown;
  });
