#include "modules/referral/legal_basis.hpp"

#include "base/json.hpp"
#include "base/thai_time.hpp"

#include <doctest/doctest.h>

using namespace samatcha;
using namespace samatcha::referral;

namespace {

/// 26 November 2026.
constexpr Instant now{1'795'662'000'000};

BasisForm consent(GivenBy by) {
    return {AgencyId{7},          BasisKind::Consent, "เข้าเรียน", {SharedField::GivenName}, by,
            GivenHow::Signed, "ผู้ให้",           {now.unix_ms + 90 * ms_in_day}};
}

std::string key_of(BasisForm form, PartialDate birth = {2010, 1, 1}) {
    care::CaseChild child;
    child.birth_date = birth;
    const auto checked = check_basis(form, child, now);
    return checked ? "" : checked.error().key;
}

} // namespace

TEST_CASE("for a child under ten, or that may be, a guardian consents") {
    struct Born {
        PartialDate birth;
        bool may_alone;
    };
    for (const auto& [birth, may_alone] : {Born{{2016, 11, 26}, true}, Born{{2016, 11, 27}, false},
                                           Born{{2016, 11, 0}, false}, Born{{2016, 10, 0}, true},
                                           Born{{2016, 0, 0}, false}, Born{{2015, 0, 0}, true},
                                           Born{{0, 0, 0}, false}, Born{{2016, 2, 0}, true}}) {
        CAPTURE(to_iso(birth));
        CHECK(key_of(consent(GivenBy::Child), birth) == (may_alone ? "" : "referral.guardian_needed"));
        CHECK(key_of(consent(GivenBy::Guardian), birth).empty());
        CHECK(key_of(consent(GivenBy::ChildAndGuardian), birth).empty());
    }
}

TEST_CASE("a basis says what for, what, who and until when") {
    const auto with = [](auto change) {
        auto form = consent(GivenBy::Guardian);
        change(form);
        return key_of(form);
    };
    CHECK(with([](auto& f) { f.purpose = "  "; }) == "referral.purpose_missing");
    CHECK(with([](auto& f) { f.fields.clear(); }) == "referral.fields_missing");
    CHECK(with([](auto& f) { f.giver_name.clear(); }) == "referral.giver_missing");
    CHECK(with([](auto& f) { f.given_by = GivenBy::Nobody; }) == "referral.giver_missing");
    CHECK(with([](auto& f) { f.given_how = GivenHow::Law; }) == "referral.giver_missing");
    CHECK(with([](auto& f) { f.expires_at = now; }) == "referral.expiry_wrong");
    CHECK(with([](auto& f) { f.expires_at.unix_ms += 1000 * ms_in_day; }) == "referral.expiry_wrong");
}

TEST_CASE("what rests on the law has no giver, at any age") {
    auto form = consent(GivenBy::Child);
    form.kind = BasisKind::VitalInterest;
    care::CaseChild child;
    REQUIRE(check_basis(form, child, now));
    CHECK(form.given_by == GivenBy::Nobody);
    CHECK(form.given_how == GivenHow::Law);
    CHECK(form.giver_name.empty());
}

TEST_CASE("a basis stands until its time or its withdrawal") {
    LegalBasis basis;
    basis.form = consent(GivenBy::Guardian);
    CHECK(basis.stands(now));
    CHECK_FALSE(basis.stands(basis.form.expires_at));
    basis.withdrawn_at = now;
    CHECK_FALSE(basis.stands(now));
}

TEST_CASE("of each field nothing leaves but itself") {
    const care::CaseChild child{"ก", "ข", "ค", "1", {2010, 1, 1}, "ง", "2", "3", "4", "จ", "ฉ"};
    care::CareCase care_case;
    care_case.sex = "female";
    care_case.subdistrict_code = "400101";
    const std::map<SharedField, std::vector<std::string>> own{
        {SharedField::GivenName, {"given_name"}},   {SharedField::Surname, {"surname"}},
        {SharedField::Nickname, {"nickname"}},      {SharedField::CitizenId, {"citizen_id"}},
        {SharedField::BirthDate, {"birth_date"}},   {SharedField::Sex, {"sex"}},
        {SharedField::Guardian, {"guardian_name"}}, {SharedField::Phone, {"phone"}},
        {SharedField::House, {"house_no"}},         {SharedField::LastSchool, {"last_school"}},
        {SharedField::Village, {"village_no", "village_name", "subdistrict_code"}}};
    std::size_t seen = 0;
    boost::mp11::mp_for_each<boost::describe::describe_enumerators<SharedField>>([&](auto field) {
        std::vector<std::string> there;
        const auto part = json::to_value(shared_part(care_case, child, {field.value}));
        for (const auto& member : part.get_object())
            if (!member.value().is_null())
                there.emplace_back(member.key());
        CHECK(there == own.at(field.value));
        seen += there.size();
    });
    const auto all = json::to_value(SharedChild{});
    CHECK(seen == all.get_object().size());
    CHECK(json::to_text(shared_part(care_case, child, {})) == json::to_text(SharedChild{}));
}
