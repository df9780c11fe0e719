#include "modules/assembly/actions.hpp"
#include "modules/assembly/records.hpp"
#include "modules/assembly/records_draft.hpp"

#include <algorithm>

namespace samatcha::assembly {

Result<AgendaProposal> propose_item(const Occasion& occasion, AssemblyId id, NewProposal input) {
    TRY(hold_for(occasion, id, Deed::ProposeItem));
    AgendaProposal proposal;
    proposal.id = AgendaProposalId{new_id()};
    proposal.assembly_id = id;
    proposal.agency_id = TRY(agency_spoken_for(occasion, id));
    proposal.title_th = TRY(some_text(input.title_th, title_bytes_max));
    proposal.title_en = TRY(any_text(input.title_en, title_bytes_max));
    proposal.reason = TRY(some_text(input.reason, reason_bytes_max));
    proposal.proposed_at = occasion.now;
    insert_agenda_proposal(occasion.db, occasion.actor.province, proposal, occasion.actor.account);
    add_event(occasion, id, "item_proposed",
              {{"proposal", proposal.id.value},
               {"agency", proposal.agency_id.value},
               {"title_th", proposal.title_th}},
              Audience::Everyone, personal_parts({{reason_part, proposal.reason}}));
    return proposal;
}

Result<AgendaProposal> answer_proposal(const Occasion& occasion, AgendaProposalId id,
                                       ProposalAnswer input) {
    const auto& province = occasion.actor.province;
    auto proposal = find_agenda_proposal(occasion.db, province, id);
    if (!proposal)
        return failure(ErrorCode::NotFound, "assembly.proposal_unknown");
    TRY(hold_for(occasion, proposal->assembly_id, Deed::DecideProposal));
    proposal = find_agenda_proposal(occasion.db, province, id);
    if (proposal->state != ProposalState::Open)
        return failure(ErrorCode::Conflict, "assembly.proposal_answered");
    TRY(check_criteria(input.criteria));
    proposal->state = input.is_selected ? ProposalState::Selected : ProposalState::Declined;
    proposal->criteria = input.criteria;
    proposal->answer = TRY(some_text(input.answer, reason_bytes_max));
    proposal->answered_at = occasion.now;
    update_agenda_proposal(occasion.db, province, *proposal, occasion.actor.account);
    add_event(occasion, proposal->assembly_id, "proposal_answered",
              {{"proposal", id.value},
               {"state", json::enum_name(proposal->state)},
               {"criteria", json::to_value(input.criteria)}},
              Audience::Everyone, personal_parts({{answer_part, proposal->answer}}));
    return std::move(*proposal);
}

Result<AgendaItem> add_agenda_item(const Occasion& occasion, AssemblyId id, NewAgendaItem input) {
    TRY(hold_for(occasion, id, Deed::KeepAgenda));
    const auto& province = occasion.actor.province;
    AgendaItem item{AgendaItemId{new_id()},
                    id,
                    input.number,
                    TRY(some_text(input.title_th, title_bytes_max)),
                    TRY(any_text(input.title_en, title_bytes_max)),
                    input.room_id,
                    input.lead_agency_id,
                    std::move(input.co_owners),
                    std::move(input.evidence)};
    const auto room = find_room(occasion.db, province, item.room_id);
    if (!room || room->assembly_id != id)
        return failure(ErrorCode::NotFound, "assembly.room_unknown");
    const auto seats = invited_agencies(occasion.db, province, id);
    auto owners = item.co_owners;
    owners.push_back(item.lead_agency_id);
    for (const auto owner : owners)
        if (std::none_of(seats.begin(), seats.end(),
                         [&](const InvitedAgency& seat) { return seat.agency_id == owner; }))
            return failure(ErrorCode::InvalidInput, "assembly.agency_not_invited");
    for (const auto& other : agenda_items(occasion.db, province, id))
        if (other.number == item.number)
            return failure(ErrorCode::Conflict, "assembly.number_taken");
    insert_agenda_item(occasion.db, province, item);
    add_event(occasion, id, "agenda_item_added",
              {{"item", item.id.value},
               {"number", item.number},
               {"title_th", item.title_th},
               {"room", item.room_id.value},
               {"lead", item.lead_agency_id.value}});
    return item;
}

} // namespace samatcha::assembly
