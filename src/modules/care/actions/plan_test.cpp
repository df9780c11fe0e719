// Assessment, alerts, plan and follow-up, on a real database.

#include "modules/care/test_care.hpp"
#include "modules/notices/records.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace samatcha;
using namespace samatcha::care;

namespace {

CareCaseId verified(TestCare& house) {
    const auto id = house.opened().id;
    REQUIRE(house.visited(id, CaseVerb::FindOutOfSchool, house.worker));
    return id;
}

} // namespace

TEST_CASE("an answer keeps the version of the form that it was given in, and is sealed") {
    TestCare house;
    const auto id = verified(house);
    auto form = TestCare::answers();
    form.answers["own_words"] = "อยากเรียนต่อ";
    REQUIRE(assess_case(house.by(house.worker), id, form));
    const auto made = answers_of_case(house.db(), "40", house.keys, id).value();
    REQUIRE(made.size() == 1);
    CHECK(made[0].form_version == 1);
    CHECK(made[0].answers.at("own_words") == json::value("อยากเรียนต่อ"));
    CHECK(made[0].is_poor == true);
    const auto sealed = house.db().query("SELECT answers FROM care_answer", {})[0].bytes(0);
    CHECK(as_text(sealed).find("อยาก") == std::string_view::npos);
    CHECK(house.db().integer("SELECT count(*) FROM care_cause") == 2);
}

TEST_CASE("an assessment of a version that is not there is refused") {
    TestCare house;
    auto form = TestCare::answers();
    form.form_version = 99;
    CHECK(key_of(assess_case(house.by(house.worker), verified(house), form)) ==
          "care.form_unknown");
}

TEST_CASE("a danger sign raises an alert at once, that the duty officer of any agency sees until "
          "it is answered") {
    TestCare house;
    const auto id = verified(house);
    const auto officer = actor_of(access::Role::CaseWorker, 40, 9);
    house.enter(officer);
    set_duty(house.db(), "40", officer.account, CareDuty::DutyOfficer, true);
    const auto elsewhere = actor_of(access::Role::CaseWorker, 41, 9);
    house.enter(elsewhere);
    set_duty(house.db(), "40", elsewhere.account, CareDuty::Coordinator, true);
    auto form = TestCare::answers();
    form.answers["violence"] = "suspected";
    const auto assessed = assess_case(house.by(house.worker), id, form);
    CHECK(assessed->is_urgent);
    CHECK(assessed->due_at == house.clock.now());
    const auto alerts = list_alerts(house.by(officer)).value();
    REQUIRE(alerts.size() == 1);
    CHECK(alerts[0].signs == std::vector<std::string>{"violence"});
    CHECK(show_case(house.by(officer), house.clock, id));
    // Told at once: the officer, and who coordinates the case's agency.
    CHECK(house.db().integer(
              "SELECT count(*) FROM notice WHERE urgency = 'alarm' AND account_id IN ($1, $2)",
              {officer.account, house.coordinator.account}) == 2);
    CHECK(house.db().integer("SELECT count(*) FROM notice WHERE urgency = 'alarm'") == 2);
    CHECK(list_alerts(house.by(house.volunteer))->empty());

    CHECK_FALSE(answer_alert(house.by(officer), alerts[0].id, "ไปพบเด็กแล้ว ปลอดภัย")->is_urgent);
    CHECK(list_alerts(house.by(officer))->empty());
    CHECK(key_of(show_case(house.by(officer), house.clock, id)) == "care.case_unknown");
    CHECK(key_of(answer_alert(house.by(house.worker), alerts[0].id, "")) == "care.alert_answered");
}

