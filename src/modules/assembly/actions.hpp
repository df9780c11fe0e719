#pragma once

// Every verb of the assembly (S1, S2, S4, S5). Each holds its assembly first and adds to its log;
// what is not allowed in the phase is refused with Conflict (assembly.deed_not_now).

#include "modules/access/actions.hpp"
#include "modules/assembly/assembly_document.hpp"
#include "modules/assembly/consensus.hpp"
#include "modules/assembly/draft_comment.hpp"
#include "modules/assembly/draft_resolution.hpp"
#include "modules/assembly/duty.hpp"
#include "modules/assembly/floor.hpp"
#include "modules/assembly/log_redaction.hpp"
#include "modules/assembly/minutes.hpp"
#include "modules/assembly/objection.hpp"
#include "modules/assembly/occasion.hpp"
#include "modules/assembly/succession.hpp"
#include "platform/vault/sealed_store.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace samatcha::assembly {

// --- The cycle

struct NewAssembly {
    int year_be = 0;
    std::string title_th;
    std::string title_en;
    std::vector<PhaseDate> calendar{};
    std::optional<FallbackRule> fallback; ///< None: an objection is never outvoted.
};
BOOST_DESCRIBE_STRUCT(NewAssembly, (), (year_be, title_th, title_en, calendar, fallback))

/// A cycle from the standard template, with a plenary. Fails with Conflict (assembly.year_taken) or
/// InvalidInput (assembly.year_wrong, assembly.fallback_wrong).
Result<Assembly> open_assembly(const Occasion&, NewAssembly);

struct PhaseChange {
    Phase to = Phase::Reflect;
};
BOOST_DESCRIBE_STRUCT(PhaseChange, (), (to))

/// Fails as check_transition().
Result<Assembly> change_phase(const Occasion&, AssemblyId, Phase to);

/// How a transition that the phase allows stands.
struct NeedView {
    Need need = Need::HasAgencies;
    bool is_met = false;
};
BOOST_DESCRIBE_STRUCT(NeedView, (), (need, is_met))

struct TransitionView {
    Phase to = Phase::Reflect;
    std::vector<NeedView> needs{};
};
BOOST_DESCRIBE_STRUCT(TransitionView, (), (to, needs))
Result<std::vector<TransitionView>> transitions_from_here(const Occasion&, AssemblyId);

struct CalendarForm {
    std::vector<PhaseDate> calendar{};
};
BOOST_DESCRIBE_STRUCT(CalendarForm, (), (calendar))

/// Each phase at most once, none ending before an earlier one: else InvalidInput
/// (assembly.calendar_wrong).
Result<void> check_calendar(const AssemblyRules&, const std::vector<PhaseDate>&);
Result<Assembly> keep_calendar(const Occasion&, AssemblyId, CalendarForm);

/// What the actor is asked to do now, in every assembly of the province.
std::vector<Duty> duties(const Occasion&);

// --- Rooms, agencies, delegates

struct NewRoom {
    std::string name_th;
    std::string name_en;
    std::optional<access::AccountId> chair_account_id;
};
BOOST_DESCRIBE_STRUCT(NewRoom, (), (name_th, name_en, chair_account_id))
Result<Room> add_room(const Occasion&, AssemblyId, NewRoom);

struct NewDelegate {
    partners::AgencyId agency_id;
    std::string name;
    bool is_alternate = false;
};
BOOST_DESCRIBE_STRUCT(NewDelegate, (), (agency_id, name, is_alternate))

/// What is handed to whom is invited, once: the link is made of the code.
struct Invitation {
    Delegate delegate;
    std::string code;
};
BOOST_DESCRIBE_STRUCT(Invitation, (), (delegate, code))

/// A person of an agency, which has a seat from then on.
Result<Invitation> invite_delegate(const Occasion&, AssemblyId, NewDelegate);

struct InvitationRound {
    std::vector<partners::AgencyId> agencies{};
    std::string name; ///< For whomever an agency sends that has no seat yet: "representative".
};
BOOST_DESCRIBE_STRUCT(InvitationRound, (), (agencies, name))

/// An invitation to print for everyone of these agencies who has not accepted, by which an earlier
/// link of theirs is no longer good. An agency without a seat gets one, and an invitation for
/// whomever it sends.
Result<std::vector<Invitation>> invite_agencies(const Occasion&, AssemblyId, InvitationRound);

