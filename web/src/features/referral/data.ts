import { answer, api } from '../../shared/api/client';
import type {
  BasisForm, ReferralForm, ReferralStep, Service, ServiceKind, Turn,
} from './types'; // prettier-ignore

const of = (id: number) => ({ params: { path: { id } } });
type After = { at: number; id: number } | undefined;
const after = (place: After) => ({ after_at: place?.at, after_id: place?.id });

export const loadServices = (filter: {
  agency_id?: number;
  kind?: ServiceKind;
  closed_too?: boolean;
}) => answer(api.GET('/api/v1/services', { params: { query: filter } }));
export const offerService = (service: Service) =>
  answer(api.POST('/api/v1/services', { body: service }));
export const changeService = (service: Service) =>
  answer(api.PUT('/api/v1/services/{id}', { ...of(service.id), body: service }));

export const loadBases = (case_id: number) =>
  answer(api.GET('/api/v1/cases/{id}/legal-bases', of(case_id)));
export const recordBasis = (case_id: number, form: BasisForm) =>
  answer(api.POST('/api/v1/cases/{id}/legal-bases', { ...of(case_id), body: form }));
export const withdrawBasis = (id: number) =>
  answer(api.POST('/api/v1/legal-bases/{id}/withdrawal', of(id)));

export const loadReferralsOfCase = (case_id: number) =>
  answer(api.GET('/api/v1/cases/{id}/referrals', of(case_id))).then((list) => list.referrals);
export const draftReferral = (case_id: number, form: ReferralForm) =>
  answer(api.POST('/api/v1/cases/{id}/referrals', { ...of(case_id), body: form }));
export const loadInbox = (place?: After) =>
  answer(api.GET('/api/v1/referrals/inbox', { params: { query: after(place) } })).then(
    (list) => list.referrals,
  );
export const loadSent = (turn: Turn, place?: After) =>
  answer(api.GET('/api/v1/referrals/sent', { params: { query: { turn, ...after(place) } } })).then(
    (list) => list.referrals,
  );
export const loadExpired = (place?: After) =>
  answer(api.GET('/api/v1/referrals/expired', { params: { query: after(place) } })).then(
    (list) => list.referrals,
  );
export const loadReferral = (id: number) => answer(api.GET('/api/v1/referrals/{id}', of(id)));
export const takeStep = (id: number, step: ReferralStep) =>
  answer(api.POST('/api/v1/referrals/{id}/steps', { ...of(id), body: step }));
export const loadAgencies = () => answer(api.GET('/api/v1/agencies'));
