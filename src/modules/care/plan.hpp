#pragma once

#include "modules/care/case_table.hpp"
#include "modules/care/form.hpp"

namespace samatcha::care {

using AnswerId = Id<struct AnswerTag>;
using AlertId = Id<struct AlertTag>;
using GoalId = Id<struct GoalTag>;
using FollowUpId = Id<struct FollowUpTag>;

struct AssessmentForm {
    int form_version = 0; ///< That the worker had before her.
    Answers answers;
    std::optional<std::string> note;
    std::optional<std::string> client_key;
    std::optional<std::int64_t> version;
};
BOOST_DESCRIBE_STRUCT(AssessmentForm, (), (form_version, answers, note, client_key, version))

/// An assessment that was made, to be read with the form of its version.
struct AssessmentView {
    AnswerId id;
    std::string form;
    int form_version = 0;
    Instant at;
    access::AccountId account;
    Answers answers;
    std::optional<bool> is_poor;
};
BOOST_DESCRIBE_STRUCT(AssessmentView, (), (id, form, form_version, at, account, answers, is_poor))

struct AlertForm {
    std::vector<std::string> signs; ///< Questions of the form, or "other".
    std::optional<std::string> note;
    std::optional<std::string> client_key;
};
BOOST_DESCRIBE_STRUCT(AlertForm, (), (signs, note, client_key))

struct AlertView {
    AlertId id;
    CareCaseId case_id;
    std::vector<std::string> signs;
    Instant raised_at;
    std::string raised_by;
    bool is_open = true;
    std::optional<Instant> answered_at;
};
BOOST_DESCRIBE_STRUCT(AlertView, (),
                      (id, case_id, signs, raised_at, raised_by, is_open, answered_at))

BOOST_DEFINE_ENUM_CLASS(GoalState, Open, UnderWay, Done, Unmet, Dropped)

/// What is to become of a child, in the child's words, by which service, of whom, by when.
struct Goal {
    GoalId id;
    std::string words;
    std::string service;
    access::AgencyId agency_id;
    PartialDate by;
    GoalState state = GoalState::Open;
};
BOOST_DESCRIBE_STRUCT(Goal, (), (id, words, service, agency_id, by, state))

struct NewGoal {
    std::string words;
    std::string service;
    std::optional<access::AgencyId> agency_id;
    PartialDate by;
};
BOOST_DESCRIBE_STRUCT(NewGoal, (), (words, service, agency_id, by))

struct PlanForm {
    std::vector<NewGoal> goals;
    std::optional<std::string> note;
    std::optional<std::int64_t> version;
};
BOOST_DESCRIBE_STRUCT(PlanForm, (), (goals, note, version))

struct GoalForm {
    GoalState state{};
    std::optional<std::string> note;
};
BOOST_DESCRIBE_STRUCT(GoalForm, (), (state, note))

BOOST_DEFINE_ENUM_CLASS(FollowUpKind, Months3, Months6, Months12, Planned)

struct FollowUp {
    FollowUpId id;
    FollowUpKind kind{};
    Instant due_at;
    std::optional<Instant> done_at;
    std::string finding;
};
BOOST_DESCRIBE_STRUCT(FollowUp, (), (id, kind, due_at, done_at, finding))

struct FollowUpForm {
    std::string finding; ///< still_there, changed, left, not_reached.
    std::optional<std::string> note;
    std::optional<PartialDate> again_on; ///< Planned beside 3, 6 and 12 months.
    std::optional<std::string> client_key;
    std::optional<std::int64_t> version;
};
BOOST_DESCRIBE_STRUCT(FollowUpForm, (), (finding, note, again_on, client_key, version))

/// 3, 6 and 12 months after a placement.
std::vector<FollowUp> follow_ups_after(Instant placed);

/// Fails with InvalidInput: care.plan_empty, care.goal_unworded, care.service_unknown.
Result<void> check_plan(const PlanForm&, const PickLists&);

} // namespace samatcha::care
