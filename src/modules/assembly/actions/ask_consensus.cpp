#include "modules/assembly/actions_agenda.hpp"
#include "modules/assembly/actions_consensus.hpp"
#include "modules/assembly/actions_delegation.hpp"
#include "modules/assembly/actions_resolution.hpp"
#include "modules/assembly/records.hpp"
#include "modules/assembly/records_consensus.hpp"
#include "modules/assembly/records_draft.hpp"

#include <algorithm>

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

/// It, or where it was asked about with others all of them, in the order of the agenda.
std::vector<ConsensusTest> asked_with(const Occasion& occasion, const ConsensusTest& test) {
    if (!test.whole_id)
        return {test};
    return tests_of_whole(occasion.db, occasion.actor.province, *test.whole_id);
}

Presence presence_of(const Occasion& occasion, const ConsensusTest& test) {
    return *presence_in(occasion, test.room_id, test.closed_at.value_or(occasion.now));
}

ConsensusView view_of(const Occasion& occasion, const ConsensusTest& test) {
    const auto& province = occasion.actor.province;
    auto taken = standing_positions(occasion.db, province, test.id);
    const auto seats = invited_agencies(occasion.db, province, test.assembly_id);
    auto counted = tally(taken, seats, presence_of(occasion, test));
    return {test, std::move(counted), std::move(taken)};
}

std::vector<partners::AgencyId> objecting_in(const std::vector<Position>& taken) {
    std::vector<partners::AgencyId> agencies;
    for (const auto& position : positions_that_count(taken))
        if (position.stance == Stance::Objects && !position.is_minuted)
            agencies.push_back(position.agency_id);
    return agencies;
}

/// With where the question stands now, so that whoever hears of it need not ask.
void add_test_event(const Occasion& occasion, std::string_view kind, const ConsensusView& view,
                    boost::json::object data = {},
                    std::vector<public_log::PersonalPart> personal = {}) {
    if (view.test.whole_id) {
        data["whole"] = view.test.whole_id->value;
        data["parts"] = json::to_value(view.whole);
    } else {
        data["test"] = view.test.id.value;
        data["draft"] = view.test.draft_id.value;
    }
    data["room"] = view.test.room_id.value;
    data["tally"] = json::to_value(view.tally);
    add_event(occasion, view.test.assembly_id, kind, std::move(data), Audience::Everyone,
              std::move(personal));
}

/// Whether all may be asked about a draft in a room.
Result<void> check_askable(const Occasion& occasion, const DraftResolution& draft,
                           const Room& room) {
    const auto& province = occasion.actor.province;
    for (const auto& earlier : consensus_tests(occasion.db, province, draft.id))
        if (!earlier.closed_at)
            return failure(ErrorCode::Conflict, "assembly.test_is_open");
    for (const auto& amendment : amendments(occasion.db, province, draft.id, draft.version))
        if (amendment.state == AmendmentState::Accepted ||
            (amendment.room_id == room.id && (amendment.state == AmendmentState::Open ||
                                              amendment.state == AmendmentState::PassedUp)))
            return failure(ErrorCode::Conflict, "assembly.amendments_open");
    if (!TRY(presence_in(occasion, room.id, occasion.now)).is_quorum)
        return failure(ErrorCode::Conflict, "assembly.quorum_missing");
    return {};
}

ConsensusTest opened_test(const Occasion& occasion, const DraftResolution& draft, const Room& room,
                          std::optional<WholeQuestionId> whole) {
    ConsensusTest test;
    test.id = ConsensusTestId{new_id()};
    test.assembly_id = draft.assembly_id;
    test.room_id = room.id;
    test.draft_id = draft.id;
    test.version = draft.version;
    test.opened_at = occasion.now;
    test.whole_id = whole;
    insert_consensus_test(occasion.db, occasion.actor.province, test, occasion.actor.account);
    return test;
}

/// Those of the question that an answer is about; to the others it says yes.
Result<std::vector<bool>> answered_about(const std::vector<ConsensusTest>& asked,
                                         const PositionForm& input) {
    std::vector<bool> is_about(asked.size(), true);
    if (!asked.front().whole_id || !input.drafts || input.drafts->empty())
        return is_about;
    for (std::size_t i = 0; i < asked.size(); ++i)
        is_about[i] = std::count(input.drafts->begin(), input.drafts->end(), asked[i].draft_id) > 0;
    if (std::count(is_about.begin(), is_about.end(), true) !=
        static_cast<std::ptrdiff_t>(input.drafts->size()))
        return failure(ErrorCode::NotFound, "assembly.draft_unknown");
    return is_about;
}

boost::json::array drafts_told(const std::vector<ConsensusTest>& asked,
                               const std::vector<bool>& is_about) {
    boost::json::array drafts;
    for (std::size_t i = 0; i < asked.size(); ++i)
        if (is_about[i])
            drafts.emplace_back(asked[i].draft_id.value);
    return drafts;
}

Position plain_support(Position position) {
    position.stance = Stance::Supports;
    position.reason.clear();
    position.wording.clear();
    position.is_minuted = false;
    return position;
}

/// What all agree to in one question about the whole, as far as nobody wrote on it meanwhile.
Result<void> adopt_agreed(const Occasion& occasion, const std::vector<ConsensusTest>& closed) {
    for (const auto& test : closed)
        if (test.outcome != ConsensusOutcome::Blocked &&
            find_draft(occasion.db, occasion.actor.province, test.draft_id)->version ==
                test.version)
            TRY(adopt_draft(occasion, test.draft_id));
    return {};
}

} // namespace

