#include "modules/care/care_case.hpp"

namespace samatcha::care {

Due due_of(const CareCase& care_case) {
    switch (care_case.state) {
    case CaseState::Candidate:
    case CaseState::Contacted:
        return care_case.worker ? Due::Visit : Due::Assignment;
    case CaseState::Verified:
        return Due::Assessment;
    case CaseState::Assessed:
        return Due::Plan;
    case CaseState::PlanApproved:
        return Due::Service;
    case CaseState::InService:
        return Due::Placement;
    case CaseState::Placed:
    case CaseState::Monitored:
        return Due::FollowUp;
    case CaseState::Closed:
        break;
    }
    return Due::Nothing;
}

Instant due_at_of(Due due, Instant now) {
    constexpr std::int64_t day_ms = 24 * 3'600'000;
    int days = 0;
    switch (due) {
    case Due::Assignment:
    case Due::Approval:
        days = 7;
        break;
    case Due::Visit:
    case Due::Assessment:
    case Due::Plan:
        days = 14;
        break;
    case Due::Service:
    case Due::Closing:
        days = 30;
        break;
    case Due::Placement:
    case Due::FollowUp:
        days = 90;
        break;
    case Due::Nothing:
        return never;
    }
    return {now.unix_ms + days * day_ms};
}

} // namespace samatcha::care
