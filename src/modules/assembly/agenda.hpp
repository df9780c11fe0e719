#pragma once

#include "modules/assembly/delegation.hpp"

#include <optional>
#include <string>
#include <vector>

namespace samatcha::assembly {

using AgendaProposalId = Id<struct AgendaProposalTag>;
using AgendaItemId = Id<struct AgendaItemTag>;

enum class ProposalState { Open, Selected, Declined };
BOOST_DESCRIBE_ENUM(ProposalState, Open, Selected, Declined)

/// What a proposal is selected by (S4), each from 1 (little) to 5 (much).
struct SelectionCriteria {
    int importance = 0;
    int magnitude = 0;
    int public_interest = 0;
    int feasibility = 0;
};
BOOST_DESCRIBE_STRUCT(SelectionCriteria, (), (importance, magnitude, public_interest, feasibility))

/// Fails with InvalidInput (assembly.criteria_wrong).
Result<void> check_criteria(const SelectionCriteria&);

struct AgendaProposal {
    AgendaProposalId id;
    AssemblyId assembly_id;
    partners::AgencyId agency_id;
    std::string title_th;
    std::string title_en;
    std::string reason;
    Instant proposed_at;
    ProposalState state = ProposalState::Open;
    std::optional<SelectionCriteria> criteria;
    std::string answer; ///< Owed to the proposer, whatever the decision.
    std::optional<Instant> answered_at;
};
BOOST_DESCRIBE_STRUCT(AgendaProposal, (),
                      (id, assembly_id, agency_id, title_th, title_en, reason, proposed_at, state,
                       criteria, answer, answered_at))

/// Something that an agenda item rests on: words and, if it is a number, how it came about and
/// when.
struct Evidence {
    std::string text;
    std::string method;
    std::optional<PartialDate> as_of;
};
BOOST_DESCRIBE_STRUCT(Evidence, (), (text, method, as_of))

struct AgendaItem {
    AgendaItemId id;
    AssemblyId assembly_id;
    int number = 0;
    std::string title_th;
    std::string title_en;
    RoomId room_id;
    partners::AgencyId lead_agency_id;
    std::vector<partners::AgencyId> co_owners{};
    std::vector<Evidence> evidence{};
};
BOOST_DESCRIBE_STRUCT(AgendaItem, (),
                      (id, assembly_id, number, title_th, title_en, room_id, lead_agency_id,
                       co_owners, evidence))

} // namespace samatcha::assembly
