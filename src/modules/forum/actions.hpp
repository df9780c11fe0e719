#pragma once

// Every verb of the forum (S3). Those of participants answer later: what they send shares a commit
// with what others send, and is stored before it is acknowledged.

#include "modules/access/actor.hpp"
#include "modules/assembly/assembly_document.hpp"
#include "modules/assembly/occasion.hpp"
#include "modules/forum/live_forums.hpp"
#include "modules/forum/statement_use.hpp"
#include "platform/database/connection.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace samatcha::forum {

// --- By the secretariat

struct ForumForm {
    std::string title_th;
    std::string title_en;
    std::string question_th;
    std::string question_en;
    std::string area_code;
    Admission admission = Admission::Open;
    ModerationTime moderation = ModerationTime::Before;
    std::string join_code;
    std::int64_t joins_per_hour = 300;
};
BOOST_DESCRIBE_STRUCT(ForumForm, (),
                      (title_th, title_en, question_th, question_en, area_code, admission,
                       moderation, join_code, joins_per_hour))

/// Fails with InvalidInput: forum.title_missing, forum.question_missing, forum.text_too_long,
/// forum.area_wrong, forum.code_missing, forum.joins_wrong; NotFound (assembly.unknown).
Result<Forum> begin_forum(const access::Actor&, database::Connection&, Instant now,
                          assembly::AssemblyId, ForumForm);
/// Fails also with Conflict (forum.is_reported).
Result<Forum> change_forum(const access::Actor&, database::Connection&, ForumId, ForumForm);
/// Fails with Conflict: forum.phase_unknown, or forum.no_statements when there is nothing to vote
/// on.
Result<Forum> change_phase(const access::Actor&, database::Connection&, Instant now, ForumId,
                           ForumPhase to);
/// Someone who decides on statements beside the secretariat.
struct Moderator {
    access::AccountId account_id;
    std::string display_name;
    std::string login;
};
BOOST_DESCRIBE_STRUCT(Moderator, (), (account_id, display_name, login))

struct ModeratorsForm {
    std::vector<access::AccountId> accounts{};
};
BOOST_DESCRIBE_STRUCT(ModeratorsForm, (), (accounts))
/// From now on these and no others. Fails with InvalidInput (forum.moderator_unknown) when one is
/// no account of the province that may log in and see forums.
Result<std::vector<Moderator>> name_moderators(const access::Actor&, database::Connection&,
                                               Instant now, ForumId, const ModeratorsForm&);
std::vector<Moderator> moderators_of(database::Connection&, const std::string& province, ForumId);

struct ResidentCodes {
    std::vector<std::string> codes{};
};
BOOST_DESCRIBE_STRUCT(ResidentCodes, (), (codes))
/// Codes that let one resident in each; told once. Fails with InvalidInput (forum.codes_wrong).
Result<ResidentCodes> make_codes(const access::Actor&, database::Connection&, ForumId,
                                 std::int64_t count);

struct ProposalOfStatements {
    std::vector<std::int64_t> statements{};
    std::string title_th;
    std::string title_en;
    std::string reason;
    partners::AgencyId agency_id; ///< That proposes it.
};
BOOST_DESCRIBE_STRUCT(ProposalOfStatements, (), (statements, title_th, title_en, reason, agency_id))
/// The statements become a proposal for the agenda, which shows their votes. Fails with
/// InvalidInput (forum.nothing_chosen), NotFound (forum.statement_unknown), or as the assembly's
/// propose_item().
Result<assembly::AgendaProposal> propose_statements(const assembly::Occasion&, const LiveForum&,
                                                    ProposalOfStatements);

struct ParagraphOfStatements {
    std::vector<std::int64_t> statements{};
    assembly::AgendaItemId item_id;
    std::string text;
};
BOOST_DESCRIBE_STRUCT(ParagraphOfStatements, (), (statements, item_id, text))
/// The statements become the last paragraph of an item's draft. Fails as above, or as
/// write_draft().
Result<assembly::DraftResolution> draft_statements(const assembly::Occasion&, const LiveForum&,
                                                   ParagraphOfStatements);

/// What became of a forum's statements; what of an assembly grew from statements, of its own forums
/// or of an earlier cycle's whose resolution it writes anew; the same as its documents tell it.
std::vector<StatementUse> uses_of(database::Connection&, const std::string& province, const Forum&);
std::vector<StatementUse> uses_in(database::Connection&, const std::string& province,
                                  assembly::AssemblyId);
std::vector<assembly::StatementOrigin>
origins_in(database::Connection&, const std::string& province, assembly::AssemblyId);