struct Acceptance {
    std::string province; ///< Of the link.
    std::string code;
    std::string login;
    std::string password;
};
BOOST_DESCRIBE_STRUCT(Acceptance, (), (province, code, login, password))

/// The way in for whoever holds the link: makes an account for the delegate, unless the visitor is
/// signed in with one of that agency, from an assembly before. Fails with NotFound
/// (assembly.invitation_unknown), Conflict (assembly.invitation_used, assembly.delegate_already) or
/// Forbidden (assembly.invitation_of_another). Not inside a transaction.
Result<Delegate> accept_invitation(database::Connection&, const Clock&,
                                   const access::Actor& visitor, const Acceptance&,
                                   std::vector<Happening>&);

struct DoorMark {
    RoomId room_id;
    std::string badge;
};
BOOST_DESCRIBE_STRUCT(DoorMark, (), (room_id, badge))

/// Coming in twice is once; into another room is also leaving the one before. Fails with NotFound
/// (assembly.badge_unknown, assembly.room_unknown).
Result<Delegate> check_in(const Occasion&, AssemblyId, const DoorMark&);
Result<Delegate> check_out(const Occasion&, AssemblyId, const DoorMark&);

/// Who was in the room at an instant.
Result<Presence> presence_in(const Occasion&, RoomId, Instant at);

// --- The agenda

struct NewProposal {
    std::string title_th;
    std::string title_en;
    std::string reason;
    std::optional<std::string> forum{};
    std::optional<partners::AgencyId> agency_id{}; ///< On paper, entered by the secretariat.
};
BOOST_DESCRIBE_STRUCT(NewProposal, (), (title_th, title_en, reason, forum, agency_id))
/// By a delegate for the agency, or by the secretariat for an agency that is invited.
Result<AgendaProposal> propose_item(const Occasion&, AssemblyId, NewProposal);

struct ProposalAnswer {
    bool is_selected = false;
    SelectionCriteria criteria;
    std::string answer;
};
BOOST_DESCRIBE_STRUCT(ProposalAnswer, (), (is_selected, criteria, answer))
/// Fails with Conflict (assembly.proposal_answered).
Result<AgendaProposal> answer_proposal(const Occasion&, AgendaProposalId, ProposalAnswer);

struct NewAgendaItem {
    int number = 0;
    std::string title_th;
    std::string title_en;
    RoomId room_id;
    partners::AgencyId lead_agency_id;
    std::vector<partners::AgencyId> co_owners{};
    std::vector<EvidenceForm> evidence{};
    std::optional<std::vector<GroupMember>> working_group{};
    std::optional<AgendaProposalId> proposal_id{};
};
BOOST_DESCRIBE_STRUCT(NewAgendaItem, (),
                      (number, title_th, title_en, room_id, lead_agency_id, co_owners, evidence,
                       working_group, proposal_id))
/// Fails with Conflict (assembly.number_taken), InvalidInput (assembly.agency_not_invited,
/// assembly.proposal_not_selected, assembly.figure_unknown) or NotFound (situation.none) where a
/// figure is cited.
Result<AgendaItem> add_agenda_item(const Occasion&, AssemblyId, NewAgendaItem);
Result<AgendaItem> change_agenda_item(const Occasion&, AgendaItemId, NewAgendaItem);
struct ItemWithdrawal {
    std::string reason;
};
BOOST_DESCRIBE_STRUCT(ItemWithdrawal, (), (reason))
/// Takes an item off the agenda, its draft with it; both stay to be read. Fails with Conflict
/// (assembly.adopted_already, assembly.test_is_open, assembly.item_withdrawn).
Result<AgendaItem> withdraw_item(const Occasion&, AgendaItemId, ItemWithdrawal);
/// For every verb that would change an item. Fails with Conflict (assembly.item_withdrawn).
Result<void> check_on_agenda(const AgendaItem&);

