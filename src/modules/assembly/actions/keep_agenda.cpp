#include "modules/assembly/actions_agenda.hpp"
#include "modules/assembly/actions_resolution.hpp"
#include "modules/assembly/records.hpp"
#include "modules/assembly/records_consensus.hpp"
#include "modules/assembly/records_draft.hpp"
#include "modules/situation/actions.hpp"

#include <algorithm>

namespace samatcha::assembly {

namespace {

Result<void> check_invited(const std::vector<InvitedAgency>& seats, partners::AgencyId agency) {
    if (std::none_of(seats.begin(), seats.end(),
                     [&](const InvitedAgency& seat) { return seat.agency_id == agency; }))
        return failure(ErrorCode::InvalidInput, "assembly.agency_not_invited");
    return {};
}

Result<std::vector<Evidence>> evidence_of(const Occasion& occasion,
                                          const std::vector<EvidenceForm>& forms) {
    std::vector<Evidence> all;
    for (const auto& form : forms) {
        Evidence evidence;
        evidence.method = TRY(any_text(form.method, title_bytes_max));
        evidence.as_of = form.as_of;
        if (form.figure) {
            evidence.text = TRY(any_text(form.text, reason_bytes_max));
            evidence.figure = TRY(
                cited(TRY(situation::latest(occasion.db, occasion.actor.province)), *form.figure));
        } else {
            evidence.text = TRY(some_text(form.text, reason_bytes_max));
        }
        all.push_back(std::move(evidence));
    }
    return all;
}

Result<AgendaItem> checked_item(const Occasion& occasion, AssemblyId assembly, AgendaItemId id,
                                NewAgendaItem input) {
    const auto& province = occasion.actor.province;
    AgendaItem item{id,
                    assembly,
                    input.number,
                    TRY(some_text(input.title_th, title_bytes_max)),
                    TRY(any_text(input.title_en, title_bytes_max)),
                    input.room_id,
                    input.lead_agency_id,
                    std::move(input.co_owners),
                    TRY(evidence_of(occasion, input.evidence)),
                    std::move(input.working_group).value_or(std::vector<GroupMember>{})};
    item.proposal_id = input.proposal_id;
    if (item.proposal_id) {
        const auto proposal = find_agenda_proposal(occasion.db, province, *item.proposal_id);
        if (!proposal || proposal->assembly_id != assembly ||
            proposal->state != ProposalState::Selected)
            return failure(ErrorCode::InvalidInput, "assembly.proposal_not_selected");
    }
    const auto room = find_room(occasion.db, province, item.room_id);
    if (!room || room->assembly_id != assembly)
        return failure(ErrorCode::NotFound, "assembly.room_unknown");
    const auto seats = invited_agencies(occasion.db, province, assembly);
    TRY(check_invited(seats, item.lead_agency_id));
    for (const auto owner : item.co_owners)
        TRY(check_invited(seats, owner));
    for (auto& member : item.working_group) {
        TRY(check_invited(seats, member.agency_id));
        member.name = TRY(any_text(member.name, title_bytes_max));
    }
    for (const auto& other : agenda_items(occasion.db, province, assembly))
        if (other.number == item.number && other.id != id)
            return failure(ErrorCode::Conflict, "assembly.number_taken");
    return item;
}

/// Agencies and figures are told to everyone, people's names and free words only as long as they
/// stand.
void tell_item(const Occasion& occasion, std::string_view kind, const AgendaItem& item) {
    boost::json::array group;
    std::vector<public_log::PersonalPart> personal;
    for (const auto& member : item.working_group) {
        group.emplace_back(member.agency_id.value);
        personal.push_back(
            personal_part(std::string(member_part) + std::to_string(group.size()), member.name));
    }
    for (const auto& evidence : item.evidence)
        if (!evidence.text.empty())
            personal.push_back(personal_part(
                "evidence " + std::to_string(personal.size() - group.size() + 1), evidence.text));
    boost::json::object data{{"item", item.id.value},
                             {"number", item.number},
                             {"title_th", item.title_th},
                             {"title_en", item.title_en},
                             {"room", item.room_id.value},
                             {"lead", item.lead_agency_id.value},
                             {"co_owners", json::to_value(item.co_owners)},
                             {"figures", figures_of(item)},
                             {"working_group", std::move(group)}};
    if (item.proposal_id)
        data["proposal"] = item.proposal_id->value;
    add_event(occasion, item.assembly_id, kind, std::move(data), Audience::Everyone,
              std::move(personal));
}

} // namespace

Result<AgendaProposal> propose_item(const Occasion& occasion, AssemblyId id, NewProposal input) {
    TRY(hold_for(occasion, id, Deed::ProposeItem));
    AgendaProposal proposal;
    proposal.id = AgendaProposalId{new_id()};
    proposal.assembly_id = id;
    if (input.agency_id && occasion.actor.may(access::Right::ManageAssembly)) {
        TRY(check_invited(invited_agencies(occasion.db, occasion.actor.province, id),
                          *input.agency_id));
        proposal.agency_id = *input.agency_id;
    } else {
        proposal.agency_id = TRY(agency_spoken_for(occasion, id));
    }
    proposal.title_th = TRY(some_text(input.title_th, title_bytes_max));
    proposal.title_en = TRY(any_text(input.title_en, title_bytes_max));
    proposal.reason = TRY(some_text(input.reason, reason_bytes_max));
    proposal.forum = TRY(any_text(input.forum.value_or(""), title_bytes_max));
    proposal.proposed_at = occasion.now;
    insert_agenda_proposal(occasion.db, occasion.actor.province, proposal, occasion.actor.account);
    add_event(occasion, id, "item_proposed",
              {{"proposal", proposal.id.value},
               {"agency", proposal.agency_id.value},
               {"title_th", proposal.title_th},
               {"title_en", proposal.title_en}},
              Audience::Everyone,
              personal_parts({{reason_part, proposal.reason}, {"forum", proposal.forum}}));
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
    const auto item = TRY(checked_item(occasion, id, AgendaItemId{new_id()}, std::move(input)));
    insert_agenda_item(occasion.db, occasion.actor.province, item);
    tell_item(occasion, "agenda_item_added", item);
    return item;
}

Result<AgendaItem> change_agenda_item(const Occasion& occasion, AgendaItemId id,
                                      NewAgendaItem input) {
    const auto old = find_agenda_item(occasion.db, occasion.actor.province, id);
    if (!old)
        return failure(ErrorCode::NotFound, "assembly.item_unknown");
    TRY(hold_for(occasion, old->assembly_id, Deed::KeepAgenda));
    TRY(check_on_agenda(*find_agenda_item(occasion.db, occasion.actor.province, id)));
    const auto item = TRY(checked_item(occasion, old->assembly_id, id, std::move(input)));
    update_agenda_item(occasion.db, occasion.actor.province, item);
    tell_item(occasion, "agenda_item_changed", item);
    return item;
}

Result<AgendaItem> withdraw_item(const Occasion& occasion, AgendaItemId id, ItemWithdrawal input) {
    const auto& province = occasion.actor.province;
    const auto unheld = find_agenda_item(occasion.db, province, id);
    if (!unheld)
        return failure(ErrorCode::NotFound, "assembly.item_unknown");
    TRY(hold_for(occasion, unheld->assembly_id, Deed::WithdrawItem));
    auto item = *find_agenda_item(occasion.db, province, id);
    TRY(check_on_agenda(item));
    if (const auto draft = find_draft_of_item(occasion.db, province, id)) {
        TRY(check_not_adopted(occasion, draft->id));
        for (const auto& test : consensus_tests(occasion.db, province, draft->id))
            if (!test.closed_at)
                return failure(ErrorCode::Conflict, "assembly.test_is_open");
    }
    item.withdrawn_at = occasion.now;
    item.withdrawal_reason = TRY(some_text(input.reason, reason_bytes_max));
    update_agenda_item(occasion.db, province, item);
    add_event(occasion, item.assembly_id, "agenda_item_withdrawn",
              {{"item", id.value},
               {"number", item.number},
               {"title_th", item.title_th},
               {"title_en", item.title_en}},
              Audience::Everyone, personal_parts({{reason_part, item.withdrawal_reason}}));
    return item;
}

Result<void> check_on_agenda(const AgendaItem& item) {
    if (item.withdrawn_at)
        return failure(ErrorCode::Conflict, "assembly.item_withdrawn");
    return {};
}

} // namespace samatcha::assembly
