#include "app/demonstration_care.hpp"

#include "app/demonstration.hpp"
#include "modules/access/records.hpp"
#include "modules/care/actions.hpp"
#include "modules/care/actions_plan.hpp"
#include "modules/care/records_assignment.hpp"
#include "modules/care/records_plan.hpp"
#include "modules/situation/records.hpp"

#include <algorithm>
#include <array>
#include <map>

namespace samatcha::app {

namespace {

using care::CareCaseId;
using care::CaseVerb;
using care::Occasion;

constexpr int cases = 400;
constexpr int cases_a_place = 50;
constexpr std::int64_t hour_ms = 3'600'000;
constexpr std::int64_t day_ms = 24 * hour_ms;

/// How far a case has come, and how many of them are so.
struct Way {
    int many;
    std::vector<CaseVerb> verbs;
};
const std::vector<Way> ways{
    {98, {}},
    {30, {CaseVerb::NotFind}},
    {40, {CaseVerb::Contact}},
    {50, {CaseVerb::FindOutOfSchool}},
    {30, {CaseVerb::FindOutOfSchool, CaseVerb::Assess}},
    {14, {CaseVerb::FindOutOfSchool, CaseVerb::Assess, CaseVerb::Plan}},
    {12, {CaseVerb::FindOutOfSchool, CaseVerb::Assess, CaseVerb::Plan, CaseVerb::ApprovePlan}},
    {26, {CaseVerb::FindOutOfSchool, CaseVerb::Assess, CaseVerb::Plan, CaseVerb::BeginService}},
    {28, {CaseVerb::FindOutOfSchool, CaseVerb::Assess, CaseVerb::Plan, CaseVerb::BeginService, CaseVerb::Place}},
    {24, {CaseVerb::FindOutOfSchool, CaseVerb::Assess, CaseVerb::Plan, CaseVerb::Place, CaseVerb::FollowUp}},
    {6, {CaseVerb::FindOutOfSchool, CaseVerb::Assess, CaseVerb::Plan, CaseVerb::Place, CaseVerb::Relapse}},
    {8, {CaseVerb::FindOutOfSchool, CaseVerb::Assess, CaseVerb::Plan, CaseVerb::Place, CaseVerb::FollowUp, CaseVerb::ReachLivelihood}},
    {6, {CaseVerb::FindOutOfSchool, CaseVerb::Assess, CaseVerb::Plan, CaseVerb::Place, CaseVerb::FollowUp, CaseVerb::Complete}},
    {14, {CaseVerb::FindInSchool}},
    {8, {CaseVerb::FindMoved}},
    {2, {CaseVerb::FindDied}},
    {4, {CaseVerb::Contact, CaseVerb::FindRefusing}},
};

struct Said {
    const char* wish;
    const char* words;
    const char* service;
    const char* cause;
    const char* constraint;
};
constexpr std::array<Said, 6> said{{
    {"vocational", "อยากเป็นช่างซ่อมมอเตอร์ไซค์", "vocational_training", "poverty", "money"},
    {"school", "อยากกลับไปเรียนกับเพื่อน", "return_to_school", "family", "care"},
    {"flexible", "อยากได้วุฒิ ม.3 แต่ต้องช่วยแม่ขายของ", "flexible_learning", "poverty", "work"},
    {"work_and_learn", "อยากทำงานร้านอาหารแล้วเรียนไปด้วย", "work_and_learn", "pushed_out", "time"},
    {"vocational", "อยากเรียนทำผม", "vocational_training", "no_welfare", "distance"},
    {"school", "อยากเรียนต่อใกล้โรงพยาบาล", "health_care", "health", "distance"},
}};

struct People {
    std::vector<access::Actor> workers;    ///< Case workers, then volunteers.
    access::Actor secretariat;
    std::map<std::string, access::Actor> by_login;
};

Result<People> people_of(database::Connection& connection, std::string_view province) {
    People people;
    for (const auto& account : access::records::accounts(connection, province)) {
        access::Actor actor;
        actor.account = account.id;
        actor.login = account.login;
        actor.role = account.role;
        actor.province = province;
        actor.agency = account.agency_id;
        actor.purpose = access::Purpose::Care;
        people.by_login[account.login] = actor;
    }
    for (const auto* login : {"caseworker", "coordinator", "volunteer1", "volunteer2", "volunteer3"}) {
        const auto found = people.by_login.find(login);
        if (found == people.by_login.end())
            return failure(ErrorCode::NotFound, "care.worker_unknown");
        people.workers.push_back(found->second);
    }
    people.secretariat = people.by_login.at("secretariat");
    return people;
}

/// The children of the list who live where most of them do.
std::vector<situation::ListedChildRow> children_of(database::Connection& connection, std::string_view province,
                                                   situation::SituationId id) {
    std::vector<std::pair<std::int64_t, std::string>> places;
    const auto latest = situation::find_situation(connection, province, id);
    for (const auto& cell : latest->by_subdistrict)
        if (cell.code.starts_with(province))
            places.emplace_back(-cell.value, cell.code);
    std::sort(places.begin(), places.end());
    std::vector<situation::ListedChildRow> children;
    for (const auto& [value, code] : places) {
        situation::ListFilter filter;
        filter.subdistrict = code;
        const auto left = cases - static_cast<int>(children.size());
        for (auto& row : situation::listed_children(connection, province, id, filter, situation::ListSort::Subdistrict, {},
                                                    std::min(left, cases_a_place)))
            children.push_back(std::move(row));
    }
    return children;
}

care::AssessmentForm assessment(std::size_t i) {
    const auto& what = said[i % said.size()];
    care::AssessmentForm form;
    form.form_version = care::forms().latest("assessment")->version;
    for (const auto* question : {"violence", "abuse", "self_harm", "forced_work", "alone"})
        form.answers[question] = "no";
    if (i % 19 == 0)
        form.answers[i % 38 == 0 ? "violence" : "alone"] = "suspected";
    form.answers["causes"] = boost::json::array{what.cause};
    form.answers["since"] = i % 3 == 0 ? "over_two_years" : "half_to_two_years";
    form.answers["members"] = 3 + static_cast<std::int64_t>(i % 4);
    form.answers["income"] = 6000 + static_cast<std::int64_t>(i * 700 % 12'000);
    form.answers["tenure"] = i % 3 == 0 ? "rent" : "own";
    form.answers["wish"] = what.wish;
    form.answers["own_words"] = what.words;
    form.answers["constraints"] = boost::json::array{what.constraint};
    return form;
}

care::PlanForm plan(std::size_t i, Instant now) {
    const auto& what = said[i % said.size()];
    care::PlanForm form;
    const auto by = date_from_days(static_cast<std::int32_t>(now.unix_ms / day_ms) + 60 + static_cast<std::int32_t>(i % 60));
    form.goals.push_back({what.words, what.service, access::AgencyId{11}, by});
    if (i % 2 == 0)
        form.goals.push_back({"ขอค่าเดินทางไปเรียน", "transport", {}, by});
    return form;
}

care::VisitForm visit(CaseVerb outcome, std::size_t i) {
    care::VisitForm form;
    form.outcome = outcome;
    if (outcome == CaseVerb::NotFind)
        form.tried = {{"went_to_house", i % 2 == 0 ? "asked_neighbours" : "telephoned"}};
    if (outcome == CaseVerb::FindInSchool) {
        form.school = i % 2 == 0 ? "วิทยาลัยเทคนิค (สาธิต)" : "ศูนย์ส่งเสริมการเรียนรู้ระดับอำเภอ (สาธิต)";
        form.grade = i % 2 == 0 ? "ปวช.1" : "ม.ต้น";
    }
    if (outcome == CaseVerb::FindOutOfSchool)
        form.note = said[i % said.size()].words;
    return form;
}

Result<void> take(const Occasion& occasion, CareCaseId id, CaseVerb verb, std::size_t i) {
    switch (verb) {
    case CaseVerb::Assess:
        TRY(care::assess_case(occasion, id, assessment(i)));
        return {};
    case CaseVerb::Plan:
        TRY(care::plan_case(occasion, id, plan(i, occasion.now)));
        return {};
    case CaseVerb::FollowUp:
        TRY(care::follow_up(occasion, id, {i % 4 == 0 ? "changed" : "still_there", {}, {}, {}, {}}));
        return {};
    default:
        break;
    }
    if (care::ends_visit(verb))
        TRY(care::record_visit(occasion, id, visit(verb, i)));
    else
        TRY(care::take_step(occasion, id, {verb, {}, {}, {}}));
    return {};
}

/// One case, begun so many days ago, with a verb each few days; late ones are late by themselves.
Result<CareCaseId> open_and_walk(Environment& environment, database::Connection& connection, const People& people,
                                 const situation::ListedChildRow& child, const Way& way, std::size_t i) {
    const auto now = environment.clock.now().unix_ms;
    const auto at = [&](std::size_t step) { // The last some days ago, each of the others two weeks before the next.
        const auto days_ago = 1 + static_cast<std::int64_t>(i * 7 % 18) +
                              14 * static_cast<std::int64_t>(way.verbs.size() - step);
        return Instant{now - days_ago * day_ms - static_cast<std::int64_t>(i % 9) * hour_ms};
    };
    const auto& worker = people.workers[i % people.workers.size()];
    care::NewCase input;
    input.origin = i % 20 == 0 ? care::CaseOrigin::OpenDoor : i % 17 == 0 ? care::CaseOrigin::Agency : care::CaseOrigin::Situation;
    input.person_id = child.person;
    input.subdistrict_code = child.subdistrict_code;
    const auto opened = TRY(care::open_case({people.secretariat, connection, environment.keys, at(0)}, input));
    // One in fifteen of the candidates waits for a worker.
    if (!way.verbs.empty() || i % 15 != 0)
        TRY(care::assign_case({people.secretariat, connection, environment.keys, at(0)}, opened.id,
                              {worker.account, access::AgencyId{11}}));
    for (std::size_t step = 0; step < way.verbs.size(); ++step) {
        const auto verb = way.verbs[step];
        // What a volunteer or worker may not do, the coordinator does.
        const bool is_visit = care::ends_visit(verb) && verb != CaseVerb::FindRefusing;
        const bool is_own = is_visit || (worker.role != access::Role::Volunteer && verb != CaseVerb::ApprovePlan);
        const auto& by = is_own ? worker : people.by_login.at("coordinator");
        TRY(take({by, connection, environment.keys, at(step + 1)}, opened.id, verb, i));
    }
    return opened.id;
}

/// Of the dangers seen, two in three were answered within a day.
Result<int> answer_alerts(Environment& environment, database::Connection& connection, const People& people) {
    int open = 0;
    const Occasion occasion{people.by_login.at("coordinator"), connection, environment.keys, environment.clock.now()};
    for (const auto& alert : TRY(care::list_alerts(occasion))) {
        if (++open % 3 == 0)
            continue;
        const Occasion then{occasion.actor, connection, environment.keys,
                            {std::min(alert.raised_at.unix_ms + 20 * hour_ms, occasion.now.unix_ms)}};
        TRY(care::answer_alert(then, alert.id, "ไปพบเด็กพร้อมเจ้าหน้าที่คุ้มครองเด็กแล้ว เด็กปลอดภัย"));
    }
    return open / 3;
}

} // namespace

Result<DemonstrationCases> load_cases(Environment& environment, std::string_view province) {
    const auto lease = environment.database.connection();
    auto& connection = *lease;
    TRY(check_demonstration(connection, province));
    DemonstrationCases loaded;
    if (!care::persons_with_case(connection, province).empty())
        return loaded;
    const auto id = situation::latest_situation_id(connection, province);
    if (!id)
        return failure(ErrorCode::NotFound, "situation.none");
    const auto people = TRY(people_of(connection, province));
    const auto children = children_of(connection, province, *id);
    TRY(database::transaction(connection, [&]() -> Result<void> {
        care::set_duty(connection, province, people.by_login.at("coordinator").account, care::CareDuty::Coordinator, true);
        care::set_duty(connection, province, people.by_login.at("coordinator").account, care::CareDuty::DutyOfficer, true);
        care::set_approval(connection, province, access::AgencyId{11}, true);
        std::size_t at = 0;
        for (std::size_t turn = 0; at < children.size(); ++turn) {
            // Round and round, so that every place has cases of every kind.
            const auto& way = ways[turn % ways.size()];
            if (static_cast<int>(turn / ways.size()) >= way.many)
                continue;
            auto walked = way;
            const bool goes_on = way.verbs.size() > 3 && way.verbs[3] != CaseVerb::ApprovePlan;
            if (goes_on) // With what is planned, once it is approved.
                walked.verbs.insert(walked.verbs.begin() + 3, CaseVerb::ApprovePlan);
            TRY(open_and_walk(environment, connection, people, children[at], walked, at));
            ++loaded.opened;
            loaded.closed += care::find_case_of_person(connection, province, children[at].person)->state ==
                             care::CaseState::Closed;
            ++at;
        }
        std::vector<std::string> places;
        for (const auto& child : children)
            if (std::find(places.begin(), places.end(), child.subdistrict_code) == places.end())
                places.push_back(child.subdistrict_code);
        // From now on volunteers walk their own places.
        for (std::size_t i = 0; i < 3 && places.size() >= 3; ++i)
            care::set_areas(connection, province, people.workers[2 + i].account,
                            {places[i], places[(i + 3) % places.size()]});
        loaded.alerts = TRY(answer_alerts(environment, connection, people));
        return {};
    }));
    return loaded;
}

} // namespace samatcha::app