/// The items with their figures as they stand now, withdrawn ones among them.
Result<std::vector<AgendaItem>> agenda(const Occasion&, AssemblyId);
/// The figures that an item cites, as the log tells them.
boost::json::array figures_of(const AgendaItem&);
/// The figures of an item stay as they are now; when its draft is adopted.
void freeze_figures(const Occasion&, AgendaItemId);
/// The secretariat, or a delegate of an agency that leads or co-owns the item. Fails with Forbidden
/// (assembly.not_an_owner).
Result<void> check_owner(const Occasion&, const AgendaItem&);

/// Gives the next bytes of a file being sent; empty at the end.
using NextChunk = std::function<Result<std::string_view>()>;
/// By an owner of the item, while the agenda is made or drafts are written. Not inside a
/// transaction. Fails with InvalidInput (assembly.paper_no_pdf); then nothing stays.
Result<BackgroundPaper> add_paper(const Occasion&, const vault::SealedStore&, AgendaItemId,
                                  std::string filename, const NextChunk&);
struct PaperFile {
    BackgroundPaper paper;
    vault::SealedReader bytes;
};
/// Fails with NotFound (assembly.paper_unknown).
Result<PaperFile> open_paper(const Occasion&, const vault::SealedStore&, PaperId);
/// By an owner of the item; whoever calls it removes the file after the transaction.
Result<void> remove_paper(const Occasion&, PaperId);

// --- Drafts and amendments

struct ParagraphForm {
    std::optional<ParagraphId> id; ///< None: a new paragraph.
    resolution_text::ParagraphKind kind = resolution_text::ParagraphKind::Operative;
    int depth = 0;
    std::string text;
    std::vector<partners::AgencyId> addressees{};
};
BOOST_DESCRIBE_STRUCT(ParagraphForm, (), (id, kind, depth, text, addressees))

struct DraftForm {
    std::int64_t version = 0; ///< That was written on; 0: the first.
    std::string title;
    std::vector<ParagraphForm> paragraphs{};
};
BOOST_DESCRIBE_STRUCT(DraftForm, (), (version, title, paragraphs))

struct WrittenDraft {
    DraftResolution draft;
    std::vector<ParagraphId> doubtful{}; ///< Where two people wrote at once on the same words.
};
BOOST_DESCRIBE_STRUCT(WrittenDraft, (), (draft, doubtful))

/// A next version. What others wrote since the version that was written on stays, word by word. By
/// the secretariat or an agency that leads or co-owns the item: Forbidden (assembly.not_an_owner).
/// Fails with Conflict while amendments of the version are not decided (assembly.draft_is_amended).
Result<WrittenDraft> write_draft(const Occasion&, AgendaItemId, DraftForm);

struct NewAmendment {
    std::int64_t version = 0;
    OperationForm operation;
    std::string reason;
};
BOOST_DESCRIBE_STRUCT(NewAmendment, (), (version, operation, reason))
/// By a delegate, for the agency. Fails with Conflict (assembly.version_old) or as the operation
/// does.
Result<Amendment> propose_amendment(const Occasion&, DraftId, NewAmendment);

struct AmendmentDecision {
    AmendmentState state = AmendmentState::Accepted;
    std::string reason;
};
BOOST_DESCRIBE_STRUCT(AmendmentDecision, (), (state, reason))
/// Accepted, rejected or passed up by the chair of the room that it is before, withdrawn by its
/// agency. Fails with Conflict: assembly.amendment_decided, or assembly.amendment_conflicts when
/// one that is accepted cannot be made with it.
Result<Amendment> decide_amendment(const Occasion&, AmendmentId, AmendmentDecision);

struct MergedAmendment {
    std::vector<AmendmentId> amendments{};
    std::string text;
    std::optional<std::vector<partners::AgencyId>> addressees{};
    std::string reason;
};
BOOST_DESCRIBE_STRUCT(MergedAmendment, (), (amendments, text, addressees, reason))
/// The chair makes one amendment of several that change one paragraph, in words that unite them. It
/// is accepted, and they are through it. Fails with InvalidInput (assembly.merge_wrong) or as
/// decide_amendment().
Result<Amendment> merge_amendments(const Occasion&, DraftId, MergedAmendment);

/// The next version: all accepted amendments made; those passed up are now against it, before the
/// plenary. By the chair. Fails with Conflict while some are open (assembly.amendments_open), or
/// when none is accepted (assembly.nothing_accepted).
Result<DraftResolution> consolidate_draft(const Occasion&, DraftId);

