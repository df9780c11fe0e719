import type { components } from '../../shared/api/schema';

type Schemas = components['schemas'];

export type Service = Schemas['Service'];
export type ServiceKind = Service['kind'];
export type BasisForm = Schemas['BasisForm'];
export type BasisView = Schemas['BasisView'];
export type SharedField = BasisForm['fields'][number];
export type ReferralForm = Schemas['ReferralForm'];
export type ReferralLine = Schemas['ReferralLine'];
export type ReferralView = Schemas['ReferralView'];
export type ReferralStep = Schemas['ReferralStep'];
export type ReferralVerb = ReferralStep['verb'];
export type Turn = ReferralLine['turn'];

export const service_kinds = [
  'return_to_school', 'flexible_learning', 'vocational_training', 'work_and_learn', 'scholarship', 'welfare',
  'health_care', 'special_education', 'protection', 'documents', 'transport', 'counselling',
] as const satisfies readonly ServiceKind[]; // prettier-ignore
export const shared_fields = [
  'given_name', 'surname', 'nickname', 'citizen_id', 'birth_date', 'sex', 'guardian', 'phone', 'house', 'village',
  'last_school',
] as const satisfies readonly SharedField[]; // prettier-ignore
export const rejection_reasons = [
  'no_place', 'not_offered', 'too_far', 'not_eligible', 'not_reached', 'family_declined', 'other',
] as const; // prettier-ignore
export const referral_outcomes = [
  'enrolled', 'working', 'helped', 'partly_helped', 'not_reached', 'family_declined',
] as const; // prettier-ignore
