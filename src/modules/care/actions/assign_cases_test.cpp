// Cases from the situation's list, given out in bulk; what a visit corrects in the number; and
// placed children in the next snapshots: on registers that were really imported and linked.

#include "modules/access/records.hpp"
#include "modules/care/actions.hpp"
#include "modules/care/actions_assignment.hpp"
#include "modules/care/actions_plan.hpp"
#include "modules/care/records_assignment.hpp"
#include "modules/care/test_care.hpp"
#include "modules/situation/records_finding.hpp"
#include "modules/situation/test_province.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <numeric>

using namespace samatcha;
using namespace samatcha::care;

namespace {

/// 60 children in the civil register, the first 20 of them in a school too: 40 on the list.
struct Province : situation::TestProvince {
    Assigning assigning{keys, clock, jobs};
    registers::SnapshotId civil = import(agreement, situation::from_to(0, 60));
    registers::SnapshotId at_school = import(school, situation::from_to(0, 20));
    access::Actor secretariat = actor_of(access::Role::Secretariat, 1);
    access::Actor worker = actor_of(access::Role::CaseWorker, 20, 7);
    access::Actor volunteer = actor_of(access::Role::Volunteer, 30);

    Province() : TestProvince() {
        handle_care_jobs(assigning);
        access::records::add_province(db(), {"40", "ก", "A", true, clock.now()});
        for (const auto* one : {&secretariat, &worker, &volunteer})
            access::records::add_account(db(),
                                         {one->account, "40",
                                          "a" + std::to_string(one->account.value), "ทดสอบ",
                                          one->role, one->agency, "none", false, false},
                                         clock.now(), {});
        set_areas(db(), "40", volunteer.account, {"400101"});
        REQUIRE(link({civil, at_school}).state == jobs::JobState::Succeeded);
    }

    Occasion by(const access::Actor& who) { return {who, db(), keys, clock.now()}; }
    situation::Situation latest() { return situation::latest(db(), "40").value(); }
    std::int64_t listed() { return situation::count_listed(db(), "40", latest().id, {}); }
    Assignment started(const AssignmentOrder& order) {
        return start_assignment(by(secretariat), assigning, order).value();
    }
    jobs::Job assigned(const AssignmentOrder& order) {
        return jobs.run("40", started(order).job_id);
    }
    std::int64_t given_to(const access::Actor& who) {
        return db().integer(
            "SELECT count(*) FROM care_case WHERE province = '40' AND worker_id = $1",
            {who.account});
    }
    CareCaseId a_case() {
        return CareCaseId{
            db().integer("SELECT min(case_id) FROM care_case WHERE state = 'candidate'")};
    }
    Result<CareCase> visited(CareCaseId id, CaseVerb outcome) {
        VisitForm visit;
        visit.outcome = outcome;
        visit.school = "โรงเรียนบ้านทดสอบ";
        return database::transaction(db(),
                                     [&] { return record_visit(by(secretariat), id, visit); });
    }
};

std::int64_t sum_of(const auto& cells) {
    return std::accumulate(cells.begin(), cells.end(), std::int64_t{0},
                           [](std::int64_t sum, const auto& cell) { return sum + cell.value; });
}

void check_parts(const situation::Situation& number) {
    CHECK(sum_of(number.by_subdistrict) == number.value);
    CHECK(sum_of(number.by_district) == number.value);
    CHECK(sum_of(number.by_age_sex) == number.value);
    CHECK(sum_of(number.by_level) == number.value);
    CHECK(sum_of(number.by_citizenship) == number.value);
    CHECK(number.low <= number.value);
    CHECK(number.value <= number.high);
    std::int64_t changed = 0;
    for (const auto& part : number.change_parts)
        changed += part.value;
    CHECK(changed == number.change.value_or(0));
}

} // namespace

TEST_CASE(
    "children of the list are given out by area, each to whoever walks there, and none twice") {
    Province house;
    const auto all = house.listed();
    const auto preview = preview_assignment(house.by(house.secretariat), {}).value();
    CHECK(preview.children == all);
    CHECK(preview.without_worker == 0);
    CHECK(preview.areas.size() == 2);
    const auto job = house.assigned({});
    CHECK(job.state == jobs::JobState::Succeeded);
    CHECK(job.total == all);
    CHECK(house.count("care_case") == all);
    CHECK(house.given_to(house.volunteer) == preview.areas[0].children);
    CHECK(house.given_to(house.worker) == preview.areas[1].children);
    CHECK(house.count("care_event") == all);
    CHECK(house.count("notice") == 2); // Each of the two who were given some.
    const auto page = show_case(house.by(house.secretariat), house.clock, house.a_case()).value();
    CHECK_FALSE(page.child.given_name.empty());
    CHECK(page.person_id);
    CHECK(key_of(start_assignment(house.by(house.secretariat), house.assigning, {})) ==
          "care.nothing_to_assign");
}

