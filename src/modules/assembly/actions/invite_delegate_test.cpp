#include "modules/access/records.hpp"
#include "modules/assembly/test_assembly.hpp"

#include <doctest/doctest.h>

#include <array>
#include <thread>

using namespace samatcha;
using namespace samatcha::assembly;

TEST_CASE("of two who accept one invitation at once, one gets an account and the other none") {
    TestAssembly house;
    REQUIRE(access::add_province(house.db(), area::Gazetteer::load(), house.clock, "40",
                                 access::ProvinceUse::Demonstration));
    const auto invited =
        invite_delegate(house.by_secretariat(), house.id, {house.agencies[1], "ผู้แทน", false});
    std::array<bool, 2> accepted{};
    std::array<std::thread, 2> visitors;
    for (std::size_t i = 0; i < visitors.size(); ++i)
        visitors[i] = std::thread([&, i] {
            const auto db = house.database.database().connection();
            std::vector<Happening> happened;
            accepted[i] = accept_invitation(*db, house.clock, access::Actor(),
                                            {"40", invited->code, "visitor" + std::to_string(i),
                                             "a long enough password"},
                                            happened)
                              .has_value();
        });
    for (auto& visitor : visitors)
        visitor.join();
    CHECK(accepted[0] != accepted[1]);
    for (std::size_t i = 0; i < visitors.size(); ++i)
        CHECK(access::records::find_account_by_login(house.db(), "visitor" + std::to_string(i))
                  .has_value() == accepted[i]);
}
