#include "modules/care/records.hpp"

#include "modules/care/test_care.hpp"

#include <doctest/doctest.h>

using namespace samatcha;
using namespace samatcha::care;

namespace {

CaseChild child_of(const char* given_name) {
    CaseChild child;
    child.given_name = given_name;
    child.surname = "ทดสอบ";
    child.birth_date = {2012, 5, 1};
    return child;
}

} // namespace

TEST_CASE("a case is read as it was written, and its child only with the keys") {
    TestCare house;
    const auto made = house.make_case(child_of("มานี"), access::AgencyId{7}, access::AccountId{20},
                                      persons::PersonId{99});
    const auto found = find_case(house.db(), "40", made.id);
    REQUIRE(found);
    CHECK(found->person == persons::PersonId{99});
    CHECK(found->due == Due::Visit);
    CHECK(found->worker == access::AccountId{20});
    CHECK(child_of_case(house.db(), "40", house.keys, made.id).value() == child_of("มานี"));
    const auto sealed = house.db().query("SELECT child FROM care_case", {})[0].bytes(0);
    CHECK(as_text(sealed).find("มานี") == std::string_view::npos);
    CHECK_FALSE(child_of_case(house.db(), "40", vault::KeyRing::ephemeral(), made.id).has_value());
}

TEST_CASE("a person has one case, and another province finds none of it") {
    TestCare house;
    const auto made = house.make_case(child_of("ก"), {}, {}, persons::PersonId{99});
    house.make_case(child_of("ข"), {}, {}, persons::PersonId{99});
    CHECK(house.db().integer("SELECT count(*) FROM care_case") == 1);
    CHECK(find_case_of_person(house.db(), "40", persons::PersonId{99})->id == made.id);
    CHECK_FALSE(find_case(house.db(), "41", made.id));
}

TEST_CASE("of two who change a case at once, the second is told") {
    TestCare house;
    auto first = house.make_case();
    auto second = first;
    first.worker = access::AccountId{20};
    CHECK(update_case(house.db(), "40", first));
    CHECK(first.version == 2);
    CHECK_FALSE(update_case(house.db(), "40", second));
    CHECK(find_case(house.db(), "40", first.id)->worker == access::AccountId{20});
}

TEST_CASE("what was said with a verb is sealed, and told to who has the keys, latest first") {
    TestCare house;
    const auto made = house.make_case();
    insert_event(house.db(), "40", house.keys, made.id,
                 {CareEventId{1},
                  house.clock.now(),
                  house.clock.now(),
                  {},
                  CaseVerb::Open,
                  {},
                  {},
                  R"({"note":"ประตูปิด"})",
                  "k1"});
    insert_event(
        house.db(), "40", house.keys, made.id,
        {CareEventId{2}, house.clock.now(), house.clock.now(), {}, CaseVerb::NotFind, {}, {}, ""});
    CHECK_FALSE(insert_event(house.db(), "40", house.keys, made.id,
                             {CareEventId{3},
                              house.clock.now(),
                              house.clock.now(),
                              {},
                              CaseVerb::Open,
                              {},
                              {},
                              "",
                              "k1"}));
    const auto events = events_of_case(house.db(), "40", house.keys, made.id).value();
    REQUIRE(events.size() == 2);
    CHECK(events[0].verb == CaseVerb::NotFind);
    CHECK(events[1].said == R"({"note":"ประตูปิด"})");
    CHECK_FALSE(events_of_case(house.db(), "40", vault::KeyRing::ephemeral(), made.id).has_value());
}
