#include "modules/care/case_scope.hpp"

#include "modules/care/records.hpp"

namespace samatcha::care {

CaseScope scope_of(const access::Actor& actor, bool is_coordinator) {
    CaseScope scope{actor.province, Reach::Nothing, actor.account, actor.agency.value_or(access::AgencyId{})};
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
    return scope_of(actor, actor.agency && has_duty(connection, actor.province, actor.account, CareDuty::Coordinator));
}

bool sees(const CaseScope& scope, const CareCase& care_case) {
    switch (scope.reach) {
    case Reach::Nothing:
        return false;
    case Reach::Own:
        return scope.account && care_case.worker == scope.account;
    case Reach::Agency:
        return (scope.account && care_case.worker == scope.account) || care_case.agency == scope.agency;
    case Reach::Province:
        return true;
    }
    return false;
}

} // namespace samatcha::care
