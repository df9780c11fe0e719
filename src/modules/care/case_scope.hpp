#pragma once

#include "modules/care/care_case.hpp"
#include "platform/database/connection.hpp"

namespace samatcha::care {

/// What an account does in care beside its role.
BOOST_DEFINE_ENUM_CLASS(CareDuty, Coordinator, DutyOfficer)

/// How far an actor sees.
BOOST_DEFINE_ENUM_CLASS(Reach,
                        Nothing,  ///< Delegates, viewers, data officers, the operator.
                        Own,      ///< What is given to the account: case workers and volunteers.
                        Agency,   ///< And what is its agency's: its coordinators.
                        Province) ///< The lead unit: the secretariat.

/// Whose cases an actor sees. The one rule: sees() says it of a case, and every query of cases
/// takes a scope and binds it. An agency that a child was referred to sees what was shared, in
/// modules/referral.
struct CaseScope {
    std::string province;
    Reach reach = Reach::Nothing;
    access::AccountId account;
    access::AgencyId agency;
    bool is_on_duty =
        false; ///< A duty officer sees urgent cases too, until somebody has answered the danger.
};

/// Pure: the rule itself.
CaseScope scope_of(const access::Actor&, bool is_coordinator, bool is_on_duty = false);
/// The same, with the duty looked up.
CaseScope scope_of(database::Connection&, const access::Actor&);

bool sees(const CaseScope&, const CareCase&);

} // namespace samatcha::care