TEST_CASE("an order is narrowed by place, age, certainty, how long out, and how many") {
    Province house;
    const auto children = [&](const AssignmentOrder& order) {
        return preview_assignment(house.by(house.secretariat), order).value().children;
    };
    const auto all = children({});
    AssignmentOrder order;
    order.subdistricts = {{"400101"}};
    CHECK(children(order) > 0);
    CHECK(children(order) < all);
    order = {};
    order.age_from = 10;
    order.age_to = 11;
    CHECK(children(order) > 0);
    CHECK(children(order) < all);
    order = {};
    order.certainty_from = 1.1;
    CHECK(children(order) == 0);
    order = {};
    order.out_months_from = 12;
    CHECK(children(order) == all); // Never seen in a school register.
    order = {};
    order.count_max = 5;
    order.worker_id = house.worker.account;
    CHECK(house.assigned(order).state == jobs::JobState::Succeeded);
    CHECK(house.given_to(house.worker) == 5);
    order.worker_id = access::AccountId{99};
    CHECK(key_of(preview_assignment(house.by(house.secretariat), order)) == "care.worker_unknown");
}

TEST_CASE("an assignment is taken back, but for cases on which somebody has worked since") {
    Province house;
    const auto made = house.started({});
    house.jobs.run("40", made.job_id);
    const auto id = house.a_case();
    REQUIRE(house.visited(id, CaseVerb::Contact));
    const auto undo =
        undo_assignment(house.by(house.secretariat), house.assigning, made.id).value();
    CHECK(house.jobs.run("40", undo.job_id).state == jobs::JobState::Succeeded);
    CHECK(house.count("care_case") == 1);
    CHECK(find_case(house.db(), "40", id));
    CHECK(find_assignment(house.db(), "40", made.id)->state == AssignmentState::Undone);
    CHECK(key_of(undo_assignment(house.by(house.secretariat), house.assigning, made.id)) ==
          "care.assignment_not_done");
}

TEST_CASE("a cancelled assignment leaves nothing") {
    Province house;
    const auto made = house.started({});
    REQUIRE(house.jobs.cancel(house.db(), "40", made.job_id));
    house.jobs.run("40", made.job_id);
    CHECK(house.count("care_case") == 0);
    CHECK(find_assignment(house.db(), "40", made.id)->state == AssignmentState::Failed);
}

TEST_CASE(
    "cases that are nobody's are given out too, and are nobody's again when that is taken back") {
    Province house;
    set_areas(house.db(), "40", house.worker.account, {"409999"});
    set_areas(house.db(), "40", house.volunteer.account, {"409999"});
    house.assigned({});
    CHECK(house.given_to(house.worker) == 0);
    set_areas(house.db(), "40", house.worker.account, {});
    AssignmentOrder order;
    order.from = AssignmentFrom::Unassigned;
    const auto made = house.started(order);
    house.jobs.run("40", made.job_id);
    const auto all = house.count("care_case");
    CHECK(house.given_to(house.worker) == all);
    CHECK(find_case(house.db(), "40", house.a_case())->due == Due::Visit);
    house.jobs.run("40",
                   undo_assignment(house.by(house.secretariat), house.assigning, made.id)->job_id);
    CHECK(house.given_to(house.worker) == 0);
    CHECK(house.count("care_case") == all);
}

TEST_CASE("only who leads gives out, a coordinator within the own agency") {
    Province house;
    AssignmentOrder order;
    CHECK(key_of(preview_assignment(house.by(house.worker), order)) == "care.not_a_coordinator");
    set_duty(house.db(), "40", house.worker.account, CareDuty::Coordinator, true);
    CHECK(key_of(preview_assignment(house.by(house.worker), order)) == "care.not_your_agency");
    order.agency_id = house.worker.agency;
    CHECK(preview_assignment(house.by(house.worker), order));
    CHECK(list_workers(house.by(house.worker))->size() == 2);
    CHECK(key_of(set_worker(house.by(house.worker), house.volunteer.account, {})) ==
          "care.secretariat_only");
    CHECK(key_of(set_worker(house.by(house.secretariat), house.volunteer.account,
                            {{}, true, false})) == "care.duty_needs_agency");
}

TEST_CASE("a child found in school is counted no more: by the number shown, its parts, the list, "
          "and the next number") {
    Province house;
    house.assigned({});
    const auto before = house.latest();
    const auto listed = house.listed();
    const auto id = house.a_case();
    const auto person = *find_case(house.db(), "40", id)->person;
    CHECK(house.visited(id, CaseVerb::FindInSchool)->outcome == CaseOutcome::FalsePositive);
    const auto shown = house.latest();
    CHECK(shown.value == before.value - 1);
    CHECK(shown.method.corrected_by_visits == 1);
    CHECK(house.listed() == listed - 1);
    check_parts(shown);
    const auto findings = situation::findings_of(house.db(), "40");
    REQUIRE(findings.size() == 1);
    CHECK(findings[0].person == person);
    CHECK(findings[0].case_id == id.value); // Whose history says who found what, and where.

    house.clock.advance_ms(1000);
    REQUIRE(house.link({house.civil, house.at_school}).state == jobs::JobState::Succeeded);
    const auto next = house.latest();
    CHECK(next.value == shown.value);
    CHECK(next.change == 0);
    CHECK_FALSE(situation::find_listed(house.db(), "40", next.id, person));
    check_parts(next);
}

