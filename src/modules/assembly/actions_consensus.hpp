#pragma once

// The verbs of consensus, and of the way of an objection (S5). Each holds its assembly first and
// adds to its log; what is not allowed in the phase is refused with Conflict
// (assembly.deed_not_now).

#include "modules/assembly/assembly.hpp"
#include "modules/assembly/consensus.hpp"
#include "modules/assembly/delegation.hpp"
#include "modules/assembly/draft_resolution.hpp"
#include "modules/assembly/objection.hpp"
#include "modules/assembly/occasion.hpp"

#include <optional>
#include <string>
#include <vector>

namespace samatcha::assembly {

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

} // namespace samatcha::assembly
