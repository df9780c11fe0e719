// No query of this module walks a table: whatever its verbs have asked, the engine finds by an
// index.

#include "modules/care/records_assignment.hpp"
#include "modules/care/records_worklist.hpp"
#include "modules/care/test_care.hpp"
#include "platform/database/test_query_plans.hpp"

#include <doctest/doctest.h>

using namespace samatcha;
using namespace samatcha::care;

TEST_CASE("every statement that lists or changes cases is answered by an index") {
    TestCare house;
    // Each verb once, so that each statement was prepared.
    const auto id = house.placed().id;
    REQUIRE(raise_alert(house.by(house.worker), id, {{"alone"}, {}, {}}));
    REQUIRE(
        answer_alert(house.by(house.worker), list_alerts(house.by(house.worker))->front().id, "ก"));
    REQUIRE(follow_up(house.by(house.worker), id,
                      {"still_there", {}, PartialDate{2027, 3, 1}, {}, {}}));
    REQUIRE(show_case(house.by(house.worker), house.clock, id));
    CaseFilter area, agency, state;
    area.subdistrict = "400101";
    agency.agency_id = access::AgencyId{7};
    state.state = CaseState::Placed;
    for (const auto& filter : {CaseFilter{}, area, agency, state})
        for (const auto* actor : {&house.secretariat, &house.worker, &house.coordinator})
            REQUIRE(list_cases(house.by(*actor), house.clock, filter));
    for (const auto* actor : {&house.secretariat, &house.worker, &house.coordinator})
        counts_in_scope(house.db(), scope_of(house.db(), *actor), house.clock.now());
    find_case_opened(house.db(), "40", house.worker.account, "a-click");
    persons_with_case(house.db(), "40");
    placed_cases(house.db(), "40");
    unassigned_cases(house.db(), "40", {}, 10);
    count_unassigned(house.db(), "40");
    count_open_cases(house.db(), "40", house.worker.account);
    take_back(house.db(), "40", house.keys, AssignmentId{1}, {}, 10, house.secretariat.account,
              house.clock.now());

    REQUIRE(each_changed_case(
        house.db(), "40", house.keys, {}, [](CareCaseId, std::int64_t) { return true; },
        [](const CareCase&, const CaseChild&) {}));

    const auto plans = database::query_plans(
        house.db(), [](std::string_view sql) { return sql.find("care_") != sql.npos; });
    for (const auto& walk : plans.walks)
        CHECK_MESSAGE(walk.ends_with(": SCAN next"), walk); // A list within the statement.
    for (const auto& page : plans.slow_pages)
        FAIL_CHECK(page);
    CHECK(plans.looked_at > 30);
}
