#include "modules/assembly/actions_consensus.hpp"
#include "modules/assembly/actions_resolution.hpp"
#include "modules/assembly/records.hpp"
#include "modules/assembly/records_consensus.hpp"
#include "modules/assembly/records_draft.hpp"
#include "modules/assembly/records_objection.hpp"

#include <algorithm>

namespace samatcha::assembly {

namespace {

Result<ConsensusTest> test_of_objection(const Occasion& occasion, ConsensusTestId id) {
    auto test = find_consensus_test(occasion.db, occasion.actor.province, id);
    if (!test)
        return failure(ErrorCode::NotFound, "assembly.test_unknown");
    TRY(hold_for(occasion, test->assembly_id, Deed::TestConsensus));
    TRY(check_not_adopted(occasion, test->draft_id));
    return std::move(*test);
}

boost::json::array as_array(const std::vector<partners::AgencyId>& agencies) {
    boost::json::array all;
    for (const auto agency : agencies)
        all.push_back(agency.value);
    return all;
}

/// The words as an amendment of the agency whose objection they answer, before the room that asked.
Result<Amendment> amendment_with_words(const Occasion& occasion, const ConsensusTest& test,
                                       const DraftingGroup& group, ParagraphId paragraph) {
    const auto draft = *find_draft(occasion.db, occasion.actor.province, test.draft_id);
    Amendment amendment;
    amendment.id = AmendmentId{new_id()};
    amendment.draft_id = draft.id;
    amendment.version = draft.version;
    amendment.agency_id = group.agency_id;
    amendment.room_id = test.room_id;
    amendment.operation.paragraph = paragraph;
    amendment.operation.text = group.wording;
    TRY(resolution_text::check(draft.text, TRY(operation_of(amendment.operation, draft.text))));
    const auto ways = objections_to(occasion, draft.id);
    for (const auto& way : ways)
        if (way.agency_id == group.agency_id)
            amendment.reason = way.reason;
    amendment.proposed_at = occasion.now;
    insert_amendment(occasion.db, occasion.actor.province, amendment, occasion.actor.account);
    return amendment;
}

} // namespace

std::vector<ObjectionWay> objections_to(const Occasion& occasion, DraftId draft) {
    const auto& province = occasion.actor.province;
    std::vector<AnsweredTest> answered;
    for (auto& test : consensus_tests(occasion.db, province, draft)) {
        auto taken = positions(occasion.db, province, test.id);
        answered.push_back({std::move(test), std::move(taken)});
    }
    return objection_ways(answered, drafting_groups(occasion.db, province, draft));
}

Result<DraftingGroup> form_drafting_group(const Occasion& occasion, ConsensusTestId id,
                                          GroupForm input) {
    const auto test = TRY(test_of_objection(occasion, id));
    const auto& province = occasion.actor.province;
    TRY(check_chair(occasion, *find_room(occasion.db, province, test.room_id)));
    const auto ways = objections_to(occasion, test.draft_id);
    const auto way = std::find_if(ways.begin(), ways.end(), [&](const ObjectionWay& one) {
        return one.agency_id == input.agency_id && one.test_id == id &&
               one.end == ObjectionEnd::Open;
    });
    if (way == ways.end())
        return failure(ErrorCode::Conflict, "assembly.no_open_objection");
    if (way->group && way->group->test_id == id && !way->group->returned_at)
        return failure(ErrorCode::Conflict, "assembly.group_at_work");
    if (input.returns_at <= occasion.now)
        return failure(ErrorCode::InvalidInput, "assembly.group_return_past");
    DraftingGroup group{DraftingGroupId{new_id()},
                        id,
                        input.agency_id,
                        std::move(input.members),
                        occasion.now,
                        input.returns_at,
                        {},
                        {},
                        {}};
    group.members.push_back(group.agency_id);
    std::sort(group.members.begin(), group.members.end());
    group.members.erase(std::unique(group.members.begin(), group.members.end()),
                        group.members.end());
    if (group.members.size() < 2)
        return failure(ErrorCode::InvalidInput, "assembly.group_alone");
    const auto seats = invited_agencies(occasion.db, province, test.assembly_id);
    for (const auto member : group.members)
        if (std::none_of(seats.begin(), seats.end(),
                         [&](const InvitedAgency& seat) { return seat.agency_id == member; }))
            return failure(ErrorCode::InvalidInput, "assembly.agency_not_invited");
    insert_drafting_group(occasion.db, province, group, test.draft_id, occasion.actor.account);
    add_event(occasion, test.assembly_id, "drafting_group_formed",
              {{"room", test.room_id.value},
               {"draft", test.draft_id.value},
               {"group", group.id.value},
               {"agency", group.agency_id.value},
               {"members", as_array(group.members)},
               {"returns_at", group.returns_at.unix_ms}});
    return group;
}

Result<DraftingGroup> return_from_group(const Occasion& occasion, DraftingGroupId id,
                                        GroupReturn input) {
    const auto& province = occasion.actor.province;
    const auto unheld = find_drafting_group(occasion.db, province, id);
    if (!unheld)
        return failure(ErrorCode::NotFound, "assembly.group_unknown");
    const auto test = TRY(test_of_objection(occasion, unheld->test_id));
    auto group = *find_drafting_group(occasion.db, province, id);
    if (!check_chair(occasion, *find_room(occasion.db, province, test.room_id))) {
        const auto agency = TRY(agency_spoken_for(occasion, test.assembly_id));
        if (!std::binary_search(group.members.begin(), group.members.end(), agency))
            return failure(ErrorCode::Forbidden, "assembly.not_in_group");
    }
    if (group.returned_at)
        return failure(ErrorCode::Conflict, "assembly.group_returned");
    group.returned_at = occasion.now;
    group.wording = TRY(some_text(input.wording, paragraph_bytes_max));
    const auto amendment = TRY(amendment_with_words(occasion, test, group, input.paragraph_id));
    group.amendment_id = amendment.id;
    update_drafting_group(occasion.db, province, group);
    add_event(occasion, test.assembly_id, "drafting_group_returned",
              {{"room", test.room_id.value},
               {"draft", test.draft_id.value},
               {"group", id.value},
               {"agency", group.agency_id.value},
               {"amendment", amendment.id.value},
               {"version", amendment.version},
               {"paragraph", input.paragraph_id.value}},
              Audience::Everyone, personal_parts({{wording_part, group.wording}}));
    return group;
}

} // namespace samatcha::assembly