struct ImportForm {
    std::string comments; ///< The text of comments.csv.
    std::string votes;    ///< Of votes.csv.
};
BOOST_DESCRIBE_STRUCT(ImportForm, (), (comments, votes))
struct Imported {
    std::int64_t statements = 0;
    std::int64_t participants = 0;
    std::int64_t votes = 0;
};
BOOST_DESCRIBE_STRUCT(Imported, (), (statements, participants, votes))
/// Into a draft that nobody takes part in and that has no statement yet: else Conflict
/// (forum.not_empty). Fails also as read_open_data().
Result<Imported> import_votes(const access::Actor&, database::Connection&, Instant now, ForumId,
                              ImportForm);

// --- By the secretariat and those whom it named

bool moderates(const access::Actor&, database::Connection&, ForumId);
/// Fails with NotFound (forum.unknown) or Forbidden (forum.not_a_moderator).
Result<void> check_moderator(const access::Actor&, database::Connection&, ForumId);

struct DecisionForm {
    std::vector<std::int64_t> statements{};
    StatementDecision decision = StatementDecision::Accepted;
    bool is_meta = false;
    std::string reason;
};
BOOST_DESCRIBE_STRUCT(DecisionForm, (), (statements, decision, is_meta, reason))
/// Fails as check_moderator(), with InvalidInput (forum.reason_missing) or NotFound
/// (forum.statement_unknown).
Result<void> decide_statements(const access::Actor&, database::Connection&, Instant now, ForumId,
                               const DecisionForm&);

// --- Into the one line of writes, so that statements and participants are numbered in the order of
// their commits

template <class T>
using Then = std::function<void(Result<T>)>;

/// Fails as statement_text(), with Conflict (forum.is_reported) or TooMany
/// (forum.too_many_statements).
void seed_statements(LiveForums&, const access::Actor&, std::shared_ptr<LiveForum>,
                     const std::vector<std::string>& texts, Then<std::vector<Statement>>);

struct JoinForm {
    std::string code; ///< Empty where anyone may come in.
};
BOOST_DESCRIBE_STRUCT(JoinForm, (), (code))

struct Joined {
    std::string token; ///< The device keeps it; nobody else has it.
    ParticipantKind kind = ParticipantKind::Visitor;
    std::vector<Card> cards{};
};
BOOST_DESCRIBE_STRUCT(Joined, (), (token, kind, cards))

/// Who comes in: somebody signed in who is of an agency comes in as its delegate.
struct Newcomer {
    std::string code;
    std::string address;
    std::optional<access::AccountId> delegate{};
    std::optional<partners::Sector> sector{};
};
/// Fails with Conflict (forum.not_open, forum.delegate_already), InvalidInput (forum.code_wrong) or
/// TooMany (forum.too_many_joins).
void join_forum(LiveForums&, const std::string& province, std::shared_ptr<LiveForum>,
                const Newcomer&, Then<Joined>);

struct VoteForm {
    std::int64_t number = 0;
    std::int64_t statement = 0;
    VoteWord vote = VoteWord::Pass;
    Instant cast_at;
};
BOOST_DESCRIBE_STRUCT(VoteForm, (), (number, statement, vote, cast_at))

struct VotesForm {
    std::vector<VoteForm> votes{};
    std::vector<std::int64_t> held{}; ///< Statements that the device has already.
};
BOOST_DESCRIBE_STRUCT(VotesForm, (), (votes, held))

struct RefusedVote {
    std::int64_t number = 0;
    std::string key;
};
BOOST_DESCRIBE_STRUCT(RefusedVote, (), (number, key))

struct VotesTaken {
    std::vector<std::int64_t> stored{};
    std::vector<RefusedVote> refused{};
    std::vector<Card> cards{};
    std::int64_t voted = 0;
    std::int64_t left = 0;
};
BOOST_DESCRIBE_STRUCT(VotesTaken, (), (stored, refused, cards, voted, left))

/// A vote that is there already is stored, not refused. Fails with InvalidInput (forum.votes_wrong)
/// when there are none or too many.
void cast_votes(LiveForums&, const std::string& province, std::shared_ptr<LiveForum>,
                const Participant&, VotesForm, Then<VotesTaken>);

struct StatementForm {
    std::string text;
};
BOOST_DESCRIBE_STRUCT(StatementForm, (), (text))

/// The same text twice is one statement. Fails as statement_text(), with Conflict (forum.not_open,
/// forum.vote_first) or TooMany (forum.too_many_statements).
void write_statement(LiveForums&, const std::string& province, std::shared_ptr<LiveForum>,
                     const Participant&, const StatementForm&, Then<Statement>);

} // namespace samatcha::forum
