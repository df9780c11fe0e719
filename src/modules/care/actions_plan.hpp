#pragma once

// Assessing, alerts, the plan and what follows it (S13); failures beside those of actions.hpp are
// named.

#include "modules/care/occasion.hpp"
#include "modules/care/plan.hpp"

namespace samatcha::care {

/// Keeps the answers with the version of the form. A danger sign is told to the duty officers at
/// once, and the case is urgent until somebody has answered. Fails with NotFound
/// (care.form_unknown) and as check_answers.
Result<CareCase> assess_case(const Occasion&, CareCaseId, const AssessmentForm&);

/// Somebody saw a danger outside of an assessment. Fails with InvalidInput
/// (care.alert_without_sign).
Result<CareCase> raise_alert(const Occasion&, CareCaseId, const AlertForm&);
/// What was done about it; when the last one is answered, the case is urgent no more. Fails with
/// NotFound (care.alert_unknown) or Conflict (care.alert_answered).
Result<CareCase> answer_alert(const Occasion&, AlertId, const std::string& note);
/// Open alerts of cases that the actor sees, longest first.
Result<std::vector<AlertView>> list_alerts(const Occasion&);

/// Takes the place of the goals that are not reached. Where the agency wants no approval it is
/// approved with it. Fails as check_plan.
Result<CareCase> plan_case(const Occasion&, CareCaseId, const PlanForm&);
/// Whether an agency approves plans: by its coordinator or the secretariat. Fails with Forbidden
/// (care.not_a_coordinator, care.not_your_agency).
Result<void> set_wants_approval(const Occasion&, access::AgencyId, bool wants);
/// What became of a goal. Fails with NotFound (care.goal_unknown).
Result<CareCase> follow_goal(const Occasion&, CareCaseId, GoalId, const GoalForm&);

/// The one that is due next. Who has left is out of school again, with the whole history. Fails
/// with InvalidInput (care.finding_unknown).
Result<CareCase> follow_up(const Occasion&, CareCaseId, const FollowUpForm&);

/// What a link run says of children placed before the day of its registers: still enrolled, or to
/// be looked after at once. By the program, in one transaction each; returns how many were looked
/// at.
Result<int> check_placed(database::Connection&, const vault::KeyRing&, std::string_view province,
                         Instant now);

} // namespace samatcha::care
