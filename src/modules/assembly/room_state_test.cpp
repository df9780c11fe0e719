#include "modules/assembly/room_state.hpp"

#include "modules/assembly/actions_consensus.hpp"
#include "modules/assembly/actions_room.hpp"
#include "modules/assembly/test_assembly.hpp"

#include <doctest/doctest.h>

using namespace samatcha;
using namespace samatcha::assembly;

namespace {

const boost::json::object& last_data(const TestAssembly& house, json::value& kept) {
    kept = json::parse(house.happened.back().event.entry.data).value();
    return kept.as_object();
}

} // namespace

TEST_CASE("the draft before a room is the one shown, else the first not adopted, else the last") {
    const std::vector<DraftHeading> drafts{
        {{1}, {11}, 1, 1}, {{2}, {12}, 1, {}}, {{3}, {13}, 1, {}}};
    CHECK(draft_before(drafts, {}) == DraftId{2});
    CHECK(draft_before(drafts, RoomScreen{{1}, {}, {}, {}}) == DraftId{1});
    CHECK(draft_before(drafts, RoomScreen{{9}, {}, {}, {}}) == DraftId{2});
    CHECK(draft_before({drafts[0]}, {}) == DraftId{1});
    CHECK_FALSE(draft_before({}, {}));
}

TEST_CASE("a room shows its own items, the plenary all") {
    TestAssembly house;
    house.on_the_day();
    const auto other = add_room(house.by_secretariat(), house.id, {"ห้องสอง", "Room two", {}});
    CHECK(room_state(house.by_secretariat(), house.room.id)->items.size() == 1);
    CHECK(room_state(house.by_secretariat(), house.plenary.id)->items.size() == 1);
    const auto empty = room_state(house.by_secretariat(), other->id);
    CHECK(empty->items.empty());
    CHECK_FALSE(empty->view);
    CHECK(empty->seats.size() == 4);
    CHECK(key_of(room_state(house.by_secretariat(), RoomId{1})) == "assembly.room_unknown");
}

TEST_CASE("a room's last test is shown in that room only") {
    TestAssembly house;
    const auto draft = house.on_the_day();
    REQUIRE(open_consensus_test(house.by_secretariat(), house.id, {house.room.id, draft.id}));
    CHECK(room_state(house.by_secretariat(), house.room.id)->test);
    CHECK_FALSE(room_state(house.by_secretariat(), house.plenary.id)->test);
}

TEST_CASE("an event of the floor carries the floor as it is then") {
    TestAssembly house;
    house.on_the_day();
    REQUIRE(raise_hand(house.by_agency(1), house.room.id, {}));
    json::value kept;
    CHECK(last_data(house, kept).at("floor") ==
          json::to_value(*floor_in(house.by_secretariat(), house.room.id)));
}

TEST_CASE("who comes or goes is told with who is there then, and what it makes of an open test") {
    TestAssembly house;
    const auto draft = house.on_the_day();
    const auto test =
        open_consensus_test(house.by_secretariat(), house.id, {house.room.id, draft.id});
    REQUIRE(check_out(house.by_secretariat(), house.id,
                      {house.room.id, house.badges.at(house.agencies[0])}));
    json::value kept;
    const auto& data = last_data(house, kept);
    const auto presence = presence_in(house.by_secretariat(), house.room.id, house.clock.now());
    CHECK(data.at("is_there") == false);
    CHECK(data.at("is_quorum") == false);
    CHECK(data.at("sectors") == json::to_value(presence->sectors));
    CHECK(data.at("tests").at(0).at("test") == test->test.id.value);
    CHECK(data.at("tests").at(0).at("tally") ==
          json::to_value(consensus_view(house.by_secretariat(), test->test.id)->tally));
}

TEST_CASE("a room tells who attended once nobody is let in any more, and until then who is there") {
    TestAssembly house;
    house.on_the_day();
    CHECK(room_state(house.by_secretariat(), house.room.id)->attended.empty());
    house.clock.advance_ms(1000);
    REQUIRE(check_out(house.by_secretariat(), house.id,
                      {house.room.id, house.badges.at(house.agencies[1])}));
    house.go_to({Phase::Hearings});
    const auto state = room_state(house.by_secretariat(), house.room.id);
    CHECK(state->presence.agencies.empty());
    REQUIRE(state->attended.size() == 4);
    for (const auto& sector : state->attended) {
        CHECK(sector.seats == 1);
        CHECK(sector.attended == 1);
    }
    const auto plenary = room_state(house.by_secretariat(), house.plenary.id);
    for (const auto& sector : plenary->attended)
        CHECK(sector.attended == 0);
}
