// A case from the door to a livelihood, verb by verb, on a real database.

#include "modules/care/test_care.hpp"

#include <doctest/doctest.h>

using namespace samatcha;
using namespace samatcha::care;

TEST_CASE("a child that is entered by hand is found, assessed, helped, placed and followed to a "
          "livelihood") {
    TestCare house;
    const auto id = house.opened().id;
    CHECK(house.visited(id, CaseVerb::FindOutOfSchool, house.worker)->state == CaseState::Verified);
    CHECK(assess_case(house.by(house.worker), id, TestCare::answers())->state ==
          CaseState::Assessed);
    CHECK(plan_case(house.by(house.worker), id, TestCare::plan())->state ==
          CaseState::PlanApproved);
    CHECK(house.step(id, CaseVerb::BeginService, house.worker)->state == CaseState::InService);
    CHECK(house.step(id, CaseVerb::Place, house.worker)->due == Due::FollowUp);
    FollowUpForm still{"still_there", {}, {}, {}, {}};
    CHECK(follow_up(house.by(house.worker), id, still)->state == CaseState::Monitored);
    CHECK(follow_up(house.by(house.worker), id, still)->due == Due::FollowUp);
    CHECK(follow_up(house.by(house.worker), id, still)->due == Due::Closing);
    const auto closed = house.step(id, CaseVerb::ReachLivelihood, house.worker);
    CHECK(closed->outcome == CaseOutcome::Livelihood);
    CHECK(closed->due_at == never);

    const auto page = show_case(house.by(house.worker), house.clock, id).value();
    CHECK(page.child.given_name == "มานี");
    CHECK(page.verbs == std::vector{CaseVerb::Reopen, CaseVerb::AnswerAlert});
    CHECK(page.assessments.size() == 1);
    CHECK(page.goals.size() == 1);
    CHECK(page.follow_ups.size() == 3);
    CHECK(page.events.back().verb == CaseVerb::Open);
    CHECK(page.events.front().verb == CaseVerb::ReachLivelihood);
}

TEST_CASE("a case that is not one's own is not found, by any verb") {
    TestCare house;
    const auto id = house.opened().id;
    CHECK(key_of(show_case(house.by(house.volunteer), house.clock, id)) == "care.case_unknown");
    CHECK(key_of(house.visited(id, CaseVerb::Contact, house.volunteer)) == "care.case_unknown");
    CHECK(key_of(assess_case(house.by(house.volunteer), id, TestCare::answers())) ==
          "care.case_unknown");
    CHECK(key_of(assign_case(house.by(house.volunteer), id, {{}, {}})) == "care.case_unknown");
    CHECK(list_cases(house.by(house.volunteer), house.clock, {})->cases.empty());
    CHECK(list_cases(house.by(house.worker), house.clock, {})->cases.size() == 1);
    CHECK(list_cases(house.by(house.coordinator), house.clock, {})->cases.size() == 1);
}

TEST_CASE("reading a case is logged with its purpose, a list with its rows, and both name nobody") {
    TestCare house;
    const auto id = house.opened().id;
    REQUIRE(show_case(house.by(house.worker), house.clock, id));
    REQUIRE(list_cases(house.by(house.worker), house.clock, {}));
    const auto log = access::records::access_log(house.db(), "40", 0, 0, 10);
    REQUIRE(log.size() == 2);
    CHECK(log[1].access == access::Access::CareCase);
    CHECK(log[1].purpose == access::Purpose::Care);
    CHECK(log[1].what == "case=" + std::to_string(id.value));
    CHECK(log[0].what == "rows=1");
}

TEST_CASE("a list names nobody: initials and village, until a case is opened") {
    TestCare house;
    house.opened();
    const auto page = list_cases(house.by(house.worker), house.clock, {}).value();
    CHECK(page.cases[0].initials == "ม.ท.");
    CHECK(page.cases[0].village_no == "4");
    CHECK(json::to_text(page).find("มานี") == std::string::npos);
}

