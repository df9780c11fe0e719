import type { components } from './schema';

type Schemas = components['schemas'];

export type SessionView = Schemas['SessionView'];
export type AccountView = Schemas['AccountView'];
export type AccessLogEntry = Schemas['AccessLogEntry'];
export type AreasView = Schemas['AreasView'];
export type AgencyView = Schemas['AgencyView'];
export type AgencyInput = Schemas['AgencyInput'];
export type AgreementView = Schemas['AgreementView'];
export type AgreementInput = Schemas['AgreementInput'];
export type UploadView = Schemas['UploadView'];
export type PreviewView = Schemas['PreviewView'];
export type PreviewInput = Schemas['PreviewInput'];
export type SnapshotView = Schemas['SnapshotView'];
export type IssueView = Schemas['IssueView'];
export type JobView = Schemas['JobView'];
export type LinkRunChartsView = Schemas['LinkRunChartsView'];
export type LinkRunView = Schemas['LinkRunView'];
export type SituationSummary = Schemas['SituationPoint'];
export type SituationView = Schemas['Situation'];
export type ChildSummary = Schemas['ChildOnList'];
export type ExportView = Schemas['ExportView'];
export type ExportInput = Schemas['ExportInput'];
export type PersonFound = Schemas['PersonFound'];
export type PersonView = Schemas['PersonView'];
export type ReviewsView = Schemas['ReviewsView'];
export type ReviewView = Schemas['ReviewView'];
export type RuleView = Schemas['RuleView'];
export type RuleExamples = Schemas['RuleExamples'];
export type AccuracyView = Schemas['AccuracyView'];
export type RecordView = Schemas['RecordView'];

export type RegisterKind = SnapshotView['register_kind'];
export type Sector = AgencyView['sector'];
export type Role = AccountView['role'];
export const register_kinds: readonly RegisterKind[] = ['civil', 'school', 'health', 'welfare'];
export const sectors: readonly Sector[] = ['state', 'academia', 'civil_society', 'media'];
