#include "modules/care/routes.hpp"

#include "modules/access/access_log.hpp"
#include "modules/care/actions.hpp"
#include "modules/care/actions_plan.hpp"
#include "modules/care/records_plan.hpp"
#include "modules/care/records_worklist.hpp"

#include <fmt/core.h>

#include <memory>

namespace samatcha::care {

using access::Call;
using access::Right;

struct OpenedCase {
    CareCaseId id;
};
BOOST_DESCRIBE_STRUCT(OpenedCase, (), (id))

/// After a verb: where the case stands now. The page asks for the rest if it wants it.
struct CaseAfter {
    CareCaseId id;
    CaseState state{};
    CaseOutcome outcome{};
    Due due{};
    bool is_urgent = false;
    std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(CaseAfter, (), (id, state, outcome, due, is_urgent, version))

struct VisitsForm {
    std::vector<VisitOfCase> visits;
};
BOOST_DESCRIBE_STRUCT(VisitsForm, (), (visits))

struct AlertAnswer {
    std::string note;
};
BOOST_DESCRIBE_STRUCT(AlertAnswer, (), (note))

struct ApprovalForm {
    bool wants_approval = false;
};
BOOST_DESCRIBE_STRUCT(ApprovalForm, (), (wants_approval))

/// The agencies that approve plans; all others' stand as they are written.
struct ApprovingAgencies {
    std::vector<access::AgencyId> agency_ids;
};
BOOST_DESCRIBE_STRUCT(ApprovingAgencies, (), (agency_ids))

/// All versions of all forms, and the lists that are chosen from.
struct FormsView {
    std::vector<CareForm> forms;
    PickLists picklists;
};
BOOST_DESCRIBE_STRUCT(FormsView, (), (forms, picklists))

/// What waits for somebody in care, in numbers.
struct CareDuties {
    Reach reach{};
    std::vector<DueCount> dues;
    std::int64_t alerts = 0; ///< Open ones that the reader sees.
};
BOOST_DESCRIBE_STRUCT(CareDuties, (), (reach, dues, alerts))

namespace {

CaseAfter after(const CareCase& one) {
    return {one.id, one.state, one.outcome, one.due, one.is_urgent, one.version};
}

Occasion occasion_of(const Call& call, const CareHouse& house) {
    return {call.actor, call.db, house.assigning.keys, call.clock.now()};
}

/// The verb is done in the line of writes; its worker is free meanwhile.
template <class Verb>
access::Later<CaseAfter> in_line(const CareHouse& house, const Call& call, Verb verb) {
    return {[&house, actor = call.actor,
             verb = std::move(verb)](std::function<void(Result<CaseAfter>)> then) {
        const auto done = std::make_shared<CaseAfter>();
        house.writes.add(
            [&house, actor, verb, done](database::Connection& connection) -> Result<void> {
                const Occasion occasion{actor, connection, house.assigning.keys,
                                        house.assigning.clock.now()};
                *done = after(TRY(verb(occasion)));
                return {};
            },
            [done, then = std::move(then)](Result<void> written) {
                if (written)
                    then(*done);
                else
                    then(Unexpected{std::move(written).error()});
            });
    }};
}

constexpr auto by_itself = access::Transaction::None;

void add_case_routes(access::Api& api, const CareHouse& house) {
    api.get(
        "/cases", Right::ReadCases,
        [&house](Call& call, CaseFilter filter) -> Result<CasePage> {
            return list_cases(occasion_of(call, house), call.clock, filter);
        },
        {.summary = "The cases that one sees, what is due first at the top: initials and village"});
    api.post("/cases", Right::WorkCases,
             [&house](Call& call, NewCase input) -> Result<OpenedCase> {
                 return OpenedCase{TRY(open_case(occasion_of(call, house), input)).id};
             },
             {.summary = "Enter a child by hand, or one that the registers know", .success = 201});
    api.get(
        "/cases/{id}", Right::ReadCases,
        [&house](Call& call) -> Result<CaseDetail> {
            return show_case(occasion_of(call, house), call.clock, TRY(call.id<CareCaseId>("id")));
        },
        {.summary = "A case with the child, the house, what was done, and what one may do next"});
    api.post("/cases/{id}/visits", Right::WorkCases,
             [&house](Call& call, VisitForm form) -> Result<access::Later<CaseAfter>> {
                 return in_line(
                     house, call,
                     [id = TRY(call.id<CareCaseId>("id")), form](const Occasion& occasion) {
                         return record_visit(occasion, id, form);
                     });
             },
             {.summary = "What a visit found", .transaction = by_itself});
    api.post("/household-visits", Right::WorkCases,
             [&house](Call& call, VisitsForm form) -> Result<std::vector<CaseAfter>> {
                 std::vector<CaseAfter> all;
                 for (const auto& one : TRY(record_visits(occasion_of(call, house), form.visits)))
                     all.push_back(after(one));
                 return all;
             },
             {.summary = "One visit to a house with several children"});
    api.put("/cases/{id}/child", Right::WorkCases,
            [&house](Call& call, MendForm form) -> Result<access::Later<CaseAfter>> {
                return in_line(
                    house, call,
                    [id = TRY(call.id<CareCaseId>("id")), form](const Occasion& occasion) {
                        return mend_child(occasion, id, form);
                    });
            },
            {.summary = "Correct what is known of the child", .transaction = by_itself});
    api.put("/cases/{id}/worker", Right::AssignCases,
            [&house](Call& call, AssignForm form) -> Result<CaseAfter> {
                return after(TRY(
                    assign_case(occasion_of(call, house), TRY(call.id<CareCaseId>("id")), form)));
            },
            {.summary = "Give a case to a case worker or volunteer"});
    api.post("/cases/{id}/steps", Right::WorkCases,
             [&house](Call& call, StepForm form) -> Result<access::Later<CaseAfter>> {
                 return in_line(
                     house, call,
                     [id = TRY(call.id<CareCaseId>("id")), form](const Occasion& occasion) {
                         return take_step(occasion, id, form);
                     });
             },
             {.summary =
                  "A step that needs words only: approve a plan, place, relapse, complete, reopen",
              .transaction = by_itself});
}

void add_plan_routes(access::Api& api, const CareHouse& house) {
    api.get("/care-forms", Right::ReadCases,
            [](Call&) -> Result<FormsView> {
                return FormsView{forms().all(), forms().picklists()};
            },
            {.summary = "The assessment forms, all versions, and the lists that are chosen from"});
    api.post("/cases/{id}/assessments", Right::WorkCases,
             [&house](Call& call, AssessmentForm form) -> Result<access::Later<CaseAfter>> {
                 return in_line(
                     house, call,
                     [id = TRY(call.id<CareCaseId>("id")), form](const Occasion& occasion) {
                         return assess_case(occasion, id, form);
                     });
             },
             {.summary = "Needs, risks, causes, household, wishes; a danger sign is told at once",
              .transaction = by_itself});
    api.post("/cases/{id}/alerts", Right::WorkCases,
             [&house](Call& call, AlertForm form) -> Result<CaseAfter> {
                 return after(TRY(
                     raise_alert(occasion_of(call, house), TRY(call.id<CareCaseId>("id")), form)));
             },
             {.summary = "Tell the duty officers of a danger"});
    api.get("/care-alerts", Right::ReadCases,
            [&house](Call& call) -> Result<std::vector<AlertView>> {
                const auto alerts = TRY(list_alerts(occasion_of(call, house)));
                access::record_access(call.db, call.actor, call.clock, access::Access::CaseList, 0,
                                      fmt::format("alerts={}", alerts.size()));
                return alerts;
            },
            {.summary = "Dangers that nobody has answered yet, longest first"});
    api.post("/care-alerts/{id}/answer", Right::WorkCases,
             [&house](Call& call, AlertAnswer form) -> Result<CaseAfter> {
                 return after(TRY(answer_alert(occasion_of(call, house),
                                               TRY(call.id<AlertId>("id")), form.note)));
             },
             {.summary = "What was done about a danger"});
    api.put("/cases/{id}/plan", Right::WorkCases,
            [&house](Call& call, PlanForm form) -> Result<CaseAfter> {
                return after(
                    TRY(plan_case(occasion_of(call, house), TRY(call.id<CareCaseId>("id")), form)));
            },
            {.summary = "Goals in the child's words, by which service, of whom, by when"});
    api.put("/cases/{id}/goals/{goal}", Right::WorkCases,
            [&house](Call& call, GoalForm form) -> Result<CaseAfter> {
                return after(
                    TRY(follow_goal(occasion_of(call, house), TRY(call.id<CareCaseId>("id")),
                                    TRY(call.id<GoalId>("goal")), form)));
            },
            {.summary = "What became of a goal"});
    api.post("/cases/{id}/follow-ups", Right::WorkCases,
             [&house](Call& call, FollowUpForm form) -> Result<access::Later<CaseAfter>> {
                 return in_line(
                     house, call,
                     [id = TRY(call.id<CareCaseId>("id")), form](const Occasion& occasion) {
                         return follow_up(occasion, id, form);
                     });
             },
             {.summary = "Whether a placed child still learns or works", .transaction = by_itself});
    api.get("/care-agencies", Right::CoordinateCare,
            [](Call& call) -> Result<ApprovingAgencies> {
                return ApprovingAgencies{approving_agencies(call.db, call.actor.province)};
            },
            {.summary = "Which agencies approve their cases' plans"});
    api.put("/care-agencies/{id}", Right::AssignCases,
            [&house](Call& call, ApprovalForm form) -> Result<void> {
                return set_wants_approval(occasion_of(call, house),
                                          TRY(call.id<access::AgencyId>("id")),
                                          form.wants_approval);
            },
            {.summary = "Whether an agency approves its cases' plans"});
    api.get("/care-duties", Right::SignedIn,
            [&house](Call& call) -> Result<CareDuties> {
                const auto scope = scope_of(call.db, call.actor);
                return CareDuties{
                    scope.reach, counts_in_scope(call.db, scope, call.clock.now()),
                    static_cast<std::int64_t>(TRY(list_alerts(occasion_of(call, house))).size())};
            },
            {.summary = "What waits for one in care, in numbers that name nobody"});
}

void add_assignment_routes(access::Api& api, const CareHouse& house) {
    api.post("/care-assignments/preview", Right::AssignCases,
             [&house](Call& call, AssignmentOrder order) -> Result<AssignmentPreview> {
                 return preview_assignment(occasion_of(call, house), order);
             },
             {.summary = "How many children an order would give out, and where nobody works"});
    api.post("/care-assignments", Right::AssignCases,
             [&house](Call& call, AssignmentOrder order) -> Result<Assignment> {
                 auto made =
                     TRY(start_assignment(occasion_of(call, house), house.assigning, order));
                 call.after_commit.emplace_back([&house] { house.assigning.jobs.wake(); });
                 return made;
             },
             {.summary = "Give many cases at once, by a job", .success = 202});
    api.get("/care-assignments", Right::AssignCases,
            [&house](Call& call) -> Result<std::vector<Assignment>> {
                return list_assignments(occasion_of(call, house));
            },
            {.summary = "What was given out lately"});
    api.post("/care-assignments/{id}/undo", Right::AssignCases,
             [&house](Call& call) -> Result<Assignment> {
                 auto undone = TRY(undo_assignment(occasion_of(call, house), house.assigning,
                                                   TRY(call.id<AssignmentId>("id"))));
                 call.after_commit.emplace_back([&house] { house.assigning.jobs.wake(); });
                 return undone;
             },
             {.summary = "Take it back, but for what was worked on since", .success = 202});
    api.get("/care-workers", Right::CoordinateCare,
            [&house](Call& call) -> Result<std::vector<CareWorker>> {
                return list_workers(occasion_of(call, house));
            },
            {.summary = "Case workers and volunteers, where they work, how much they have"});
    api.put("/care-workers/{id}", Right::CoordinateCare,
            [&house](Call& call, WorkerForm form) -> Result<void> {
                return set_worker(occasion_of(call, house), TRY(call.id<access::AccountId>("id")),
                                  form);
            },
            {.summary = "Where somebody works, and who coordinates or is on duty"});
}

} // namespace

void add_routes(access::Api& api, const CareHouse& house) {
    add_case_routes(api, house);
    add_plan_routes(api, house);
    add_assignment_routes(api, house);
}

} // namespace samatcha::care
