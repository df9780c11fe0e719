#include "modules/referral/board.hpp"

#include "base/json.hpp"
#include "modules/notices/records.hpp"
#include "modules/notices/scheduler.hpp"
#include "modules/referral/test_referrals.hpp"

#include <algorithm>

using namespace samatcha;
using namespace samatcha::referral;

namespace {

struct House : TestReferrals {
    Board seen_by(const access::Actor& actor) { return board(actor, db(), now()); }
    const AgencyLoad* load(const Board& board, AgencyId id) {
        const auto found = std::find_if(board.agencies.begin(), board.agencies.end(),
                                        [&](const AgencyLoad& load) { return load.agency_id == id; });
        return found == board.agencies.end() ? nullptr : &*found;
    }
};

std::string key_of(const auto& result) { return result ? "" : result.error().key; }

} // namespace

TEST_CASE("the board counts what waits at each agency, since when, and how fast it answers") {
    House house;
    const auto basis = house.basis();
    const auto first = house.sent(basis);
    const auto sent_at = house.now();
    house.care.clock.advance_ms(12 * 60 * ms_in_minute);
    house.sent(basis);
    REQUIRE(house.step(house.nurse, first, ReferralVerb::Receive));
    auto board = house.seen_by(house.secretariat);
    REQUIRE(house.load(board, house.hospital));
    CHECK(house.load(board, house.hospital)->referrals == 2);
    CHECK(house.load(board, house.hospital)->referrals_overdue == 0);
    CHECK(house.load(board, house.hospital)->waiting_since == sent_at);
    CHECK_FALSE(house.load(board, house.hospital)->answer_hours);
    CHECK(house.load(board, house.school)->cases == 1);
    CHECK(board.referrals_open == 2);

    REQUIRE(house.step(house.nurse, first, ReferralVerb::Waitlist));
    house.care.clock.advance_ms(8 * ms_in_day);
    board = house.seen_by(house.secretariat);
    CHECK(house.load(board, house.hospital)->answer_hours == 12);
    CHECK(house.load(board, house.hospital)->referrals_overdue == 1);
    REQUIRE(board.unmet.size() == 1);
    CHECK(board.unmet[0].kind == ServiceKind::HealthCare);
    CHECK(board.unmet[0].waitlisted == 1);
    REQUIRE(house.step(house.nurse, first, ReferralVerb::Reject, {.words = {}, .reason = RejectionReason::NoPlace}));
    board = house.seen_by(house.secretariat);
    CHECK(board.unmet[0].refused == 1);
    CHECK(board.unmet[0].waitlisted == 0);
}

TEST_CASE("the funnel loses nobody on the way, and does not count who was never out of school") {
    House house;
    const auto put = [&](const char* state, const char* outcome) {
        const auto made = house.care.make_case({}, house.school);
        house.db().execute("UPDATE care_case SET state = $1, outcome = $2 WHERE case_id = $3",
                           {state, outcome, made.id});
    };
    for (const auto* state : {"contacted", "assessed", "plan_approved", "in_service", "monitored"})
        put(state, "");
    put("closed", "livelihood");
    put("closed", "false_positive");
    const auto board = house.seen_by(house.secretariat);
    std::vector<std::int64_t> steps;
    for (const auto& step : board.funnel)
        steps.push_back(step.cases);
    CHECK(steps == std::vector<std::int64_t>{7, 6, 5, 4, 3, 2, 1});
    CHECK(board.cases_open == 6);
}

TEST_CASE("an agency sees the province's sums and its own line only") {
    House house;
    house.sent(house.basis());
    const auto board = house.seen_by(house.nurse);
    CHECK(board.referrals_open == 1);
    REQUIRE(board.agencies.size() == 1);
    CHECK(board.agencies[0].agency_id == house.hospital);
    const auto text = json::to_text(board);
    for (const auto& secret : {house.child.given_name, house.child.surname, house.child.phone})
        CHECK(text.find(secret) == std::string::npos);
}

TEST_CASE("the lead unit gives tasks, an agency is told and does its own, and is told again when due") {
    House house;
    const auto meeting = record_meeting(house.secretariat, house.db(), house.now(),
                                        {"ประชุม", {2027, 1, 10}, "ทุกคน", "ตกลง"});
    REQUIRE(meeting);
    CHECK(key_of(record_meeting(house.nurse, house.db(), house.now(), {"ก", {2027, 1, 1}, "", ""})) ==
          "referral.lead_unit_only");
    CHECK(key_of(record_meeting(house.secretariat, house.db(), house.now(), {" ", {2027, 1, 1}, "", ""})) ==
          "referral.meeting_empty");
    const auto due = date_in_thailand({house.now().unix_ms + 3 * ms_in_day});
    const auto task = give_task(house.secretariat, house.db(), house.now(), meeting->id,
                                {"เพิ่มวันตรวจ", house.hospital, due});
    REQUIRE(task);
    CHECK(key_of(finish_task(house.stranger, house.db(), house.now(), task->id)) == "referral.task_unknown");
    CHECK(house.seen_by(house.nurse).tasks.size() == 1);
    CHECK(house.seen_by(house.stranger).tasks.empty());

    notices::Scheduler scheduler(house.care.test.database(), house.care.clock, [](auto, auto) {});
    scheduler.on(task_kind, &follow_task);
    house.care.clock.advance_ms(4 * ms_in_day);
    scheduler.do_due();
    CHECK(notices::records::count_unread(house.db(), "40", house.nurse.account) == 2);
    REQUIRE(finish_task(house.nurse, house.db(), house.now(), task->id));
    CHECK(key_of(finish_task(house.nurse, house.db(), house.now(), task->id)) == "referral.task_done");
    CHECK(house.seen_by(house.nurse).tasks.empty());
    CHECK(meetings(house.db(), "40").front().tasks.front().done_at);
}
