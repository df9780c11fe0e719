#include "modules/care/case_scope.hpp"

#include "base/json.hpp"
#include "modules/care/records.hpp"
#include "modules/care/test_care.hpp"

#include <doctest/doctest.h>

using namespace samatcha;
using namespace samatcha::care;
using access::Role;

TEST_CASE("a case is seen by its worker, its agency's coordinator and the lead unit, and by nobody "
          "else") {
    CareCase care_case;
    care_case.agency = access::AgencyId{7};
    care_case.worker = access::AccountId{20};
    struct Who {
        const char* name;
        Role role;
        std::int64_t account;
        std::int64_t agency;
        bool is_coordinator;
        CasePart part;
    };
    const Who everybody[] = {
        {"secretariat", Role::Secretariat, 1, 0, false, CasePart::Secretariat},
        {"its worker", Role::CaseWorker, 20, 7, false, CasePart::Worker},
        {"its worker, of another agency", Role::CaseWorker, 20, 8, false, CasePart::Worker},
        {"a volunteer it is given to", Role::Volunteer, 20, 0, false, CasePart::Volunteer},
        {"its agency's coordinator", Role::CaseWorker, 21, 7, true, CasePart::Coordinator},
        {"a colleague", Role::CaseWorker, 22, 7, false, CasePart::Stranger},
        {"another agency's coordinator", Role::CaseWorker, 23, 8, true, CasePart::Stranger},
        {"another volunteer", Role::Volunteer, 24, 0, false, CasePart::Stranger},
        {"a data officer of the agency", Role::DataOfficer, 25, 7, true, CasePart::Stranger},
        {"a delegate of the agency", Role::Delegate, 26, 7, true, CasePart::Stranger},
        {"a viewer", Role::Viewer, 27, 0, true, CasePart::Stranger},
        {"the operator", Role::Operator, 28, 0, true, CasePart::Stranger},
    };
    for (const auto& who : everybody) {
        CAPTURE(who.name);
        const auto actor = actor_of(who.role, who.account, who.agency);
        const auto scope = scope_of(actor, who.is_coordinator);
        CHECK(part_in(scope, who.role, care_case) == who.part);
        CHECK(sees(scope, care_case) == (who.part != CasePart::Stranger));
    }
}

TEST_CASE("who is given to nobody is seen by the agency's coordinator and the lead unit only") {
    CareCase nobodys;
    CHECK_FALSE(sees(scope_of(actor_of(Role::CaseWorker, 0, 7), false), nobodys));
    CHECK_FALSE(sees(scope_of(actor_of(Role::CaseWorker, 20, 7), true), nobodys));
    CHECK(sees(scope_of(actor_of(Role::Secretariat, 1, 0), false), nobodys));
}

TEST_CASE("a duty officer sees a case of any agency while a danger in it stands, and acts as its "
          "worker") {
    CareCase care_case;
    care_case.agency = access::AgencyId{8};
    const auto scope = scope_of(actor_of(Role::CaseWorker, 20, 7), false, true);
    CHECK_FALSE(sees(scope, care_case));
    care_case.is_urgent = true;
    CHECK(part_in(scope, Role::CaseWorker, care_case) == CasePart::Worker);
    CHECK_FALSE(sees(scope_of(actor_of(Role::Delegate, 20, 7), false, true), care_case));
}

TEST_CASE("a duty that is given is found, and gone when it is taken back") {
    TestCare house;
    const access::AccountId worker{20};
    const auto actor = actor_of(Role::CaseWorker, 20, 7);
    CHECK(scope_of(house.db(), actor).reach == Reach::Own);
    set_duty(house.db(), "40", worker, CareDuty::Coordinator, true);
    CHECK(scope_of(house.db(), actor).reach == Reach::Agency);
    CHECK(accounts_with_duty(house.db(), "40", CareDuty::Coordinator) ==
          std::vector{worker, house.coordinator.account});
    set_duty(house.db(), "40", worker, CareDuty::Coordinator, false);
    CHECK(scope_of(house.db(), actor).reach == Reach::Own);
}
