#pragma once

#include "modules/assembly/assembly.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace samatcha::forum {

using ForumId = Id<struct ForumTag>;

enum class ForumPhase { Draft, Open, Closed, Reported };
BOOST_DESCRIBE_ENUM(ForumPhase, Draft, Open, Closed, Reported)

/// Who may take part: anyone, whoever has the code, or whoever has a code of their own.
enum class Admission { Open, ByCode, ByInvitation };
BOOST_DESCRIBE_ENUM(Admission, Open, ByCode, ByInvitation)

/// Whether a statement is shown before a moderator has seen it.
enum class ModerationTime { Before, After };
BOOST_DESCRIBE_ENUM(ModerationTime, Before, After)

/// A question put to many people before an assembly meets (S3).
struct Forum {
    ForumId id;
    assembly::AssemblyId assembly_id;
    std::string title_th;
    std::string title_en;
    std::string question_th;
    std::string question_en;
    std::string area_code; ///< Province, district or subdistrict whose people are asked.
    ForumPhase phase = ForumPhase::Draft;
    Admission admission = Admission::Open;
    ModerationTime moderation = ModerationTime::Before;
    std::string join_code;           ///< Of ByCode; else empty.
    std::int64_t joins_per_hour = 0; ///< New participants from one network.
    std::int64_t statements = 0;
    std::int64_t participants = 0;
    Instant created_at;
    std::optional<Instant> opened_at;
    std::optional<Instant> closed_at;
};
BOOST_DESCRIBE_STRUCT(Forum, (),
                      (id, assembly_id, title_th, title_en, question_th, question_en, area_code,
                       phase, admission, moderation, join_code, joins_per_hour, statements,
                       participants, created_at, opened_at, closed_at))

/// Fails with Conflict (forum.phase_unknown): a draft opens, an open one closes, a closed one opens
/// again or is reported, and that is the end.
Result<void> check_phase_change(ForumPhase from, ForumPhase to);

enum class StatementDecision { Undecided, Accepted, Rejected };
BOOST_DESCRIBE_ENUM(StatementDecision, Undecided, Accepted, Rejected)

/// A sentence that people agree or disagree with.
struct Statement {
    std::int64_t number = 0; ///< From 0, in the order of writing.
    std::string text;
    std::optional<std::int64_t> author; ///< A participant's number; none: there from the beginning.
    StatementDecision decision = StatementDecision::Undecided;
    bool is_meta = false; ///< About the forum or who takes part: asked, but no opinion.
    std::string reason;   ///< Of the decision.
    Instant written_at;
};
BOOST_DESCRIBE_STRUCT(Statement, (), (number, text, author, decision, is_meta, reason, written_at))

bool is_shown(const Statement&, ModerationTime);

/// Unicode characters.
constexpr std::size_t statement_length_max = 280;
constexpr std::size_t statements_max = 10'000;

/// Repaired Thai in one line. Fails with InvalidInput: forum.statement_empty,
/// forum.statement_too_long.
Result<std::string> statement_text(std::string_view);

enum class ParticipantKind { Visitor, Resident, Delegate };
BOOST_DESCRIBE_ENUM(ParticipantKind, Visitor, Resident, Delegate)

/// Someone who takes part, without a name.
struct Participant {
    std::int64_t number = 0; ///< From 0, in the order of coming.
    ParticipantKind kind = ParticipantKind::Visitor;
    std::optional<partners::Sector> sector{}; ///< Of a delegate's agency.
};

} // namespace samatcha::forum
