import type { components } from '../../shared/api/schema';

type Schemas = components['schemas'];
export type Card = Schemas['Card'];
export type Forum = Schemas['Forum'];
export type ForumForm = Schemas['ForumForm'];
export type ForumPhase = Forum['phase'];
export type ForumResults = Schemas['ForumResults'];
export type ForumView = Schemas['ForumView'];
export type ImportForm = Schemas['ImportForm'];
export type ModeratedStatement = Schemas['ModeratedStatement'];
export type OwnPart = Schemas['OwnPart'];
export type ParagraphOfStatements = Schemas['ParagraphOfStatements'];
export type ProposalOfStatements = Schemas['ProposalOfStatements'];
export type PublicForum = Schemas['PublicForum'];
export type Statement = Schemas['Statement'];
export type StatementResult = Schemas['StatementResult'];
export type VoteForm = Schemas['VoteForm'];
export type VoteTally = Schemas['VoteTally'];
export type VotesTaken = Schemas['VotesTaken'];
export type VoteWord = VoteForm['vote'];

export const vote_words: readonly VoteWord[] = ['agree', 'disagree', 'pass'];