/// The amendments of a draft's version as everyone sees them, with what conflicts.
struct AmendedDraft {
    DraftResolution draft;
    std::vector<Amendment> amendments{};
    std::vector<resolution_text::Conflict> conflicts{};
    std::vector<resolution_text::TracedParagraph>
        trace{}; ///< As all open and accepted ones would make it.
};
BOOST_DESCRIBE_STRUCT(AmendedDraft, (), (draft, amendments, conflicts, trace))
Result<AmendedDraft> amended_draft(const Occasion&, DraftId, std::optional<std::int64_t> version);

/// The latest first.
Result<std::vector<DraftVersion>> versions_of(const Occasion&, DraftId);

/// Two versions of a draft, and what became of every word from the one to the other.
struct VersionComparison {
    DraftResolution from;
    DraftResolution to;
    std::vector<resolution_text::TracedParagraph> trace{};
};
BOOST_DESCRIBE_STRUCT(VersionComparison, (), (from, to, trace))
Result<VersionComparison> compare_versions(const Occasion&, DraftId, std::int64_t from,
                                           std::int64_t to);

// --- Comments

struct CommentForm {
    QuotedWords words;
    std::string text;
};
BOOST_DESCRIBE_STRUCT(CommentForm, (), (words, text))

struct CommentView {
    CommentId id;
    QuotedWords words; ///< As they are now; an empty quote: they are gone.
    std::string text;
    std::optional<partners::AgencyId> agency_id;
    Instant made_at;
    std::optional<Instant> resolved_at;
};
BOOST_DESCRIBE_STRUCT(CommentView, (), (id, words, text, agency_id, made_at, resolved_at))

Result<std::vector<CommentView>> comments_on(const Occasion&, DraftId);
/// Fails with InvalidInput (assembly.quote_unknown).
Result<CommentView> comment_on_draft(const Occasion&, DraftId, CommentForm);
/// By who made it or the secretariat.
Result<CommentView> resolve_comment(const Occasion&, CommentId);
/// For every verb that makes a version: comments go with their words.
void carry_comments(const Occasion&, DraftId, const std::vector<resolution_text::TracedParagraph>&);

// --- The room

struct ScreenForm {
    DraftId draft_id;
    std::optional<ParagraphId> paragraph_id;
    std::optional<AmendmentId> amendment_id;
};
BOOST_DESCRIBE_STRUCT(ScreenForm, (), (draft_id, paragraph_id, amendment_id))

struct HandForm {
    HandKind kind = HandKind::Speech;
};
BOOST_DESCRIBE_STRUCT(HandForm, (), (kind))

struct HandMark {
    HandId hand_id;
};
BOOST_DESCRIBE_STRUCT(HandMark, (), (hand_id))

struct FloorForm {
    HandId hand_id;
    std::int64_t limit_seconds = 0;
};
BOOST_DESCRIBE_STRUCT(FloorForm, (), (hand_id, limit_seconds))

Result<Floor> floor_in(const Occasion&, RoomId);
/// By the chair; every screen of the room follows.
Result<Floor> show_on_screen(const Occasion&, RoomId, ScreenForm);
/// By a delegate who is in the room, once. Fails with Conflict (assembly.hand_is_up).
Result<Floor> raise_hand(const Occasion&, RoomId, HandForm);
/// One's own, or any by the chair. Fails with NotFound (assembly.hand_unknown).
Result<Floor> lower_hand(const Occasion&, RoomId, HandMark);
/// By the chair; whoever speaks has spoken. Fails with InvalidInput (assembly.limit_wrong).
Result<Floor> give_floor(const Occasion&, RoomId, FloorForm);
/// By the chair. Fails with Conflict (assembly.nobody_speaks).
Result<Floor> end_speech(const Occasion&, RoomId);

struct ScreenLink {
    std::string code;
};
BOOST_DESCRIBE_STRUCT(ScreenLink, (), (code))

struct LinkedScreen {
    std::string province;
    RoomId room;
};

/// By the chair: whoever has the link sees what the screens of the room show, which is public,
/// without signing in. A link that was open before is closed. The code is told once.
Result<ScreenLink> open_screen(const Occasion&, RoomId);
Result<void> close_screen(const Occasion&, RoomId);
/// Fails with NotFound (assembly.screen_unknown), also once the link is closed.
Result<LinkedScreen> linked_screen(database::Connection&, std::string_view code);