TEST_CASE("a list goes on where its page ended, what is due first at the top") {
    TestCare house;
    for (int i = 0; i < cases_per_page + 10; ++i) {
        house.make_case(TestCare::child_named("ก"), {}, house.worker.account);
        house.clock.advance_ms(-1000);
    }
    const auto first = list_cases(house.by(house.worker), house.clock, {}).value();
    REQUIRE(first.next_cursor);
    CaseFilter rest;
    rest.cursor = first.next_cursor;
    const auto second = list_cases(house.by(house.worker), house.clock, rest).value();
    CHECK(first.cases.size() == cases_per_page);
    CHECK(second.cases.size() == 10);
    CHECK_FALSE(second.next_cursor);
    CHECK(*first.cases.back().due_at < *second.cases.front().due_at);
    rest.cursor = "anything";
    CHECK(key_of(list_cases(house.by(house.worker), house.clock, rest)) ==
          "care.cursor_unreadable");
}

TEST_CASE("a visit that says too little is refused") {
    TestCare house;
    const auto id = house.opened().id;
    VisitForm visit;
    visit.outcome = CaseVerb::NotFind;
    CHECK(key_of(record_visit(house.by(house.worker), id, visit)) == "care.tried_missing");
    visit.outcome = CaseVerb::FindInSchool;
    CHECK(key_of(record_visit(house.by(house.worker), id, visit)) == "care.school_missing");
    visit.outcome = CaseVerb::Place;
    CHECK(key_of(record_visit(house.by(house.worker), id, visit)) == "care.outcome_is_no_visit");
}

TEST_CASE("a visit that a phone sends twice under one key is written once") {
    TestCare house;
    const auto id = house.opened().id;
    VisitForm visit;
    visit.outcome = CaseVerb::FindOutOfSchool;
    visit.client_key = "phone-1-17";
    REQUIRE(record_visit(house.by(house.worker), id, visit));
    const auto again = record_visit(house.by(house.worker), id, visit);
    REQUIRE(again);
    CHECK(again->version == 2);
    CHECK(show_case(house.by(house.worker), house.clock, id)->events.size() == 2);
}

TEST_CASE("a child that is entered twice under one key is one case, another account's is another") {
    TestCare house;
    NewCase input;
    input.child = TestCare::child_named("มานี");
    input.subdistrict_code = "400101";
    input.client_key = "a-click";
    const auto first = open_case(house.by(house.worker), input);
    REQUIRE(first);
    CHECK(open_case(house.by(house.worker), input)->id == first->id);
    CHECK(show_case(house.by(house.worker), house.clock, first->id)->events.size() == 1);
    CHECK(open_case(house.by(house.coordinator), input)->id != first->id);
    input.client_key = "another-click";
    CHECK(open_case(house.by(house.worker), input)->id != first->id);
}

TEST_CASE("who looked at an older version is told, and nothing is written") {
    TestCare house;
    const auto id = house.opened().id;
    REQUIRE(house.visited(id, CaseVerb::Contact, house.worker));
    VisitForm visit;
    visit.outcome = CaseVerb::FindOutOfSchool;
    visit.version = 1;
    CHECK(key_of(record_visit(house.by(house.worker), id, visit)) == "care.case_changed");
    CHECK(find_case(house.db(), "40", id)->state == CaseState::Contacted);
}

TEST_CASE("one visit to a house sees several children, all or nothing") {
    TestCare house;
    const auto one = house.opened("มานี").id;
    const auto other = house.opened("มานะ").id;
    VisitForm found, broken;
    found.outcome = CaseVerb::FindOutOfSchool;
    broken.outcome = CaseVerb::NotFind;
    const auto both = database::transaction(house.db(), [&] {
        return record_visits(house.by(house.worker), {{one, found}, {other, broken}});
    });
    CHECK(key_of(both) == "care.tried_missing");
    CHECK(find_case(house.db(), "40", one)->state == CaseState::Candidate);
    CHECK(record_visits(house.by(house.worker), {{one, found}, {other, found}})->size() == 2);
}

TEST_CASE("children of one house are siblings: a danger of one is seen on the other's page") {
    TestCare house;
    const auto one = house.opened("มานี").id;
    const auto other = house.opened("มานะ").id;
    REQUIRE(raise_alert(house.by(house.worker), other, {{"violence"}, {}, {}}));
    const auto page = show_case(house.by(house.worker), house.clock, one).value();
    REQUIRE(page.siblings.size() == 1);
    CHECK(page.siblings[0].given_name == "มานะ");
    CHECK(page.siblings[0].is_urgent);
}