TEST_CASE("a danger of a closed case is answered too, and the case stays closed as it was") {
    TestCare house;
    const auto id = house.opened().id;
    REQUIRE(raise_alert(house.by(house.worker), id, {{"violence"}, {}, {}}));
    // A line that dropped: what is sent again under its key is the same danger.
    for (int i = 0; i < 2; ++i)
        REQUIRE(raise_alert(house.by(house.worker), id, {{"alone"}, {}, "key"}));
    VisitForm visit;
    visit.outcome = CaseVerb::FindMoved;
    REQUIRE(record_visit(house.by(house.worker), id, visit));
    const auto page = show_case(house.by(house.coordinator), house.clock, id).value();
    CHECK(std::ranges::find(page.verbs, CaseVerb::AnswerAlert) != page.verbs.end());
    const auto alerts = list_alerts(house.by(house.coordinator)).value();
    REQUIRE(alerts.size() == 2);
    const auto after = answer_alert(house.by(house.coordinator), alerts[0].id, "ปลอดภัยแล้ว");
    CHECK(after->state == CaseState::Closed);
    CHECK(after->outcome == CaseOutcome::Moved);
    CHECK_FALSE(after->is_urgent);
    CHECK(list_alerts(house.by(house.coordinator))->size() == 1);
}

TEST_CASE("where nobody on duty can sign in any more, a danger is told to the secretariat") {
    TestCare house;
    const auto id = house.opened().id;
    const auto officer = actor_of(access::Role::CaseWorker, 40, 9);
    house.enter(officer);
    set_duty(house.db(), "40", officer.account, CareDuty::DutyOfficer, true);
    for (const auto& gone : {officer, house.coordinator})
        REQUIRE(access::records::disable_account(house.db(), "40", gone.account, house.clock.now()));
    REQUIRE(raise_alert(house.by(house.worker), id, {{"violence"}, {}, {}}));
    CHECK(house.db().integer("SELECT count(*) FROM notice WHERE urgency = 'alarm' AND account_id = $1",
                             {house.secretariat.account}) == 1);
}

TEST_CASE("a case stays urgent until its last alert is answered") {
    TestCare house;
    const auto id = house.opened().id;
    REQUIRE(raise_alert(house.by(house.worker), id, {{"alone"}, {}, {}}));
    REQUIRE(raise_alert(house.by(house.worker), id, {{"violence"}, {}, {}}));
    const auto alerts = list_alerts(house.by(house.worker)).value();
    REQUIRE(alerts.size() == 2);
    CHECK(answer_alert(house.by(house.worker), alerts[0].id, "ก")->is_urgent);
    CHECK_FALSE(answer_alert(house.by(house.worker), alerts[1].id, "ข")->is_urgent);
    CHECK(key_of(raise_alert(house.by(house.worker), id, {{}, {}, {}})) ==
          "care.alert_without_sign");
}

TEST_CASE("an answered danger is read by all who were told of it") {
    TestCare house;
    const auto id = verified(house);
    const auto officer = actor_of(access::Role::CaseWorker, 40, 9);
    house.enter(officer);
    set_duty(house.db(), "40", officer.account, CareDuty::DutyOfficer, true);
    REQUIRE(raise_alert(house.by(house.worker), id, {{"alone"}, {}, {}}));
    const auto unread = [&](const access::Actor& actor) {
        return notices::records::count_unread(house.db(), "40", actor.account);
    };
    CHECK(unread(officer) == 1);
    CHECK(unread(house.coordinator) == 1);
    const auto alert = list_alerts(house.by(house.worker)).value().at(0).id;
    REQUIRE(answer_alert(house.by(house.worker), alert, "รับเด็กไปอยู่กับยายแล้ว"));
    CHECK(unread(officer) == 0);
    CHECK(unread(house.coordinator) == 0);
}

