#include "modules/partners/actions.hpp"
#include "platform/database/test_database.hpp"

#include <doctest/doctest.h>

using namespace samatcha;
using namespace samatcha::partners;

namespace {

access::Actor secretariat_in(std::string province) {
    access::Actor actor;
    actor.role = access::Role::Secretariat;
    actor.province = std::move(province);
    return actor;
}

const access::Actor actor = secretariat_in("40");

Agency entered(database::TestDatabase& db, std::string name) {
    Agency agency;
    agency.name_th = std::move(name);
    return add_agency(actor, db.connection(), agency).value();
}

} // namespace

TEST_CASE("a changed agency keeps its id") {
    database::TestDatabase db;
    auto changed = entered(db, "สำนักงานทดสอบ");
    changed.name_th = "สำนักงานทดสอบใหม่";
    changed.sector = Sector::Media;
    REQUIRE(change_agency(actor, db.connection(), changed));
    const auto found = agency(db.connection(), "40", changed.id);
    CHECK(found->name_th == "สำนักงานทดสอบใหม่");
    CHECK(found->sector == Sector::Media);
}

TEST_CASE("an agency cannot take the name of another, but may keep its own") {
    database::TestDatabase db;
    entered(db, "หนึ่ง");
    auto second = entered(db, "สอง");
    CHECK(change_agency(actor, db.connection(), second));
    second.name_th = "หนึ่ง";
    const auto changed = change_agency(actor, db.connection(), second);
    REQUIRE_FALSE(changed);
    CHECK(changed.error().code == ErrorCode::Conflict);
}

TEST_CASE("another province's agency cannot be changed") {
    database::TestDatabase db;
    const auto theirs = entered(db, "หนึ่ง");
    const auto changed = change_agency(secretariat_in("41"), db.connection(), theirs);
    REQUIRE_FALSE(changed);
    CHECK(changed.error().code == ErrorCode::NotFound);
}
