#include "modules/assembly/actions_room.hpp"
#include "modules/assembly/room_state.hpp"
#include "modules/assembly/test_assembly.hpp"

#include <doctest/doctest.h>

using namespace samatcha;
using namespace samatcha::assembly;

TEST_CASE("a screen's link is open until the chair closes it or opens another") {
    TestAssembly house;
    const auto is_open = [&] {
        return room_state(house.by_secretariat(), house.room.id)->is_screen_open;
    };
    CHECK_FALSE(is_open());
    const auto first = open_screen(house.by_secretariat(), house.room.id)->code;
    CHECK(is_open());
    CHECK(linked_screen(house.db(), first)->room == house.room.id);
    CHECK(linked_screen(house.db(), first)->province == "40");
    const auto second = open_screen(house.by_secretariat(), house.room.id)->code;
    CHECK(key_of(linked_screen(house.db(), first)) == "assembly.screen_unknown");
    REQUIRE(close_screen(house.by_secretariat(), house.room.id));
    CHECK(key_of(linked_screen(house.db(), second)) == "assembly.screen_unknown");
    CHECK_FALSE(is_open());
}

TEST_CASE("nobody but the chair opens or closes a screen's link, and no guess opens it") {
    TestAssembly house;
    CHECK(key_of(open_screen(house.by_agency(0), house.room.id)) == "assembly.not_the_chair");
    CHECK(key_of(close_screen(house.by_agency(0), house.room.id)) == "assembly.not_the_chair");
    const auto code = open_screen(house.by_secretariat(), house.room.id)->code;
    for (const auto& guess :
         {std::string(), std::string("40"), std::string("40."), "41" + code.substr(2)})
        CHECK(key_of(linked_screen(house.db(), guess)) == "assembly.screen_unknown");
}
