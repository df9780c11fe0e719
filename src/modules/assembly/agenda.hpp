#pragma once

#include "modules/assembly/background_paper.hpp"
#include "modules/assembly/delegation.hpp"
#include "modules/assembly/evidence.hpp"

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
    std::string forum; ///< That it comes from, if from one: a name or an address.
    Instant proposed_at;
    ProposalState state = ProposalState::Open;
    std::optional<SelectionCriteria> criteria;
    std::string answer; ///< Owed to the proposer, whatever the decision.
    std::optional<Instant> answered_at;
};
BOOST_DESCRIBE_STRUCT(AgendaProposal, (),
                      (id, assembly_id, agency_id, title_th, title_en, reason, forum, proposed_at,
                       state, criteria, answer, answered_at))

/// Someone who prepares an item, for an agency.
struct GroupMember {
    partners::AgencyId agency_id;
    std::string name;
};
BOOST_DESCRIBE_STRUCT(GroupMember, (), (agency_id, name))

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
    std::vector<GroupMember> working_group{};
    std::vector<BackgroundPaper> papers{};         ///< Filled in when shown.
    std::optional<AgendaProposalId> proposal_id{}; ///< That it came of.
    std::optional<Instant> withdrawn_at{};         ///< Taken off the agenda, for a reason.
    std::string withdrawal_reason{};
};
BOOST_DESCRIBE_STRUCT(AgendaItem, (),
                      (id, assembly_id, number, title_th, title_en, room_id, lead_agency_id,
                       co_owners, evidence, working_group, papers, proposal_id, withdrawn_at,
                       withdrawal_reason))

} // namespace samatcha::assembly
