#include "modules/care/case_scope.hpp"

#include "modules/care/records.hpp"

namespace samatcha::care {

CaseScope scope_of(const access::Actor& actor, bool is_coordinator, bool is_on_duty) {
    CaseScope scope{actor.province, Reach::Nothing, actor.account,
                    actor.agency.value_or(access::AgencyId{}),
                    is_on_duty && actor.may(access::Right::ReadCases)};
    if (!actor.may(access::Right::ReadCases))
        return scope;
    if (actor.role == access::Role::Secretariat)
        scope.reach = Reach::Province;
    else if (is_coordinator && scope.agency)
        scope.reach = Reach::Agency;
    else
        scope.reach = Reach::Own;
    return scope;
}

CaseScope scope_of(database::Connection& connection, const access::Actor& actor) {
    if (actor.role != access::Role::CaseWorker || !actor.agency)
        return scope_of(actor, false);
    return scope_of(actor,
                    has_duty(connection, actor.province, actor.account, CareDuty::Coordinator),
                    has_duty(connection, actor.province, actor.account, CareDuty::DutyOfficer));
}

bool sees(const CaseScope& scope, const CareCase& care_case) {
    if (scope.is_on_duty && care_case.is_urgent)
        return true;
    switch (scope.reach) {
    case Reach::Nothing:
        return false;
    case Reach::Own:
        return scope.account && care_case.worker == scope.account;
    case Reach::Agency:
        return (scope.account && care_case.worker == scope.account) ||
               care_case.agency == scope.agency;
    case Reach::Province:
        return true;
    }
    return false;
}

} // namespace samatcha::care