// --- The minutes

MinutesNames minutes_names(const Occasion&, AssemblyId);
/// Fails with NotFound (assembly.room_unknown).
Result<Minutes> minutes_of(const Occasion&, RoomId, const MinutesNames&, const Messages&);

struct MinutesForm {
    std::int64_t sequence = 0;
    bool is_addition = false;              ///< A new one, after the entry.
    std::optional<MinutesEditId> addition; ///< One that was made before.
    MinutesText text{};
};
BOOST_DESCRIBE_STRUCT(MinutesForm, (), (sequence, is_addition, addition, text))

/// By the secretariat, in any phase. Fails with NotFound (assembly.minutes_entry_unknown).
Result<MinutesEdit> edit_minutes(const Occasion&, RoomId, MinutesForm);

// --- Consensus

/// A test, what was answered, and where it stands.
struct ConsensusView {
    ConsensusTest test;
    ConsensusTally tally;
    std::vector<Position>
        positions{};                ///< That stand: of each agency the last, and papers that wait.
    std::vector<WholePart> whole{}; ///< Of a question about the whole; tally and positions are its.
};
BOOST_DESCRIBE_STRUCT(ConsensusView, (), (test, tally, positions, whole))

struct NewConsensusTest {
    RoomId room_id;
    DraftId draft_id;
};
BOOST_DESCRIBE_STRUCT(NewConsensusTest, (), (room_id, draft_id))
/// By the chair. Fails with Conflict: assembly.quorum_missing, assembly.test_is_open,
/// assembly.amendments_open.
Result<ConsensusView> open_consensus_test(const Occasion&, AssemblyId, const NewConsensusTest&);
/// By the chair of the plenary: one question about all drafts that are not adopted. What is done
/// with one of its tests is done with all of them. Fails as open_consensus_test(), or with Conflict
/// (assembly.nothing_to_adopt).
Result<ConsensusView> ask_about_whole(const Occasion&, AssemblyId);
/// The test of one draft.
Result<ConsensusView> consensus_view(const Occasion&, ConsensusTestId);
/// The question that it belongs to: the same where it was asked alone.
ConsensusView question_view(const Occasion&, const ConsensusTest&);

struct PositionForm {
    Stance stance = Stance::Supports;
    std::string reason;
    std::string wording;
    bool is_minuted = false;
    std::optional<partners::AgencyId>
        agency_id; ///< On paper, entered by the secretariat or the chair.
    std::optional<std::vector<DraftId>>
        drafts{}; ///< Of the whole: those that it is about, the others being supported; none: all.
};
BOOST_DESCRIBE_STRUCT(PositionForm, (), (stance, reason, wording, is_minuted, agency_id, drafts))
/// By a delegate for the agency, which must be in the room (Forbidden, assembly.agency_absent).
/// Fails with Conflict (assembly.test_is_closed) or as check_position().
Result<ConsensusView> take_position(const Occasion&, ConsensusTestId, PositionForm);
/// By another account than entered it. Fails with Conflict (assembly.paper_not_confirmed).
Result<ConsensusView> confirm_paper(const Occasion&, ConsensusTestId, PositionId);

/// The chair tells that the fallback rule may be used. Fails with Conflict (assembly.no_fallback).
Result<ConsensusView> announce_fallback(const Occasion&, ConsensusTestId);
/// By the chair; fails as outcome_now(). Of the whole, what all agree to is adopted at once; a
/// draft with an open objection is excepted, unless the fallback rule was announced and carries it.
Result<ConsensusView> close_consensus_test(const Occasion&, ConsensusTestId);

// --- The way of an objection

std::vector<ObjectionWay> objections_to(const Occasion&, DraftId);

struct GroupForm {
    partners::AgencyId agency_id; ///< Whose objection.
    std::vector<partners::AgencyId> members{};
    Instant returns_at;
};
BOOST_DESCRIBE_STRUCT(GroupForm, (), (agency_id, members, returns_at))

/// By the chair, for an open objection. Fails with Conflict (assembly.no_open_objection,
/// assembly.group_at_work) or InvalidInput (assembly.group_return_past, assembly.group_alone,
/// assembly.agency_not_invited).
Result<DraftingGroup> form_drafting_group(const Occasion&, ConsensusTestId, GroupForm);

