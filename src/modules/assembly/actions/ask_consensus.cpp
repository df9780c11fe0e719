#include "modules/assembly/actions.hpp"
#include "modules/assembly/records.hpp"
#include "modules/assembly/records_consensus.hpp"
#include "modules/assembly/records_draft.hpp"

namespace samatcha::assembly {

namespace {

Result<ConsensusTest> known_test(const Occasion& occasion, ConsensusTestId id) {
    auto test = find_consensus_test(occasion.db, occasion.actor.province, id);
    if (!test)
        return failure(ErrorCode::NotFound, "assembly.test_unknown");
    return std::move(*test);
}

/// The test, its assembly held, as it is now.
Result<ConsensusTest> open_test(const Occasion& occasion, ConsensusTestId id) {
    const auto unheld = TRY(known_test(occasion, id));
    TRY(hold_for(occasion, unheld.assembly_id, Deed::TestConsensus));
    auto test = TRY(known_test(occasion, id));
    if (test.closed_at)
        return failure(ErrorCode::Conflict, "assembly.test_is_closed");
    return test;
}

Room room_of_test(const Occasion& occasion, const ConsensusTest& test) {
    return *find_room(occasion.db, occasion.actor.province, test.room_id);
}

ConsensusView view_of(const Occasion& occasion, const ConsensusTest& test) {
    const auto& province = occasion.actor.province;
    auto taken = standing_positions(occasion.db, province, test.id);
    const auto seats = invited_agencies(occasion.db, province, test.assembly_id);
    const auto presence =
        presence_in(occasion, test.room_id, test.closed_at.value_or(occasion.now));
    auto counted = tally(taken, seats, *presence);
    return {test, std::move(counted), std::move(taken)};
}

/// With where the test stands now, so that whoever hears of it need not ask.
void add_test_event(const Occasion& occasion, std::string_view kind, const ConsensusView& view,
                    boost::json::object data = {},
                    std::vector<public_log::PersonalPart> personal = {}) {
    data["test"] = view.test.id.value;
    data["draft"] = view.test.draft_id.value;
    data["room"] = view.test.room_id.value;
    data["tally"] = json::to_value(view.tally);
    add_event(occasion, view.test.assembly_id, kind, std::move(data), Audience::Everyone,
              std::move(personal));
}

} // namespace

Result<ConsensusView> open_consensus_test(const Occasion& occasion, AssemblyId id,
                                          const NewConsensusTest& input) {
    TRY(hold_for(occasion, id, Deed::TestConsensus));
    const auto& province = occasion.actor.province;
    const auto room = find_room(occasion.db, province, input.room_id);
    if (!room || room->assembly_id != id)
        return failure(ErrorCode::NotFound, "assembly.room_unknown");
    TRY(check_chair(occasion, *room));
    const auto draft = find_draft(occasion.db, province, input.draft_id);
    if (!draft || draft->assembly_id != id)
        return failure(ErrorCode::NotFound, "assembly.draft_unknown");
    TRY(check_not_adopted(occasion, draft->id));
    for (const auto& earlier : consensus_tests(occasion.db, province, draft->id))
        if (!earlier.closed_at)
            return failure(ErrorCode::Conflict, "assembly.test_is_open");
    for (const auto& amendment : amendments(occasion.db, province, draft->id, draft->version))
        if (amendment.state == AmendmentState::Accepted ||
            (amendment.room_id == room->id && (amendment.state == AmendmentState::Open ||
                                               amendment.state == AmendmentState::PassedUp)))
            return failure(ErrorCode::Conflict, "assembly.amendments_open");
    if (!TRY(presence_in(occasion, room->id, occasion.now)).is_quorum)
        return failure(ErrorCode::Conflict, "assembly.quorum_missing");
    ConsensusTest test;
    test.id = ConsensusTestId{new_id()};
    test.assembly_id = id;
    test.room_id = room->id;
    test.draft_id = draft->id;
    test.version = draft->version;
    test.opened_at = occasion.now;
    insert_consensus_test(occasion.db, province, test, occasion.actor.account);
    auto view = view_of(occasion, test);
    add_test_event(occasion, "consensus_asked", view, {{"version", test.version}});
    return view;
}

Result<ConsensusView> consensus_view(const Occasion& occasion, ConsensusTestId id) {
    return view_of(occasion, TRY(known_test(occasion, id)));
}

Result<ConsensusView> take_position(const Occasion& occasion, ConsensusTestId id,
                                    PositionForm input) {
    const auto test = TRY(open_test(occasion, id));
    Position position;
    position.id = PositionId{new_id()};
    position.stance = input.stance;
    position.reason = TRY(any_text(input.reason, reason_bytes_max));
    position.wording = TRY(any_text(input.wording, paragraph_bytes_max));
    position.is_minuted = input.is_minuted;
    position.is_paper = input.agency_id.has_value();
    position.is_confirmed = !position.is_paper;
    position.taken_at = occasion.now;
    TRY(check_position(position));
    if (position.is_paper) {
        TRY(check_chair(occasion, room_of_test(occasion, test)));
        position.agency_id = *input.agency_id;
    } else {
        position.agency_id = TRY(agency_spoken_for(occasion, test.assembly_id));
    }
    if (!is_present(TRY(presence_in(occasion, test.room_id, occasion.now)), position.agency_id))
        return failure(ErrorCode::Forbidden, "assembly.agency_absent");
    insert_position(occasion.db, occasion.actor.province, id, position, occasion.actor.account);
    auto view = view_of(occasion, test);
    add_test_event(
        occasion, position.is_paper ? "paper_position_entered" : "position_taken", view,
        {{"agency", position.agency_id.value},
         {"position", position.id.value},
         {"stance", json::enum_name(position.stance)},
         {"is_minuted", position.is_minuted}},
        personal_parts({{reason_part, position.reason}, {wording_part, position.wording}}));
    return view;
}

Result<ConsensusView> confirm_paper(const Occasion& occasion, ConsensusTestId id,
                                    PositionId position) {
    const auto test = TRY(open_test(occasion, id));
    TRY(check_chair(occasion, room_of_test(occasion, test)));
    if (!confirm_position(occasion.db, occasion.actor.province, id, position,
                          occasion.actor.account))
        return failure(ErrorCode::Conflict, "assembly.paper_not_confirmed");
    auto view = view_of(occasion, test);
    add_test_event(occasion, "paper_position_confirmed", view, {{"position", position.value}});
    return view;
}

Result<ConsensusView> announce_fallback(const Occasion& occasion, ConsensusTestId id) {
    auto test = TRY(open_test(occasion, id));
    TRY(check_chair(occasion, room_of_test(occasion, test)));
    const auto assembly = find_assembly(occasion.db, occasion.actor.province, test.assembly_id);
    if (!assembly->rules.fallback)
        return failure(ErrorCode::Conflict, "assembly.no_fallback");
    test.fallback_announced_at = occasion.now;
    update_consensus_test(occasion.db, occasion.actor.province, test);
    auto view = view_of(occasion, test);
    add_test_event(occasion, "fallback_announced", view,
                   {{"rule", json::to_value(*assembly->rules.fallback)}});
    return view;
}

Result<ConsensusView> close_consensus_test(const Occasion& occasion, ConsensusTestId id) {
    auto test = TRY(open_test(occasion, id));
    TRY(check_chair(occasion, room_of_test(occasion, test)));
    const auto assembly = find_assembly(occasion.db, occasion.actor.province, test.assembly_id);
    test.outcome = TRY(outcome_now(view_of(occasion, test).tally, assembly->rules.fallback,
                                   test.fallback_announced_at.has_value()));
    test.closed_at = occasion.now;
    update_consensus_test(occasion.db, occasion.actor.province, test);
    auto view = view_of(occasion, test);
    add_test_event(occasion, "consensus_closed", view,
                   {{"outcome", json::enum_name(test.outcome)}});
    return view;
}

} // namespace samatcha::assembly
