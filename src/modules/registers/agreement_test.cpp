#include "modules/registers/agreement.hpp"

#include <doctest/doctest.h>

using namespace samatcha;
using namespace samatcha::registers;

namespace {

Agreement agreement() {
    Agreement a;
    a.name = "ข้อตกลง";
    a.purpose = "ค้นหาเด็กนอกระบบ";
    a.legal_basis = "ม.24(4)";
    a.fields = {Field::GivenName, Field::CitizenId, Field::GivenName};
    a.valid_from = {2023, 1, 1};
    a.valid_until = {2023, 12, 31};
    return a;
}

} // namespace

TEST_CASE("an agreement stands from its first day to its last, unless somebody ends it") {
    auto a = agreement();
    CHECK(state_on(a, {2022, 12, 31}) == AgreementState::Planned);
    CHECK(state_on(a, {2023, 1, 1}) == AgreementState::Standing);
    CHECK(state_on(a, {2023, 12, 31}) == AgreementState::Standing);
    CHECK(state_on(a, {2024, 1, 1}) == AgreementState::Expired);
    a.ended_on = {2023, 6, 1};
    CHECK(state_on(a, {2023, 5, 31}) == AgreementState::Standing);
    CHECK(state_on(a, {2023, 6, 1}) == AgreementState::Ended);
}

TEST_CASE("only a standing agreement lets a file in") {
    CHECK(must_stand(agreement(), {2023, 6, 1}));
    const auto late = must_stand(agreement(), {2024, 6, 1});
    REQUIRE_FALSE(late);
    CHECK(late.error().code == ErrorCode::Conflict);
}

TEST_CASE("the fields of a checked agreement are sorted and each there once") {
    auto a = agreement();
    REQUIRE(check_agreement(a));
    CHECK(a.fields == std::vector{Field::CitizenId, Field::GivenName});
}

TEST_CASE("an agreement that says too little is refused") {
    struct Refusal {
        const char* key;
        void (*spoil)(Agreement&);
    };
    const Refusal refusals[] = {
        {"registers.agreement_name_missing", [](Agreement& a) { a.name = " "; }},
        {"registers.agreement_purpose_missing", [](Agreement& a) { a.purpose.clear(); }},
        {"registers.agreement_basis_missing", [](Agreement& a) { a.legal_basis.clear(); }},
        {"registers.agreement_fields_missing", [](Agreement& a) { a.fields.clear(); }},
        {"registers.agreement_identifies_nobody", [](Agreement& a) { a.fields = {Field::Sex}; }},
        {"registers.agreement_dates_wrong", [](Agreement& a) { a.valid_until = {2022, 1, 1}; }},
        {"registers.agreement_dates_wrong", [](Agreement& a) { a.valid_until = {}; }},
        {"registers.agreement_dates_wrong", [](Agreement& a) { a.valid_until = {2999, 12, 31}; }},
    };
    for (const auto& refusal : refusals) {
        auto a = agreement();
        refusal.spoil(a);
        const auto checked = check_agreement(a);
        REQUIRE_FALSE(checked);
        CHECK(checked.error().key == refusal.key);
    }
}

TEST_CASE("a Thai day begins at five in the afternoon of Greenwich") {
    CHECK(thai_day({1699635599999}) == PartialDate{2023, 11, 10});
    CHECK(thai_day({1699635600000}) == PartialDate{2023, 11, 11});
}