ConsensusView question_view(const Occasion& occasion, const ConsensusTest& test) {
    if (!test.whole_id)
        return view_of(occasion, test);
    const auto& province = occasion.actor.province;
    ConsensusView view{test, {}, {}, {}};
    std::vector<AnsweredPart> parts;
    for (const auto& each : asked_with(occasion, test)) {
        parts.push_back({each.draft_id, standing_positions(occasion.db, province, each.id)});
        view.whole.push_back(
            {each.id, each.draft_id, objecting_in(parts.back().positions), each.outcome});
    }
    view.positions = answers_to_whole(parts);
    view.tally = tally(view.positions, invited_agencies(occasion.db, province, test.assembly_id),
                       presence_of(occasion, test));
    return view;
}

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
    TRY(check_askable(occasion, *draft, *room));
    auto view = view_of(occasion, opened_test(occasion, *draft, *room, {}));
    add_test_event(occasion, "consensus_asked", view, {{"version", view.test.version}});
    return view;
}

Result<ConsensusView> ask_about_whole(const Occasion& occasion, AssemblyId id) {
    TRY(hold_for(occasion, id, Deed::TestConsensus));
    const auto& province = occasion.actor.province;
    const auto plenary = rooms(occasion.db, province, id).back();
    TRY(check_chair(occasion, plenary));
    auto asked = drafts(occasion.db, province, id);
    std::erase_if(asked, [&](const DraftResolution& draft) {
        return !check_not_adopted(occasion, draft.id);
    });
    if (asked.empty())
        return failure(ErrorCode::Conflict, "assembly.nothing_to_adopt");
    for (const auto& draft : asked)
        TRY(check_askable(occasion, draft, plenary));
    const WholeQuestionId whole{new_id()};
    std::vector<ConsensusTest> tests;
    for (const auto& draft : asked)
        tests.push_back(opened_test(occasion, draft, plenary, whole));
    auto view = question_view(occasion, tests.front());
    add_test_event(occasion, "consensus_asked", view);
    return view;
}

Result<ConsensusView> consensus_view(const Occasion& occasion, ConsensusTestId id) {
    return view_of(occasion, TRY(known_test(occasion, id)));
}

Result<ConsensusView> take_position(const Occasion& occasion, ConsensusTestId id,
                                    PositionForm input) {
    const auto test = TRY(open_test(occasion, id));
    Position position;
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
    const auto asked = asked_with(occasion, test);
    const auto is_about = TRY(answered_about(asked, input));
    boost::json::object data;
    for (std::size_t i = 0; i < asked.size(); ++i) {
        auto stored = is_about[i] ? position : plain_support(position);
        stored.id = PositionId{new_id()};
        if (i == 0)
            data["position"] = stored.id.value;
        insert_position(occasion.db, occasion.actor.province, asked[i].id, stored,
                        occasion.actor.account);
    }
    auto view = question_view(occasion, test);
    data["agency"] = position.agency_id.value;
    data["stance"] = json::enum_name(position.stance);
    data["is_minuted"] = position.is_minuted;
    if (test.whole_id && position.stance != Stance::Supports)
        data["drafts"] = drafts_told(asked, is_about);
    add_test_event(
        occasion, position.is_paper ? "paper_position_entered" : "position_taken", view,
        std::move(data),
        personal_parts({{reason_part, position.reason}, {wording_part, position.wording}}));
    return view;
}

Result<ConsensusView> confirm_paper(const Occasion& occasion, ConsensusTestId id,
                                    PositionId position) {
    const auto test = TRY(open_test(occasion, id));
    TRY(check_chair(occasion, room_of_test(occasion, test)));
    const auto& province = occasion.actor.province;
    const auto asked = asked_with(occasion, test);
    const auto first = standing_positions(occasion.db, province, asked.front().id);
    const auto place = std::find_if(first.begin(), first.end(),
                                    [&](const Position& one) { return one.id == position; }) -
                       first.begin();
    for (const auto& each : asked) {
        const auto taken = standing_positions(occasion.db, province, each.id);
        if (place == static_cast<std::ptrdiff_t>(taken.size()) ||
            !confirm_position(occasion.db, province, each.id,
                              taken[static_cast<std::size_t>(place)].id, occasion.actor.account))
            return failure(ErrorCode::Conflict, "assembly.paper_not_confirmed");
    }
    auto view = question_view(occasion, test);
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
    for (auto& each : asked_with(occasion, test)) {
        each.fallback_announced_at = occasion.now;
        update_consensus_test(occasion.db, occasion.actor.province, each);
    }
    auto view = question_view(occasion, test);
    add_test_event(occasion, "fallback_announced", view,
                   {{"rule", json::to_value(*assembly->rules.fallback)}});
    return view;
}

Result<ConsensusView> close_consensus_test(const Occasion& occasion, ConsensusTestId id) {
    const auto test = TRY(open_test(occasion, id));
    TRY(check_chair(occasion, room_of_test(occasion, test)));
    const auto assembly = find_assembly(occasion.db, occasion.actor.province, test.assembly_id);
    auto asked = asked_with(occasion, test);
    for (auto& each : asked) {
        each.outcome = TRY(outcome_now(view_of(occasion, each).tally, assembly->rules.fallback,
                                       each.fallback_announced_at.has_value()));
        each.closed_at = occasion.now;
        update_consensus_test(occasion.db, occasion.actor.province, each);
    }
    auto view = question_view(occasion, TRY(known_test(occasion, id)));
    boost::json::object data;
    if (!test.whole_id)
        data["outcome"] = json::enum_name(view.test.outcome);
    add_test_event(occasion, "consensus_closed", view, std::move(data));
    if (test.whole_id)
        TRY(adopt_agreed(occasion, asked));
    return view;
}

} // namespace samatcha::assembly
