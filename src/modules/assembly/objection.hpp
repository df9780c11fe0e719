#pragma once

// The way of an objection (S5): it is never outvoted by default; a drafting group looks for words
// that all can stand behind, and comes back.

#include "modules/assembly/consensus.hpp"

#include <optional>
#include <string>
#include <vector>

namespace samatcha::assembly {

using DraftingGroupId = Id<struct DraftingGroupTag>;

/// Agencies that leave the room to find words for an objection.
struct DraftingGroup {
    DraftingGroupId id;
    ConsensusTestId test_id;
    partners::AgencyId agency_id; ///< Whose objection it is; a member too.
    std::vector<partners::AgencyId> members{};
    Instant formed_at;
    Instant returns_at; ///< When it is awaited.
    std::optional<Instant> returned_at;
    std::string wording;                     ///< That it came back with.
    std::optional<AmendmentId> amendment_id; ///< By which the room takes it up.
};
BOOST_DESCRIBE_STRUCT(DraftingGroup, (),
                      (id, test_id, agency_id, members, formed_at, returns_at, returned_at, wording,
                       amendment_id))

/// Withdrawn: the agency took another position on the same words. Accommodated: it objects no more
/// to later words. Minuted: it lets its objection rest in the minutes. Outvoted: only by a fallback
/// rule.
enum class ObjectionEnd { Open, Withdrawn, Accommodated, Minuted, Outvoted };
BOOST_DESCRIBE_ENUM(ObjectionEnd, Open, Withdrawn, Accommodated, Minuted, Outvoted)

/// An agency's last objection to a draft, and what became of it.
struct ObjectionWay {
    partners::AgencyId agency_id;
    ConsensusTestId test_id;
    std::int64_t version = 0; ///< Of the draft, that it objects to.
    std::string reason;
    std::string wording;
    Instant objected_at;
    std::optional<DraftingGroup> group; ///< The last one about it.
    ObjectionEnd end = ObjectionEnd::Open;
};
BOOST_DESCRIBE_STRUCT(ObjectionWay, (),
                      (agency_id, test_id, version, reason, wording, objected_at, group, end))

/// One call for consensus with all that was answered, in order.
struct AnsweredTest {
    ConsensusTest test;
    std::vector<Position> positions{};
};

/// All objections to a draft, by who objected first. `tests` are in the order asked.
std::vector<ObjectionWay> objection_ways(const std::vector<AnsweredTest>& tests,
                                         const std::vector<DraftingGroup>& in_order);

} // namespace samatcha::assembly
