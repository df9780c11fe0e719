#pragma once

#include "base/result.hpp"
#include "modules/care/case_scope.hpp"

#include <span>

namespace samatcha::care {

/// What is done to a case. The first seven are what a visit ends with.
BOOST_DEFINE_ENUM_CLASS(CaseVerb,
                        NotFind, ///< Nobody was met; what was tried is written down.
                        Contact, ///< The family was reached, the child not yet met.
                        FindOutOfSchool,
                        FindInSchool, ///< The number was wrong about this child: it is corrected.
                        FindMoved, FindDied, FindRefusing, Open, Assign, Mend, Assess, Plan,
                        ApprovePlan, ReturnPlan, BeginService, Place, FollowUp,
                        CheckRegister, ///< By the program, after a link run: still enrolled?
                        Relapse, Complete, ReachLivelihood, Reopen, Alert, AnswerAlert)

/// What an actor is to a case. Program: what follows from something else (a link run, an agency's
/// rule, a referral that was accepted), done by nobody.
BOOST_DEFINE_ENUM_CLASS(CasePart, Stranger, Volunteer, Worker, Coordinator, Secretariat, Program)

CasePart part_in(const CaseScope&, access::Role, const CareCase&);

/// One cell: who may do what when, and where it leads.
struct CaseCell {
    CaseState from;
    CaseVerb verb;
    CaseState to;
    unsigned who;                            ///< bit_of() of each part.
    CaseOutcome outcome = CaseOutcome::None; ///< Of a cell that closes what was open.
};
constexpr unsigned bit_of(CasePart part) {
    return 1U << static_cast<unsigned>(part);
}

/// The life cycle (spec-children.md), the only place that knows it: what is not in it is refused,
/// by the program and by the screens, which are told what one may do now.
std::span<const CaseCell> case_table();

/// Fails with Forbidden (care.verb_not_yours) or Conflict (care.verb_out_of_turn).
Result<CaseCell> cell_of(CaseState, CaseVerb, CasePart);

/// What somebody may do with a case now.
std::vector<CaseVerb> verbs_of(CaseState, CasePart);

} // namespace samatcha::care