TEST_CASE("who has died or moved is counted no more either") {
    Province house;
    house.assigned({});
    const auto before = house.latest().value;
    REQUIRE(house.visited(house.a_case(), CaseVerb::FindDied));
    REQUIRE(house.visited(house.a_case(), CaseVerb::FindMoved));
    CHECK(house.latest().value == before - 2);
    house.clock.advance_ms(1000);
    REQUIRE(house.link({house.civil, house.at_school}).state == jobs::JobState::Succeeded);
    CHECK(house.latest().value == before - 2);
    check_parts(house.latest());
}

TEST_CASE("when the visit was wrong, the child is on the list and in the number again") {
    Province house;
    house.assigned({});
    const auto before = house.latest();
    const auto listed = house.listed();
    const auto id = house.a_case();
    REQUIRE(house.visited(id, CaseVerb::FindInSchool));
    REQUIRE(take_step(house.by(house.secretariat), id, {CaseVerb::Reopen, {}, {}, {}}));
    CHECK(house.latest().value == before.value);
    CHECK(house.latest().low == before.low);
    CHECK(house.listed() == listed);
    check_parts(house.latest());
    CHECK(situation::findings_of(house.db(), "40").empty());
}

TEST_CASE(
    "a placed child is looked up in the next snapshots: enrolled again, or to be seen at once") {
    Province house;
    house.assigned({});
    std::vector<CareCaseId> placed;
    for (int i = 0; i < 2; ++i) {
        const auto id = house.a_case();
        REQUIRE(house.visited(id, CaseVerb::FindOutOfSchool));
        REQUIRE(assess_case(house.by(house.secretariat), id, TestCare::answers()));
        REQUIRE(plan_case(house.by(house.secretariat), id, TestCare::plan()));
        REQUIRE(take_step(house.by(house.secretariat), id, {CaseVerb::Place, {}, {}, {}}));
        placed.push_back(id);
    }
    // The next school register has all but the second of them.
    std::vector<int> pupils;
    const auto second =
        house.db().integer("SELECT person_id FROM care_case WHERE case_id = $1", {placed[1]});
    std::vector<registers::RecordKey> records_of_second;
    const auto run = persons::latest_complete_link_run(house.db(), "40").value();
    for (const auto& row : persons::records_of_person(house.db(), "40", run.id, {second}))
        records_of_second.push_back({row.snapshot, row.row_no});
    for (int n = 0; n < 60; ++n) {
        const auto records = registers::records_with_identifier(house.db(), house.keys, "40",
                                                                situation::citizen_id(n));
        if (std::none_of(records.begin(), records.end(), [&](const registers::RecordKey& record) {
                return record.snapshot_id == records_of_second[0].snapshot_id &&
                       record.row_no == records_of_second[0].row_no;
            }))
            pupils.push_back(n);
    }
    REQUIRE(pupils.size() == 59);
    house.clock.advance_ms(1000);
    REQUIRE(house.link({house.civil, house.import(house.school, pupils)}).state ==
            jobs::JobState::Succeeded);
    CHECK(check_placed(house.db(), house.keys, "40", house.clock.now()).value() == 2);
    const auto first_page = show_case(house.by(house.secretariat), house.clock, placed[0]).value();
    CHECK(first_page.events.front().verb == CaseVerb::CheckRegister);
    CHECK(first_page.events.front().said.at("is_enrolled") == json::value(true));
    CHECK(*first_page.due_at > house.clock.now());
    const auto second_page = show_case(house.by(house.secretariat), house.clock, placed[1]).value();
    CHECK(second_page.events.front().said.at("is_enrolled") == json::value(false));
    CHECK(*second_page.due_at == house.clock.now());
    // Who is placed after the day of the registers is not looked up in them.
    house.clock.advance_ms(24LL * 3'600'000);
    REQUIRE(take_step(house.by(house.secretariat), placed[0], {CaseVerb::Relapse, {}, {}, {}}));
    REQUIRE(assess_case(house.by(house.secretariat), placed[0], TestCare::answers()));
    REQUIRE(plan_case(house.by(house.secretariat), placed[0], TestCare::plan()));
    REQUIRE(take_step(house.by(house.secretariat), placed[0], {CaseVerb::Place, {}, {}, {}}));
    CHECK(check_placed(house.db(), house.keys, "40", house.clock.now()).value() == 1);
    // Looking again at the same number says nothing twice.
    CHECK(show_case(house.by(house.secretariat), house.clock, placed[1])->events.size() ==
          second_page.events.size());
}
