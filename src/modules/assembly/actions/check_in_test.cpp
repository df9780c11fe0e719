#include "modules/assembly/test_assembly.hpp"

#include <doctest/doctest.h>

#include <cctype>
#include <string>

using namespace samatcha;
using namespace samatcha::assembly;

TEST_CASE("a badge is known however it is typed or read") {
    const auto code = badge_code(as_bytes("twelve bytes"));
    CHECK(code.size() == 14);
    CHECK(typed_badge(code) == code);
    for (const auto* typed :
         {"K7QM-4RXP-1NT0", "k7qm 4rxp 1nt0", "K7QM4RXPLNTO", " k7qm-4rxp-int0 "})
        CHECK(typed_badge(typed) == "K7QM-4RXP-1NT0");
    CHECK(typed_badge("") == "");
}

TEST_CASE("the door opens to a badge however it is typed") {
    TestAssembly house;
    house.with_draft();
    house.go_to({Phase::Hearings, Phase::Assembled});
    std::string typed;
    for (const char each : house.badges.at(house.agencies[0]))
        if (each != '-')
            typed += static_cast<char>(std::tolower(static_cast<unsigned char>(each)));
    CHECK(check_in(house.by_secretariat(), house.id, {house.room.id, typed}));
}

TEST_CASE("badges of all delegates are handed out to print, and open the door") {
    TestAssembly house;
    house.on_the_day();
    const auto all = badges(house.db(), "40", house.id);
    REQUIRE(all.size() == 4);
    for (const auto& pass : all)
        CHECK(check_in(house.by_secretariat(), house.id, {house.plenary.id, pass.badge})->id ==
              pass.delegate.id);
    CHECK(key_of(check_in(house.by_secretariat(), house.id,
                          {house.plenary.id, "0000-0000-0000"})) == "assembly.badge_unknown");
}
