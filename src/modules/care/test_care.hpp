#pragma once

#include "modules/care/records.hpp"
#include "platform/database/test_database.hpp"

namespace samatcha::care {

inline access::Actor actor_of(access::Role role, std::int64_t account, std::int64_t agency = 0) {
    access::Actor actor;
    actor.account = access::AccountId{account};
    actor.login = "tester";
    actor.role = role;
    actor.province = "40";
    if (agency != 0)
        actor.agency = access::AgencyId{agency};
    actor.purpose = access::Purpose::Care;
    return actor;
}

/// A database, keys kept nowhere and a clock, for one test.
struct TestCare {
    database::TestDatabase test;
    vault::KeyRing keys = vault::KeyRing::ephemeral();
    ManualClock clock{Instant{1'800'000'000'000}};

    database::Connection& db() { return test.connection(); }

    CareCase make_case(const CaseChild& child = {}, access::AgencyId agency = {}, access::AccountId worker = {},
                       std::optional<persons::PersonId> person = {}) {
        CareCase made;
        made.id = CareCaseId{new_id()};
        made.person = person;
        made.subdistrict_code = "400101";
        made.agency = agency;
        made.worker = worker;
        made.due = due_of(made);
        made.due_at = due_at_of(made.due, clock.now());
        made.opened_at = made.changed_at = clock.now();
        insert_case(db(), "40", keys, made, child);
        return made;
    }
};

} // namespace samatcha::care
