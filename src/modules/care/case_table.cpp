#include "modules/care/case_table.hpp"

#include "base/json.hpp"

namespace samatcha::care {

namespace {

constexpr unsigned secretariat = bit_of(CasePart::Secretariat);
constexpr unsigned leads = secretariat | bit_of(CasePart::Coordinator);
constexpr unsigned workers = leads | bit_of(CasePart::Worker);
constexpr unsigned walkers = workers | bit_of(CasePart::Volunteer);
constexpr unsigned program = bit_of(CasePart::Program);

using enum CaseState;
using V = CaseVerb;
using O = CaseOutcome;

// clang-format off
constexpr CaseCell cells[] = {
    {Candidate,    V::NotFind,         Candidate,    walkers},
    {Candidate,    V::Contact,         Contacted,    walkers},
    {Candidate,    V::FindOutOfSchool, Verified,     walkers},
    {Candidate,    V::FindInSchool,    Closed,       walkers, O::FalsePositive},
    {Candidate,    V::FindMoved,       Closed,       walkers, O::Moved},
    {Candidate,    V::FindDied,        Closed,       walkers, O::Died},
    {Candidate,    V::FindRefusing,    Contacted,    walkers},
    {Candidate,    V::Assign,          Candidate,    leads},
    {Candidate,    V::Mend,            Candidate,    walkers},
    {Candidate,    V::Alert,           Candidate,    walkers},
    {Candidate,    V::AnswerAlert,     Candidate,    workers},

    {Contacted,    V::NotFind,         Contacted,    walkers},
    {Contacted,    V::Contact,         Contacted,    walkers},
    {Contacted,    V::FindOutOfSchool, Verified,     walkers},
    {Contacted,    V::FindInSchool,    Closed,       walkers, O::FalsePositive},
    {Contacted,    V::FindMoved,       Closed,       walkers, O::Moved},
    {Contacted,    V::FindDied,        Closed,       walkers, O::Died},
    {Contacted,    V::FindRefusing,    Closed,       workers, O::Refused},
    {Contacted,    V::Assign,          Contacted,    leads},
    {Contacted,    V::Mend,            Contacted,    walkers},
    {Contacted,    V::Alert,           Contacted,    walkers},
    {Contacted,    V::AnswerAlert,     Contacted,    workers},

    {Verified,     V::NotFind,         Verified,     walkers},
    {Verified,     V::FindOutOfSchool, Verified,     walkers},
    {Verified,     V::FindInSchool,    Closed,       walkers, O::FalsePositive},
    {Verified,     V::FindMoved,       Closed,       walkers, O::Moved},
    {Verified,     V::FindDied,        Closed,       walkers, O::Died},
    {Verified,     V::FindRefusing,    Closed,       workers, O::Refused},
    {Verified,     V::Assign,          Verified,     leads},
    {Verified,     V::Mend,            Verified,     walkers},
    {Verified,     V::Assess,          Assessed,     workers},
    {Verified,     V::Alert,           Verified,     walkers},
    {Verified,     V::AnswerAlert,     Verified,     workers},

    {Assessed,     V::NotFind,         Assessed,     walkers},
    {Assessed,     V::FindOutOfSchool, Assessed,     walkers},
    {Assessed,     V::FindMoved,       Closed,       walkers, O::Moved},
    {Assessed,     V::FindDied,        Closed,       walkers, O::Died},
    {Assessed,     V::FindRefusing,    Closed,       workers, O::Refused},
    {Assessed,     V::Assign,          Assessed,     leads},
    {Assessed,     V::Mend,            Assessed,     walkers},
    {Assessed,     V::Assess,          Assessed,     workers},
    {Assessed,     V::Plan,            Assessed,     workers},
    {Assessed,     V::ApprovePlan,     PlanApproved, leads | program},
    {Assessed,     V::ReturnPlan,      Assessed,     leads},
    {Assessed,     V::Alert,           Assessed,     walkers},
    {Assessed,     V::AnswerAlert,     Assessed,     workers},

    {PlanApproved, V::NotFind,         PlanApproved, walkers},
    {PlanApproved, V::FindOutOfSchool, PlanApproved, walkers},
    {PlanApproved, V::FindMoved,       Closed,       walkers, O::Moved},
    {PlanApproved, V::FindDied,        Closed,       walkers, O::Died},
    {PlanApproved, V::FindRefusing,    Closed,       workers, O::Refused},
    {PlanApproved, V::Assign,          PlanApproved, leads},
    {PlanApproved, V::Mend,            PlanApproved, walkers},
    {PlanApproved, V::Assess,          PlanApproved, workers},
    {PlanApproved, V::Plan,            Assessed,     workers}, // Another plan is approved anew.
    {PlanApproved, V::BeginService,    InService,    workers | program},
    {PlanApproved, V::Place,           Placed,       workers | program},
    {PlanApproved, V::Alert,           PlanApproved, walkers},
    {PlanApproved, V::AnswerAlert,     PlanApproved, workers},

    {InService,    V::NotFind,         InService,    walkers},
    {InService,    V::FindOutOfSchool, InService,    walkers},
    {InService,    V::FindMoved,       Closed,       walkers, O::Moved},
    {InService,    V::FindDied,        Closed,       walkers, O::Died},
    {InService,    V::FindRefusing,    Closed,       workers, O::Refused},
    {InService,    V::Assign,          InService,    leads},
    {InService,    V::Mend,            InService,    walkers},
    {InService,    V::Assess,          InService,    workers},
    {InService,    V::Plan,            InService,    workers},
    {InService,    V::BeginService,    InService,    workers | program},
    {InService,    V::Place,           Placed,       workers | program},
    {InService,    V::Complete,        Closed,       workers, O::Completed},
    {InService,    V::Alert,           InService,    walkers},
    {InService,    V::AnswerAlert,     InService,    workers},

    {Placed,       V::NotFind,         Placed,       walkers},
    {Placed,       V::FindMoved,       Closed,       walkers, O::Moved},
    {Placed,       V::FindDied,        Closed,       walkers, O::Died},
    {Placed,       V::Assign,          Placed,       leads},
    {Placed,       V::Mend,            Placed,       walkers},
    {Placed,       V::Assess,          Placed,       workers},
    {Placed,       V::FollowUp,        Monitored,    walkers},
    {Placed,       V::CheckRegister,   Placed,       program},
    {Placed,       V::Relapse,         Verified,     walkers},
    {Placed,       V::Alert,           Placed,       walkers},
    {Placed,       V::AnswerAlert,     Placed,       workers},

    {Monitored,    V::NotFind,         Monitored,    walkers},
    {Monitored,    V::FindMoved,       Closed,       walkers, O::Moved},
    {Monitored,    V::FindDied,        Closed,       walkers, O::Died},
    {Monitored,    V::Assign,          Monitored,    leads},
    {Monitored,    V::Mend,            Monitored,    walkers},
    {Monitored,    V::Assess,          Monitored,    workers},
    {Monitored,    V::FollowUp,        Monitored,    walkers},
    {Monitored,    V::CheckRegister,   Monitored,    program},
    {Monitored,    V::Relapse,         Verified,     walkers},
    {Monitored,    V::Complete,        Closed,       workers, O::Completed},
    {Monitored,    V::ReachLivelihood, Closed,       workers, O::Livelihood},
    {Monitored,    V::Alert,           Monitored,    walkers},
    {Monitored,    V::AnswerAlert,     Monitored,    workers},

    {Closed,       V::Reopen,          Verified,     workers},
    {Closed,       V::AnswerAlert,     Closed,       workers}, // A danger outlives its case.
};
// clang-format on

} // namespace

CasePart part_in(const CaseScope& scope, access::Role role, const CareCase& care_case) {
    if (!sees(scope, care_case))
        return CasePart::Stranger;
    if (scope.reach == Reach::Province)
        return CasePart::Secretariat;
    if (scope.reach == Reach::Agency && care_case.agency == scope.agency)
        return CasePart::Coordinator;
    return role == access::Role::Volunteer ? CasePart::Volunteer : CasePart::Worker;
}

std::span<const CaseCell> case_table() {
    return cells;
}

Result<CaseCell> cell_of(CaseState state, CaseVerb verb, CasePart part) {
    for (const auto& cell : cells)
        if (cell.from == state && cell.verb == verb) {
            if ((cell.who & bit_of(part)) == 0)
                return failure(ErrorCode::Forbidden, "care.verb_not_yours");
            return cell;
        }
    return failure(ErrorCode::Conflict, "care.verb_out_of_turn");
}

std::vector<CaseVerb> verbs_of(CaseState state, CasePart part) {
    std::vector<CaseVerb> verbs;
    for (const auto& cell : cells)
        if (cell.from == state && (cell.who & bit_of(part)) != 0)
            verbs.push_back(cell.verb);
    return verbs;
}

} // namespace samatcha::care
