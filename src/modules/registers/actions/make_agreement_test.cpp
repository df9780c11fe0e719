#include "modules/registers/test_intake.hpp"

#include "modules/registers/records.hpp"

#include <doctest/doctest.h>

using namespace samatcha;
using namespace samatcha::registers;

TEST_CASE("an agreement that was made is found with all its fields") {
    TestIntake t;
    const auto id = t.make_agreement({Field::Sex, Field::CitizenId}, RegisterKind::Health);
    const auto found = agreement(t.db(), "40", id);
    REQUIRE(found);
    CHECK(found->register_kind == RegisterKind::Health);
    CHECK(found->fields == std::vector{Field::CitizenId, Field::Sex});
    CHECK(found->valid_until == PartialDate{2023, 12, 31});
    CHECK_FALSE(agreement(t.db(), "41", id));
}

TEST_CASE("an agreement needs an agency of the province") {
    TestIntake t;
    Agreement a = agreement(t.db(), "40", t.agreement).value();
    a.agency_id = partners::AgencyId{7};
    const auto made = registers::make_agreement(t.actor, t.db(), t.clock, a);
    REQUIRE_FALSE(made);
    CHECK(made.error().code == ErrorCode::NotFound);
}

TEST_CASE("the standing agreement of an agency's register is found until it is ended") {
    TestIntake t;
    const auto standing = [&](RegisterKind kind) {
        return standing_agreement(t.db(), "40", t.clock, t.agency, kind);
    };
    CHECK(standing(RegisterKind::Civil)->id == t.agreement);
    CHECK(standing(RegisterKind::School).error().key == "registers.agreement_missing");
    REQUIRE(end_agreement(t.actor, t.db(), t.clock, t.agreement));
    CHECK_FALSE(standing(RegisterKind::Civil));
    CHECK(end_agreement(t.actor, t.db(), t.clock, t.agreement).error().key == "registers.agreement_ended");
    CHECK(end_agreement(t.actor, t.db(), t.clock, AgreementId{7}).error().code == ErrorCode::NotFound);
}
