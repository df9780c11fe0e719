import type { Sector } from '../../shared/api/types';

export type Phase =
  | 'reflect' | 'agenda' | 'drafting' | 'hearings' | 'assembled' | 'adopted' | 'driven' | 'evaluated'; // prettier-ignore
export const phases: readonly Phase[] = [
  'reflect', 'agenda', 'drafting', 'hearings', 'assembled', 'adopted', 'driven', 'evaluated',
]; // prettier-ignore
export type Deed =
  | 'invite' | 'propose_item' | 'decide_proposal' | 'keep_agenda' | 'write_draft' | 'amend'
  | 'decide_amendment' | 'check_in' | 'test_consensus' | 'adopt'; // prettier-ignore

export interface AssemblyRules {
  phases: { phase: Phase; deeds: Deed[]; next: { to: Phase; needs: string[] }[] }[];
  quorum: { sector: Sector; percent: number }[];
  fallback?: FallbackRule | null;
}
export interface FallbackRule {
  percent_of_all: number;
  percent_of_each_sector: number;
}
export interface Assembly {
  id: number;
  year_be: number;
  title_th: string;
  title_en: string;
  phase: Phase;
  rules: AssemblyRules;
  calendar: { phase: Phase; until: string }[];
  events: number;
  created_at: number;
}

export interface Room {
  id: number;
  assembly_id: number;
  name_th: string;
  name_en: string;
  is_plenary: boolean;
  chair_account_id?: number | null;
}
export interface InvitedAgency {
  agency_id: number;
  sector: Sector;
}
export interface Delegate {
  id: number;
  assembly_id: number;
  agency_id: number;
  name: string;
  is_alternate: boolean;
  account_id?: number | null;
  accepted_at?: number | null;
}
export interface DelegatePass {
  delegate: Delegate;
  badge: string;
}
export interface Presence {
  sectors: { sector: Sector; seats: number; present: number; needed: number }[];
  agencies: number[];
  is_quorum: boolean;
}

export interface SelectionCriteria {
  importance: number;
  magnitude: number;
  public_interest: number;
  feasibility: number;
}
export const criteria = ['importance', 'magnitude', 'public_interest', 'feasibility'] as const;
export interface AgendaProposal {
  id: number;
  assembly_id: number;
  agency_id: number;
  title_th: string;
  title_en: string;
  reason: string;
  proposed_at: number;
  state: 'open' | 'selected' | 'declined';
  criteria?: SelectionCriteria | null;
  answer: string;
  answered_at?: number | null;
}
export interface Evidence {
  text: string;
  method: string;
  as_of?: string | null;
}
export interface AgendaItem {
  id: number;
  assembly_id: number;
  number: number;
  title_th: string;
  title_en: string;
  room_id: number;
  lead_agency_id: number;
  co_owners: number[];
  evidence: Evidence[];
}

export interface Paragraph {
  id: number;
  kind: 'preambular' | 'operative';
  depth: number;
  text: string;
  addressees: number[];
}
export interface ResolutionText {
  title: string;
  paragraphs: Paragraph[];
}
export interface DraftResolution {
  id: number;
  assembly_id: number;
  agenda_item_id: number;
  version: number;
  text: ResolutionText;
  came_from: 'written' | 'consolidated';
  made_at: number;
}
export interface Operation {
  kind: 'replace' | 'insert' | 'delete' | 'move' | 'split' | 'merge';
  paragraph?: number | null;
  second?: number | null;
  after?: number | null;
  text?: string | null;
  addressees?: number[] | null;
  paragraph_kind?: Paragraph['kind'] | null;
  depth?: number | null;
}
export type AmendmentState = 'open' | 'accepted' | 'rejected' | 'passed_up' | 'withdrawn' | 'made';
export interface Amendment {
  id: number;
  draft_id: number;
  version: number;
  agency_id: number;
  room_id: number;
  operation: Operation;
  reason: string;
  state: AmendmentState;
  proposed_at: number;
  decision_reason: string;
  decided_at?: number | null;
}
export interface Conflict {
  first: number;
  second: number;
  paragraph: number;
  reason: string;
}
export interface Run {
  kind: 'kept' | 'added' | 'removed';
  text: string;
  amendment: number;
}
export interface TracedParagraph {
  id: number;
  fate: 'kept' | 'inserted' | 'deleted' | 'cut_off' | 'joined';
  is_moved: boolean;
  runs: Run[];
  amendments: number[];
}
export interface AmendedDraft {
  draft: DraftResolution;
  amendments: Amendment[];
  conflicts: Conflict[];
  trace: TracedParagraph[];
}

export type Stance = 'supports' | 'has_reservation' | 'stands_aside' | 'objects';
export const stances: readonly Stance[] = [
  'supports',
  'has_reservation',
  'stands_aside',
  'objects',
];
export interface Position {
  id: number;
  agency_id: number;
  stance: Stance;
  reason: string;
  wording: string;
  is_minuted: boolean;
  is_paper: boolean;
  is_confirmed: boolean;
  taken_at: number;
}
export interface ConsensusTest {
  id: number;
  assembly_id: number;
  room_id: number;
  draft_id: number;
  version: number;
  opened_at: number;
  fallback_announced_at?: number | null;
  closed_at?: number | null;
  outcome: 'open' | 'reached' | 'blocked' | 'fallback';
}
export interface SectorTally {
  sector: Sector;
  supports: number;
  has_reservation: number;
  stands_aside: number;
  objects: number;
  silent: number;
}
export interface ConsensusTally {
  sectors: SectorTally[];
  objections_open: number;
  is_quorum: boolean;
}
export interface ConsensusView {
  test: ConsensusTest;
  tally: ConsensusTally;
  positions: Position[];
}

export interface Resolution {
  id: number;
  assembly_id: number;
  number: number;
  draft_id: number;
  version: number;
  text: ResolutionText;
  hash: string;
  adopted_at: number;
}
