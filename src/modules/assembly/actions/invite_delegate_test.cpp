#include "modules/access/actions.hpp"
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

TEST_CASE("a round of invitations reaches all who have not accepted, each by a link of its own") {
    TestAssembly house; // Its four delegates have accepted.
    const auto waiting =
        invite_delegate(house.by_secretariat(), house.id, {house.agencies[1], "คนที่สอง", true})
            .value();
    partners::Agency uninvited;
    uninvited.name_th = "หน่วยงานใหม่";
    const auto added = partners::add_agency(house.secretariat, house.db(), uninvited)->id;
    const auto round = invite_agencies(house.by_secretariat(), house.id,
                                       {{house.agencies[0], house.agencies[1], added}, "ผู้แทน"});
    REQUIRE(round);
    REQUIRE(round->size() == 2);
    CHECK(round->at(0).delegate.id == waiting.delegate.id);
    CHECK(round->at(1).delegate.agency_id == added);
    CHECK(round->at(1).delegate.name == "ผู้แทน");
    CHECK(invited_agencies(house.db(), "40", house.id).size() == 5);
}

TEST_CASE("the link of an earlier round is no longer good") {
    TestAssembly house;
    REQUIRE(access::add_province(house.db(), area::Gazetteer::load(), house.clock, "40",
                                 access::ProvinceUse::Demonstration));
    const auto first =
        invite_delegate(house.by_secretariat(), house.id, {house.agencies[1], "คนที่สอง", true})
            .value();
    const auto round =
        invite_agencies(house.by_secretariat(), house.id, {{house.agencies[1]}, "ผู้แทน"}).value();
    const auto accept = [&](const std::string& code) {
        std::vector<Happening> happened;
        return accept_invitation(house.db(), house.clock, access::Actor(),
                                 {"40", code, "visitor", "a long enough password"}, happened);
    };
    CHECK(key_of(accept(first.code)) == "assembly.invitation_unknown");
    CHECK(accept(round[0].code));
}
