import type { components } from '../../shared/api/schema';

type Schemas = components['schemas'];

export type Phase = Schemas['Phase'];
export type Deed = Schemas['Deed'];
export type Assembly = Schemas['Assembly'];
export type AssemblyRules = Schemas['AssemblyRules'];
export type NewAssembly = Schemas['NewAssembly'];
export type Room = Schemas['Room'];
export type NewRoom = Schemas['NewRoom'];
export type InvitedAgency = Schemas['InvitedAgency'];
export type Delegate = Schemas['Delegate'];
export type NewDelegate = Schemas['NewDelegate'];
export type Invitation = Schemas['Invitation'];
export type DelegatePass = Schemas['DelegatePass'];
export type Acceptance = Schemas['Acceptance'];
export type Presence = Schemas['Presence'];
export type AgendaProposal = Schemas['AgendaProposal'];
export type NewProposal = Schemas['NewProposal'];
export type ProposalAnswer = Schemas['ProposalAnswer'];
export type AgendaItem = Schemas['AgendaItem'];
export type BackgroundPaper = Schemas['BackgroundPaper'];
export type CitedFigure = Schemas['CitedFigure'];
export type FigureScope = Schemas['FigureScope'];
export type Evidence = Schemas['Evidence'];
export type EvidenceInput = Schemas['EvidenceForm'];
export type GroupMember = Schemas['GroupMember'];
export type PhaseDate = Schemas['PhaseDate'];
export type TransitionView = Schemas['TransitionView'];
export type NewAgendaItem = Schemas['NewAgendaItem'];
export type Paragraph = Schemas['Paragraph'];
export type ResolutionText = Schemas['ResolutionText'];
export type DraftResolution = Schemas['DraftResolution'];
export type DraftInput = Schemas['DraftForm'];
export type ShownTranslation = Schemas['ShownTranslation'];
export type TranslationInput = Schemas['TranslationForm'];
export type Operation = Schemas['OperationForm'];
export type Amendment = Schemas['Amendment'];
export type AmendmentState = Schemas['AmendmentState'];
export type NewAmendment = Schemas['NewAmendment'];
export type MergedAmendment = Schemas['MergedAmendment'];
export type Conflict = Schemas['Conflict'];
export type Run = Schemas['Run'];
export type TracedParagraph = Schemas['TracedParagraph'];
export type VersionComparison = Schemas['VersionComparison'];
export type AmendedDraft = Schemas['AmendedDraft'];
export type Stance = Schemas['Stance'];
export type Position = Schemas['Position'];
export type PositionInput = Schemas['PositionForm'];
export type ConsensusTest = Schemas['ConsensusTest'];
export type ConsensusView = Schemas['ConsensusView'];
export type WholePart = Schemas['WholePart'];
export type ConsensusTally = Schemas['ConsensusTally'];
export type SectorTally = Schemas['SectorTally'];
export type Floor = Schemas['Floor'];
export type RaisedHand = Schemas['RaisedHand'];
export type ScreenInput = Schemas['ScreenForm'];
export type RoomState = Schemas['RoomState'];
export type ObjectionWay = Schemas['ObjectionWay'];
export type GroupInput = Schemas['GroupForm'];
export type GroupReturn = Schemas['GroupReturn'];
export type Minutes = Schemas['Minutes'];
export type MinutesEntry = Schemas['MinutesEntry'];
export type MinutesInput = Schemas['MinutesForm'];
export type DraftHeading = Schemas['DraftHeading'];
export type DraftComment = Schemas['CommentView'];
export type CommentInput = Schemas['CommentForm'];
export type HearingComment = Schemas['HearingCommentView'];
export type HearingCommentInput = Schemas['HearingCommentForm'];
export type Resolution = Schemas['Resolution'];
export type ConsolidatedPart = Schemas['ConsolidatedPart'];
export type ResolutionHistory = Schemas['ResolutionHistory'];
export type SuccessionDecision = Schemas['SuccessionDecision'];
export type SuccessionInput = Schemas['SuccessionForm'];
export type LogEntry = Schemas['LogEntryView'];
export type VerifiedDocument = Schemas['VerifiedDocument'];

export const phases: readonly Phase[] = [
  'reflect', 'agenda', 'drafting', 'hearings', 'assembled', 'adopted', 'driven', 'evaluated',
]; // prettier-ignore
export const figure_scopes: readonly FigureScope[] = [
  'province', 'compulsory', 'without_civil_status', 'district',
]; // prettier-ignore
export const criteria = ['importance', 'magnitude', 'public_interest', 'feasibility'] as const;
export const stances: readonly Stance[] = [
  'supports', 'has_reservation', 'stands_aside', 'objects',
]; // prettier-ignore
export type RedactionInput = Schemas['RedactionForm'];
export type RedactionReach = Schemas['RedactionReach'];
export type LogRedaction = Schemas['LogRedaction'];
export type PhaseRuleChange = Schemas['PhaseRuleChange'];
