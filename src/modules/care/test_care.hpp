#pragma once

#include "modules/access/records.hpp"
#include "modules/care/actions.hpp"
#include "modules/care/actions_plan.hpp"
#include "modules/care/records_plan.hpp"
#include "platform/database/test_database.hpp"

namespace samatcha::care {

inline access::Actor actor_of(access::Role role, std::int64_t account, std::int64_t agency = 0) {
    access::Actor actor;
    actor.account = access::AccountId{account};
    actor.login = "tester";
    actor.role = role;
    actor.province = "40";
    if (agency != 0)
        actor.agency = access::AgencyId{agency};
    actor.purpose = access::Purpose::Care;
    return actor;
}

inline std::string key_of(const auto& result) {
    return result ? "" : result.error().key;
}

/// A database, keys kept nowhere and a clock, for one test; a secretariat (1), a case worker (20)
/// and a coordinator (21) of agency 7, a volunteer (30) who walks 400101.
struct TestCare {
    database::TestDatabase test;
    vault::KeyRing keys = vault::KeyRing::ephemeral();
    ManualClock clock{Instant{1'800'000'000'000}};
    access::Actor secretariat = actor_of(access::Role::Secretariat, 1);
    access::Actor worker = actor_of(access::Role::CaseWorker, 20, 7);
    access::Actor coordinator = actor_of(access::Role::CaseWorker, 21, 7);
    access::Actor volunteer = actor_of(access::Role::Volunteer, 30);

    TestCare() {
        for (const auto* province : {"40", "41"})
            access::records::add_province(db(), {province, province, province, true, clock.now()});
        for (const auto* actor : {&secretariat, &worker, &coordinator, &volunteer})
            enter(*actor);
        set_duty(db(), "40", coordinator.account, CareDuty::Coordinator, true);
        set_areas(db(), "40", volunteer.account, {"400101"});
    }

    database::Connection& db() { return test.connection(); }
    /// An account for the actor, whom the access log names.
    void enter(const access::Actor& actor) {
        access::records::add_account(db(),
                                     {actor.account, actor.province,
                                      "a" + std::to_string(actor.account.value), "ทดสอบ",
                                      actor.role, actor.agency, "none", false, false},
                                     clock.now(), {});
    }
    Occasion by(const access::Actor& actor) { return {actor, db(), keys, clock.now()}; }

    CareCase make_case(const CaseChild& child = {}, access::AgencyId agency = {},
                       access::AccountId given_to = {},
                       std::optional<persons::PersonId> person = {}) {
        CareCase made;
        made.id = CareCaseId{new_id()};
        made.person = person;
        made.subdistrict_code = "400101";
        made.agency = agency;
        made.worker = given_to;
        made.due = due_of(made);
        made.due_at = due_at_of(made.due, clock.now());
        made.opened_at = made.changed_at = clock.now();
        insert_case(db(), "40", keys, made, child);
        return made;
    }

    static CaseChild child_named(std::string given_name) {
        CaseChild child;
        child.given_name = std::move(given_name);
        child.surname = "ทดสอบ";
        child.birth_date = {2012, 5, 1};
        child.house_no = "12/3";
        child.village_no = "4";
        return child;
    }

    /// A case of the worker's, entered by hand.
    CareCase opened(std::string given_name = "มานี") {
        NewCase input;
        input.child = child_named(std::move(given_name));
        input.subdistrict_code = "400101";
        return open_case(by(worker), input).value();
    }
    Result<CareCase> visited(CareCaseId id, CaseVerb outcome, const access::Actor& actor) {
        VisitForm visit;
        visit.outcome = outcome;
        if (outcome == CaseVerb::NotFind)
            visit.tried = {{"went_to_house"}};
        if (outcome == CaseVerb::FindInSchool)
            visit.school = "โรงเรียนบ้านทดสอบ";
        return record_visit(by(actor), id, visit);
    }
    static AssessmentForm answers() {
        AssessmentForm form;
        form.form_version = 1;
        for (const auto* question : {"violence", "abuse", "self_harm", "forced_work", "alone"})
            form.answers[question] = "no";
        form.answers["causes"] = boost::json::array{"poverty", "family"};
        form.answers["members"] = 4;
        form.answers["income"] = 8000;
        form.answers["wish"] = "vocational";
        return form;
    }
    static PlanForm plan() {
        PlanForm form;
        form.goals = {{"อยากเป็นช่างซ่อมรถ", "vocational_training", {}, {2027, 6, 1}}};
        return form;
    }
    Result<CareCase> step(CareCaseId id, CaseVerb verb, const access::Actor& actor) {
        return take_step(by(actor), id, {verb, {}, {}, {}});
    }
    /// Up to a placement.
    CareCase placed() {
        const auto id = opened().id;
        visited(id, CaseVerb::FindOutOfSchool, worker).value();
        assess_case(by(worker), id, answers()).value();
        plan_case(by(worker), id, plan()).value();
        return step(id, CaseVerb::Place, worker).value();
    }
};

} // namespace samatcha::care