struct GroupReturn {
    ParagraphId paragraph_id;
    std::string wording; ///< Of the whole paragraph.
};
BOOST_DESCRIBE_STRUCT(GroupReturn, (), (paragraph_id, wording))

/// By a member's delegate or the chair: the words become an amendment of the objecting agency
/// before the room. Fails with Forbidden (assembly.not_in_group) or Conflict
/// (assembly.group_returned).
Result<DraftingGroup> return_from_group(const Occasion&, DraftingGroupId, GroupReturn);

// --- Adoption

/// All drafts that are not yet adopted become resolutions, in the order of the agenda: all of them,
/// or none. Fails as adopt_draft(), or with Conflict (assembly.nothing_to_adopt).
Result<std::vector<Resolution>> adopt_whole(const Occasion&, AssemblyId);

/// A draft becomes a resolution, after its version was agreed to in the plenary: Conflict
/// (assembly.not_agreed, assembly.adopted_already).
Result<Resolution> adopt_draft(const Occasion&, DraftId);

// --- The document

/// All that the one document says: the drafts before the phase "adopted", then the resolutions.
Result<DocumentFacts> document_facts(const Occasion&, AssemblyId);
/// The document in a style, kept under its hash, so that the hash can be verified. Fails with
/// Conflict (assembly.document_empty).
Result<AssemblyDocument> print_document(const Occasion&, AssemblyId, const documents::PrintStyle&,
                                        const Messages&);

// --- What becomes of resolutions

/// Fails with NotFound (assembly.resolution_unknown).
Result<ResolutionHistory> resolution_history(const Occasion&, ResolutionId);
/// Those of earlier cycles that are in force when this one begins, the latest cycle first.
Result<std::vector<ResolutionHistory>> earlier_resolutions(const Occasion&, AssemblyId);

struct SuccessionForm {
    ResolutionId resolution_id;
    SuccessionDecision decision = SuccessionDecision::CarriedOver;
    std::string reason;
    std::optional<AgendaItemId> agenda_item_id; ///< Of Amended: one of the cycle, without a draft.
    std::optional<ResolutionId> successor_id;   ///< Of Superseded: one of the cycle.
};
BOOST_DESCRIBE_STRUCT(SuccessionForm, (),
                      (resolution_id, decision, reason, agenda_item_id, successor_id))

/// What the cycle makes of a resolution, once; amended, the item's draft begins with its text.
/// Fails with Conflict: assembly.resolution_not_earlier, resolution_not_in_force,
/// resolution_decided, item_has_draft; or InvalidInput (assembly.successor_wrong).
Result<Succession> follow_resolution(const Occasion&, AssemblyId, SuccessionForm);

/// For adoption: what the item writes anew is superseded.
void supersede_by(const Occasion&, const Resolution& successor, AgendaItemId);
/// For every verb that would change a draft. Fails with Conflict (assembly.adopted_already,
/// assembly.item_withdrawn).
Result<void> check_not_adopted(const Occasion&, DraftId);

// --- What the public reads

/// From then on anyone may read the assembly's document and log. Fails with Conflict
/// (assembly.published_already).
Result<Assembly> publish_assembly(const Occasion&, AssemblyId);

struct RedactionForm {
    std::int64_t sequence = 0;
    std::string part;
    std::string reason;
};
BOOST_DESCRIBE_STRUCT(RedactionForm, (), (sequence, part, reason))

/// Asks that a part of an entry be taken out of the log. Fails with NotFound
/// (assembly.entry_unknown) or Conflict (assembly.entry_redacted, assembly.redaction_asked).
Result<LogRedaction> ask_redaction(const Occasion&, AssemblyId, RedactionForm);

struct RedactionAnswer {
    bool is_agreed = false;
};
BOOST_DESCRIBE_STRUCT(RedactionAnswer, (), (is_agreed))

/// By another account than asked (Forbidden, assembly.redaction_needs_another). Agreed, the words
/// are gone for good; the chain stays whole. Fails with Conflict (assembly.redaction_answered).
Result<LogRedaction> answer_redaction(const Occasion&, RedactionId, RedactionAnswer);

} // namespace samatcha::assembly
