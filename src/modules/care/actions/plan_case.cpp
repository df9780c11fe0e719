#include "base/json.hpp"
#include "modules/care/actions_plan.hpp"
#include "modules/care/records_plan.hpp"

namespace samatcha::care {

namespace {

struct GoalSaid {
    GoalId goal_id;
    GoalState state{};
    std::optional<std::string> note;
};
BOOST_DESCRIBE_STRUCT(GoalSaid, (), (goal_id, state, note))

} // namespace

Result<CareCase> plan_case(const Occasion& occasion, CareCaseId id, const PlanForm& plan) {
    TRY(check_plan(plan, forms().picklists()));
    auto seen = TRY(seen_case(occasion, id));
    const bool waits = wants_approval(occasion.db, occasion.province(), seen.care_case.agency);
    auto after =
        TRY(do_deed(occasion, std::move(seen.care_case), seen.part,
                    {CaseVerb::Plan, json::to_text(plan), {}, {}, plan.version, [&](CareCase& one) {
                         if (one.state == CaseState::Assessed) {
                             one.due = Due::Approval;
                             one.due_at = due_at_of(one.due, occasion.now);
                         }
                     }}));
    drop_goals(occasion.db, occasion.province(), id, occasion.now);
    for (const auto& goal : plan.goals)
        insert_goal(occasion.db, occasion.province(), occasion.keys, id,
                    {GoalId{new_id()}, goal.words, goal.service,
                     goal.agency_id.value_or(access::AgencyId{}), goal.by, GoalState::Open},
                    occasion.now);
    if (!waits && after.state == CaseState::Assessed)
        return do_deed(occasion, std::move(after), CasePart::Program,
                       {.verb = CaseVerb::ApprovePlan});
    return after;
}

Result<void> set_wants_approval(const Occasion& occasion, access::AgencyId agency, bool wants) {
    const auto scope = scope_of(occasion.db, occasion.actor);
    if (scope.reach != Reach::Province && scope.reach != Reach::Agency)
        return failure(ErrorCode::Forbidden, "care.not_a_coordinator");
    if (scope.reach == Reach::Agency && scope.agency != agency)
        return failure(ErrorCode::Forbidden, "care.not_your_agency");
    set_approval(occasion.db, occasion.province(), agency, wants);
    return {};
}

Result<CareCase> follow_goal(const Occasion& occasion, CareCaseId id, GoalId goal,
                             const GoalForm& form) {
    auto after = TRY(do_deed(occasion, id,
                             {.verb = CaseVerb::BeginService,
                              .said = json::to_text(GoalSaid{goal, form.state, form.note})}));
    if (!set_goal_state(occasion.db, occasion.province(), id, goal, form.state, occasion.now))
        return failure(ErrorCode::NotFound, "care.goal_unknown");
    return after;
}

} // namespace samatcha::care
