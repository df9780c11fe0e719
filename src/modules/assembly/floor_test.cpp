#include "modules/assembly/floor.hpp"

#include "modules/assembly/actions_room.hpp"
#include "modules/assembly/test_assembly.hpp"

#include <doctest/doctest.h>

using namespace samatcha;
using namespace samatcha::assembly;

namespace {

using partners::Sector;

const std::vector<InvitedAgency> sectors_of_four{{{1}, Sector::State},
                                                 {{2}, Sector::State},
                                                 {{3}, Sector::Academia},
                                                 {{4}, Sector::CivilSociety}};

RaisedHand hand(std::int64_t id, std::int64_t agency, HandKind kind = HandKind::Speech) {
    return {{id}, {agency}, {agency}, kind, {id}, {}, 0, {}};
}

RaisedHand spoken(std::int64_t id, std::int64_t agency, std::int64_t seconds) {
    auto one = hand(id, agency);
    one.begun_at = Instant{0};
    one.ended_at = Instant{seconds * 1000};
    return one;
}

std::vector<std::int64_t> order_of(const std::vector<RaisedHand>& hands) {
    std::vector<std::int64_t> order;
    for (const auto& each : floor_of({}, hands, sectors_of_four, {0}).waiting)
        order.push_back(each.id.value);
    return order;
}

} // namespace

TEST_CASE("hands of different sectors take turns, however many one sector raises") {
    CHECK(order_of({hand(1, 1), hand(2, 2), hand(3, 1), hand(4, 3)}) ==
          std::vector<std::int64_t>{1, 4, 2, 3});
}

TEST_CASE("the sector that has spoken least comes first") {
    CHECK(order_of({spoken(1, 1, 300), hand(2, 2), hand(3, 4), hand(4, 3)}) ==
          std::vector<std::int64_t>{3, 4, 2});
}

TEST_CASE("a point of order comes before all speeches") {
    CHECK(order_of({hand(1, 3), hand(2, 1, HandKind::PointOfOrder)}) ==
          std::vector<std::int64_t>{2, 1});
}

TEST_CASE("a hand goes up once, is given the floor by the chair, and its time is counted") {
    TestAssembly house;
    house.on_the_day();
    const auto floor = raise_hand(house.by_agency(1), house.room.id, {}).value();
    CHECK(key_of(raise_hand(house.by_agency(1), house.room.id, {})) == "assembly.hand_is_up");
    CHECK(raise_hand(house.by_agency(1), house.room.id, {HandKind::PointOfOrder}));
    CHECK(key_of(raise_hand(house.by_agency(1), house.plenary.id, {})) == "assembly.agency_absent");
    const FloorForm form{floor.waiting[0].id, 120};
    CHECK(key_of(give_floor(house.by_agency(1), house.room.id, form)) == "assembly.not_the_chair");
    REQUIRE(give_floor(house.by_secretariat(), house.room.id, form));
    house.clock.advance_ms(90'000);
    CHECK(floor_in(house.by_secretariat(), house.room.id)->spoken[1].seconds == 90);
    REQUIRE(end_speech(house.by_secretariat(), house.room.id));
    house.clock.advance_ms(90'000);
    const auto after = floor_in(house.by_secretariat(), house.room.id).value();
    CHECK_FALSE(after.speaking);
    CHECK(after.spoken[1].seconds == 90);
    CHECK(key_of(end_speech(house.by_secretariat(), house.room.id)) == "assembly.nobody_speaks");
}

TEST_CASE("who has the floor loses it when the chair gives it to another") {
    TestAssembly house;
    house.on_the_day();
    const auto one = raise_hand(house.by_agency(0), house.room.id, {})->waiting[0].id;
    REQUIRE(give_floor(house.by_secretariat(), house.room.id, {one, 60}));
    const auto two = raise_hand(house.by_agency(1), house.room.id, {})->waiting[0].id;
    CHECK(give_floor(house.by_secretariat(), house.room.id, {two, 60})->speaking->id == two);
    CHECK(key_of(give_floor(house.by_secretariat(), house.room.id, {one, 60})) ==
          "assembly.hand_unknown");
    house.clock.advance_ms(30'000);
    CHECK(floor_in(house.by_secretariat(), house.room.id)->spoken[0].seconds == 0);
}

TEST_CASE("a hand is lowered by its delegate or the chair") {
    TestAssembly house;
    house.on_the_day();
    const auto own = raise_hand(house.by_agency(0), house.room.id, {})->waiting[0].id;
    CHECK(key_of(lower_hand(house.by_agency(1), house.room.id, {own})) == "assembly.not_the_chair");
    CHECK(lower_hand(house.by_agency(0), house.room.id, {own})->waiting.empty());
    CHECK(key_of(lower_hand(house.by_agency(0), house.room.id, {own})) == "assembly.hand_unknown");
}

TEST_CASE("what the chair shows, every screen of the room is told") {
    TestAssembly house;
    const auto draft = house.on_the_day();
    const auto paragraph = draft.text.paragraphs[1].id;
    CHECK(key_of(show_on_screen(house.by_agency(0), house.room.id, {draft.id, paragraph, {}})) ==
          "assembly.not_the_chair");
    CHECK(key_of(show_on_screen(house.by_secretariat(), house.room.id,
                                {draft.id, ParagraphId{5}, {}})) ==
          "resolution_text.paragraph_unknown");
    REQUIRE(show_on_screen(house.by_secretariat(), house.room.id, {draft.id, {}, {}}));
    const auto floor =
        show_on_screen(house.by_secretariat(), house.room.id, {draft.id, paragraph, {}}).value();
    CHECK(floor.screen->paragraph_id == paragraph);
    CHECK(house.happened.back().event.entry.kind == "screen_changed");
}
