// No query of this module walks a table: whatever its verbs and lists have asked, the engine finds by an index.

#include "modules/referral/board.hpp"
#include "modules/referral/records_lead_unit.hpp"
#include "modules/referral/referral_view.hpp"
#include "modules/referral/test_referrals.hpp"
#include "platform/database/test_query_plans.hpp"

using namespace samatcha;
using namespace samatcha::referral;

TEST_CASE("every statement on referrals is answered by an index") {
    TestReferrals house;
    const auto basis = house.basis();
    const auto referral = house.sent(basis);
    REQUIRE(view_of(house.desk(house.nurse), referral.id));
    find_referral_drafted(house.db(), "40", house.care_case.id, house.worker.account, "a-click");
    inbox(house.db(), "40", house.hospital, house.now(), Place{}, 50);
    for (const auto& actor : {house.worker, house.secretariat, house.care.coordinator})
        for (const auto turn : {Turn::Sender, Turn::Recipient})
            sent_of(house.desk(actor), turn, Place{}, 50);
    sent_by(house.db(), "40", house.school, Turn::Recipient, house.now(), Place{}, 50);
    expired(house.db(), "40", house.now(), Place{}, 50);
    REQUIRE(lines_of_case(house.desk(house.worker), house.care_case.id));
    REQUIRE(seen_bases(house.desk(house.worker), house.care_case.id));
    REQUIRE(withdraw_basis(house.desk(house.worker), basis.id));
    Service service{{}, house.hospital, ServiceKind::HealthCare, "ก", "", "40", 0, 2, true};
    service = *offer_service(house.desk(house.secretariat), service);
    REQUIRE(change_service(house.desk(house.secretariat), service));
    services(house.db(), "40", house.hospital, ServiceKind::HealthCare, true);
    const auto meeting = record_meeting(house.secretariat, house.db(), house.now(), {"ก", {2026, 1, 1}, "", ""});
    REQUIRE(meeting);
    const auto task = give_task(house.secretariat, house.db(), house.now(), meeting->id,
                                {"ก", house.hospital, {2026, 2, 1}});
    REQUIRE(task);
    REQUIRE(finish_task(house.nurse, house.db(), house.now(), task->id));
    meetings(house.db(), "40");
    board(house.secretariat, house.db(), house.now());

    const auto plans = database::query_plans(house.db(), [](std::string_view sql) {
        return sql.find("referral") != sql.npos || sql.find("legal_basis") != sql.npos ||
               sql.find("FROM care_") != sql.npos || sql.find("lead_unit") != sql.npos || sql.find("service") != sql.npos;
    });
    for (const auto& walk : plans.walks)
        FAIL_CHECK(walk);
    for (const auto& page : plans.slow_pages)
        FAIL_CHECK(page);
    CHECK(plans.looked_at > 20);
}
