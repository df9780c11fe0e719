#pragma once

// Consensus by agencies (ฉันทนามติ, S5): one position each, and no objection outvoted by default.

#include "modules/assembly/delegation.hpp"
#include "modules/assembly/draft_resolution.hpp"

#include <optional>
#include <string>
#include <vector>

namespace samatcha::assembly {

using ConsensusTestId = Id<struct ConsensusTestTag>;
using PositionId = Id<struct PositionTag>;
using WholeQuestionId = Id<struct WholeQuestionTag>;

enum class Stance { Supports, HasReservation, StandsAside, Objects };
BOOST_DESCRIBE_ENUM(Stance, Supports, HasReservation, StandsAside, Objects)

/// What an agency answered. Earlier positions stay in the record.
struct Position {
    PositionId id;
    partners::AgencyId agency_id;
    Stance stance = Stance::Supports;
    std::string reason;      ///< Required unless the agency supports; printed in the document.
    std::string wording;     ///< What an objecting agency proposes instead; required of it.
    bool is_minuted = false; ///< An objection that the agency lets rest, in the minutes.
    bool is_paper = false;
    bool is_confirmed = true; ///< On paper: by a second account.
    Instant taken_at;
    std::vector<DraftId> drafts{}; ///< Of an answer about the whole: those that it is about.
};
BOOST_DESCRIBE_STRUCT(Position, (),
                      (id, agency_id, stance, reason, wording, is_minuted, is_paper, is_confirmed,
                       taken_at, drafts))

/// Fails with InvalidInput: assembly.position_reason_missing, assembly.objection_wording_missing,
/// assembly.only_objections_are_minuted.
Result<void> check_position(const Position&);

enum class ConsensusOutcome { Open, Reached, Blocked, Fallback };
BOOST_DESCRIBE_ENUM(ConsensusOutcome, Open, Reached, Blocked, Fallback)

/// The chair asked once whether all agree to one version of a draft: to it alone, or to the whole
/// document in one question, of which each draft then has a test of its own.
struct ConsensusTest {
    ConsensusTestId id;
    AssemblyId assembly_id;
    RoomId room_id;
    DraftId draft_id;
    std::int64_t version = 0;
    Instant opened_at;
    std::optional<Instant> fallback_announced_at;
    std::optional<Instant> closed_at;
    ConsensusOutcome outcome = ConsensusOutcome::Open;
    std::optional<WholeQuestionId> whole_id{};
};
BOOST_DESCRIBE_STRUCT(ConsensusTest, (),
                      (id, assembly_id, room_id, draft_id, version, opened_at,
                       fallback_announced_at, closed_at, outcome, whole_id))

struct SectorTally {
    partners::Sector sector = partners::Sector::State;
    int supports = 0;
    int has_reservation = 0;
    int stands_aside = 0;
    int objects = 0; ///< Minuted ones among them.
    int silent = 0;  ///< Present, without a position.
};
BOOST_DESCRIBE_STRUCT(SectorTally, (),
                      (sector, supports, has_reservation, stands_aside, objects, silent))

struct ConsensusTally {
    std::vector<SectorTally> sectors{};
    int objections_open = 0;
    bool is_quorum = false;
};
BOOST_DESCRIBE_STRUCT(ConsensusTally, (), (sectors, objections_open, is_quorum))

/// The positions that count: of each agency the last confirmed one, ordered by agency.
std::vector<Position> positions_that_count(const std::vector<Position>& in_order);

ConsensusTally tally(const std::vector<Position>& in_order, const std::vector<InvitedAgency>&,
                     const Presence&);

/// One draft of a question about the whole, and what was answered about it: an answer to the
/// question stands in each of its parts, at the same place.
struct AnsweredPart {
    DraftId draft_id;
    std::vector<Position> positions{};
};

/// The answers to the question: each with the drafts that it does not simply support, and the
/// number that it has in the first part.
std::vector<Position> answers_to_whole(const std::vector<AnsweredPart>&);

/// How one draft of a question about the whole stands.
struct WholePart {
    ConsensusTestId test_id;
    DraftId draft_id;
    std::vector<partners::AgencyId> objecting{}; ///< Whose objection is open.
    ConsensusOutcome outcome = ConsensusOutcome::Open;
};
BOOST_DESCRIBE_STRUCT(WholePart, (), (test_id, draft_id, objecting, outcome))

/// How a test may be closed now. Silence is consent; an open objection blocks, and is outvoted only
/// by a fallback rule that the assembly has and that was announced in this test before. Fails with
/// Conflict: assembly.quorum_missing.
Result<ConsensusOutcome> outcome_now(const ConsensusTally&, const std::optional<FallbackRule>&,
                                     bool is_fallback_announced);

} // namespace samatcha::assembly