TEST_CASE("a sibling whose case is another's is seen, not named") {
    TestCare house;
    const auto one = house.opened("มานี").id;
    const auto other = house.opened("มานะ");
    REQUIRE(assign_case(house.by(house.secretariat), other.id,
                        {house.volunteer.account, access::AgencyId{8}}));
    const auto page = show_case(house.by(house.worker), house.clock, one).value();
    REQUIRE(page.siblings.size() == 1);
    CHECK(page.siblings[0].given_name.empty());
    CHECK_FALSE(page.siblings[0].case_id);
}

TEST_CASE("who moved to a province of this installation is a candidate there, and nobody's yet") {
    TestCare house;
    const auto id = house.opened().id;
    VisitForm visit;
    visit.outcome = CaseVerb::FindMoved;
    visit.moved_to_province = "41";
    visit.moved_to_subdistrict = "410102";
    CHECK(record_visit(house.by(house.worker), id, visit)->outcome == CaseOutcome::Moved);
    auto there = actor_of(access::Role::Secretariat, 2);
    there.province = "41";
    house.enter(there);
    const auto page = list_cases(house.by(there), house.clock, {}).value();
    REQUIRE(page.cases.size() == 1);
    CHECK(page.cases[0].subdistrict_code == "410102");
    const auto detail = show_case(house.by(there), house.clock, page.cases[0].id).value();
    CHECK(detail.origin == CaseOrigin::OtherProvince);
    CHECK(detail.child.given_name == "มานี");
    CHECK(detail.child.house_no.empty());
}

TEST_CASE("who moved to a province that is not here is closed, and handed to nobody") {
    TestCare house;
    VisitForm visit;
    visit.outcome = CaseVerb::FindMoved;
    visit.moved_to_province = "50";
    REQUIRE(record_visit(house.by(house.worker), house.opened().id, visit));
    CHECK(house.db().integer("SELECT count(*) FROM care_case") == 1);
}

TEST_CASE("a case is given only to who works where the child lives") {
    TestCare house;
    const auto id = house.opened().id;
    CHECK(assign_case(house.by(house.coordinator), id, {house.volunteer.account, {}})->worker ==
          house.volunteer.account);
    set_areas(house.db(), "40", house.volunteer.account, {"400102"});
    CHECK(key_of(assign_case(house.by(house.coordinator), id, {house.volunteer.account, {}})) ==
          "care.outside_area");
    CHECK(key_of(assign_case(house.by(house.coordinator), id, {house.secretariat.account, {}})) ==
          "care.worker_unknown");
    CHECK(key_of(assign_case(house.by(house.coordinator), id,
                             {house.worker.account, access::AgencyId{8}})) ==
          "care.not_your_agency");
}

TEST_CASE("a volunteer opens a case where she walks, and nowhere else") {
    TestCare house;
    NewCase input;
    input.child = TestCare::child_named("ชูใจ");
    input.subdistrict_code = "400102";
    CHECK(key_of(open_case(house.by(house.volunteer), input)) == "care.not_your_area");
    input.subdistrict_code = "400101";
    CHECK(open_case(house.by(house.volunteer), input)->worker == house.volunteer.account);
    auto known = input;
    known.person_id = persons::PersonId{99};
    CHECK(key_of(open_case(house.by(house.volunteer), known)) == "access.right_missing");
    input.child->given_name.clear();
    CHECK(key_of(open_case(house.by(house.volunteer), input)) == "care.child_unnamed");
    input.child->given_name = "ก";
    input.subdistrict_code = "410101";
    CHECK(key_of(open_case(house.by(house.worker), input)) == "care.area_wrong");
}

TEST_CASE("what was corrected stands in the case, and how it was before in its history") {
    TestCare house;
    const auto id = house.opened("มาณี").id;
    REQUIRE(mend_child(house.by(house.worker), id, {TestCare::child_named("มานี"), {}, {}, {}, {}}));
    const auto page = show_case(house.by(house.worker), house.clock, id).value();
    CHECK(page.child.given_name == "มานี");
    CHECK(json::serialize(page.events.front().said).find("มาณี") != std::string::npos);
}

TEST_CASE("a closed case is opened again with its history") {
    TestCare house;
    const auto id = house.opened().id;
    REQUIRE(house.visited(id, CaseVerb::FindDied, house.worker));
    CHECK(house.step(id, CaseVerb::Reopen, house.worker)->state == CaseState::Verified);
    CHECK(show_case(house.by(house.worker), house.clock, id)->events.size() == 3);
}
