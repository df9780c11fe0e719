// No query of this module walks a table: whatever its verbs and lists have asked, the engine finds by an index.

#include "modules/referral/board.hpp"
#include "modules/referral/records_lead_unit.hpp"
#include "modules/referral/referral_view.hpp"
#include "modules/referral/test_referrals.hpp"

using namespace samatcha;
using namespace samatcha::referral;

TEST_CASE("every statement on referrals is answered by an index") {
    TestReferrals house;
    if (house.db().engine() != database::Engine::Sqlite)
        return; // PostgreSQL chooses by how full a table is: bench/care looks there, with a full one.
    const auto basis = house.basis();
    const auto referral = house.sent(basis);
    REQUIRE(view_of(house.desk(house.nurse), referral.id));
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

    const auto prepared = house.db().list("SELECT sql FROM sqlite_stmt", {},
                                          [](const database::Row& row) { return row.text(0); });
    const std::vector<database::Parameter> nothing(30, database::Parameter(nullptr));
    int looked_at = 0;
    for (const auto& sql : prepared) {
        const bool is_ours = sql.find("referral") != std::string::npos ||
                             sql.find("legal_basis") != std::string::npos ||
                             sql.find("FROM care_") != std::string::npos ||
                             sql.find("lead_unit") != std::string::npos || sql.find("service") != std::string::npos;
        if (!is_ours || sql.starts_with("INSERT"))
            continue;
        CAPTURE(sql);
        for (const auto& row : house.db().query("EXPLAIN QUERY PLAN " + sql, nothing)) {
            const auto step = row.text(3);
            CAPTURE(step);
            CHECK_FALSE(step.starts_with("SCAN"));
            ++looked_at;
        }
    }
    CHECK(looked_at > 20);
}