TEST_CASE("a plan waits for approval only where the agency wants it") {
    TestCare house;
    const auto id = verified(house);
    REQUIRE(assess_case(house.by(house.worker), id, TestCare::answers()));
    CHECK(key_of(set_wants_approval(house.by(house.worker), access::AgencyId{7}, true)) ==
          "care.not_a_coordinator");
    REQUIRE(set_wants_approval(house.by(house.coordinator), access::AgencyId{7}, true));
    CHECK(approving_agencies(house.db(), "40") == std::vector{access::AgencyId{7}});
    const auto planned = plan_case(house.by(house.worker), id, TestCare::plan());
    CHECK(planned->state == CaseState::Assessed);
    CHECK(planned->due == Due::Approval);
    CHECK(key_of(house.step(id, CaseVerb::ApprovePlan, house.worker)) == "care.verb_not_yours");
    CHECK(house.step(id, CaseVerb::ReturnPlan, house.coordinator)->due == Due::Plan);
    REQUIRE(plan_case(house.by(house.worker), id, TestCare::plan()));
    CHECK(house.step(id, CaseVerb::ApprovePlan, house.coordinator)->state ==
          CaseState::PlanApproved);
    CHECK(goals_of_case(house.db(), "40", house.keys, id)->size() == 1);
}

TEST_CASE("a plan without goals, words or a known service is refused") {
    TestCare house;
    const auto id = verified(house);
    REQUIRE(assess_case(house.by(house.worker), id, TestCare::answers()));
    CHECK(key_of(plan_case(house.by(house.worker), id, {})) == "care.plan_empty");
    auto plan = TestCare::plan();
    plan.goals[0].service = "magic";
    CHECK(key_of(plan_case(house.by(house.worker), id, plan)) == "care.service_unknown");
    plan.goals[0].words.clear();
    CHECK(key_of(plan_case(house.by(house.worker), id, plan)) == "care.goal_unworded");
}

TEST_CASE("a goal that cannot be met stays in the plan as unmet") {
    TestCare house;
    const auto id = verified(house);
    REQUIRE(assess_case(house.by(house.worker), id, TestCare::answers()));
    REQUIRE(plan_case(house.by(house.worker), id, TestCare::plan()));
    const auto goal = goals_of_case(house.db(), "40", house.keys, id)->front().id;
    CHECK(follow_goal(house.by(house.worker), id, goal, {GoalState::Unmet, "ไม่มีที่ว่าง"})->state ==
          CaseState::InService);
    CHECK(goals_of_case(house.db(), "40", house.keys, id)->front().state == GoalState::Unmet);
    const auto other = database::transaction(house.db(), [&] {
        return follow_goal(house.by(house.worker), id, GoalId{1}, {GoalState::Done, {}});
    });
    CHECK(key_of(other) == "care.goal_unknown");
}

TEST_CASE("a placed child is looked at again after 3, 6 and 12 months, and when it was planned") {
    TestCare house;
    const auto id = house.placed().id;
    constexpr std::int64_t day_ms = 24 * 3'600'000;
    CHECK(find_case(house.db(), "40", id)->due_at.unix_ms ==
          house.clock.now().unix_ms + 91 * day_ms);
    FollowUpForm again{"still_there", {}, PartialDate{2027, 3, 1}, {}, {}};
    const auto followed = follow_up(house.by(house.worker), id, again);
    CHECK(followed->due_at.unix_ms == days_since_1970({2027, 3, 1}) * day_ms);
    CHECK(follow_ups_of_case(house.db(), "40", id).size() == 4);
    CHECK(key_of(follow_up(house.by(house.worker), id, {"somehow", {}, {}, {}, {}})) ==
          "care.finding_unknown");
}

TEST_CASE("who has left is out of school again, with the whole history and no follow-up left") {
    TestCare house;
    const auto id = house.placed().id;
    CHECK(follow_up(house.by(house.worker), id, {"left", {}, {}, {}, {}})->state ==
          CaseState::Verified);
    const auto all = follow_ups_of_case(house.db(), "40", id);
    REQUIRE(all.size() == 1);
    CHECK(all[0].finding == "left");
}

TEST_CASE("who was not reached is tried again in two weeks, and the follow-up stays open") {
    TestCare house;
    const auto id = house.placed().id;
    const auto tried = follow_up(house.by(house.worker), id, {"not_reached", {}, {}, {}, {}});
    CHECK(tried->state == CaseState::Placed);
    CHECK(tried->due_at.unix_ms == house.clock.now().unix_ms + 14LL * 24 * 3'600'000);
    CHECK_FALSE(follow_ups_of_case(house.db(), "40", id)[0].done_at);
}
