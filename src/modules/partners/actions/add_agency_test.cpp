#include "modules/partners/actions.hpp"
#include "modules/partners/records.hpp"
#include "platform/database/test_database.hpp"

#include <doctest/doctest.h>

using namespace samatcha;
using namespace samatcha::partners;

namespace {

access::Actor secretariat_of(std::string province) {
    access::Actor actor;
    actor.role = access::Role::Secretariat;
    actor.province = std::move(province);
    return actor;
}

Agency hospital() {
    Agency agency;
    agency.name_th = "โรงพยาบาลทุ่งทดสอบ";
    agency.name_en = "Thung Thotsop Hospital";
    agency.ministry = "กระทรวงสาธารณสุข";
    agency.kind = "hospital";
    agency.mandate_th = "ดูแลสุขภาพเด็ก";
    agency.mandate_en = "Cares for children's health";
    agency.area_code = "4001";
    return agency;
}

} // namespace

TEST_CASE("an agency that was entered is found, with all it said") {
    database::TestDatabase db;
    const auto added = add_agency(secretariat_of("40"), db.connection(), hospital());
    REQUIRE(added);
    const auto found = agency(db.connection(), "40", added->id);
    REQUIRE(found);
    CHECK(found->name_th == "โรงพยาบาลทุ่งทดสอบ");
    CHECK(found->ministry == "กระทรวงสาธารณสุข");
    CHECK(found->mandate_en == "Cares for children's health");
    CHECK(found->area_code == "4001");
}

TEST_CASE("another province's agency does not exist") {
    database::TestDatabase db;
    const auto added = add_agency(secretariat_of("40"), db.connection(), hospital());
    const auto found = agency(db.connection(), "41", added->id);
    REQUIRE_FALSE(found);
    CHECK(found.error().code == ErrorCode::NotFound);
}

TEST_CASE("agencies come as a Thai dictionary orders them, vowels before a consonant or not") {
    database::TestDatabase db;
    for (const char* name : {"ฮ", "เทศบาล", "แขวง", "กรม"}) {
        auto input = hospital();
        input.name_th = name;
        REQUIRE(add_agency(secretariat_of("40"), db.connection(), input));
    }
    std::vector<std::string> names;
    for (const auto& one : agencies(db.connection(), "40", {}))
        names.push_back(one.name_th);
    CHECK(names == std::vector<std::string>{"กรม", "แขวง", "เทศบาล", "ฮ"});
}

TEST_CASE("an agency without an area works in the whole province") {
    database::TestDatabase db;
    auto input = hospital();
    input.area_code.clear();
    CHECK(add_agency(secretariat_of("40"), db.connection(), input)->area_code == "40");
}

TEST_CASE("what is wrong with an agency is refused and nothing is entered") {
    struct Refusal {
        const char* name_th;
        const char* area_code;
        ErrorCode code;
        const char* key;
    };
    const Refusal refusals[] = {
        {"", "40", ErrorCode::InvalidInput, "partners.name_missing"},
        {"  ", "40", ErrorCode::InvalidInput, "partners.name_missing"},
        {"ใหม่", "4101", ErrorCode::InvalidInput, "partners.area_wrong"},
        {"ใหม่", "40a", ErrorCode::InvalidInput, "partners.area_wrong"},
        {"โรงพยาบาลทุ่งทดสอบ", "40", ErrorCode::Conflict, "partners.name_taken"},
    };
    database::TestDatabase db;
    REQUIRE(add_agency(secretariat_of("40"), db.connection(), hospital()));
    for (const auto& refusal : refusals) {
        CAPTURE(refusal.name_th);
        auto input = hospital();
        input.name_th = refusal.name_th;
        input.area_code = refusal.area_code;
        const auto added = add_agency(secretariat_of("40"), db.connection(), input);
        REQUIRE_FALSE(added);
        CHECK(added.error().code == refusal.code);
        CHECK(added.error().key == refusal.key);
    }
    CHECK(agencies(db.connection(), "40", std::nullopt).size() == 1);
}

TEST_CASE("a list of one sector holds no other") {
    database::TestDatabase db;
    auto university = hospital();
    university.name_th = "มหาวิทยาลัยทุ่งทดสอบ";
    university.sector = Sector::Academia;
    REQUIRE(add_agency(secretariat_of("40"), db.connection(), hospital()));
    REQUIRE(add_agency(secretariat_of("40"), db.connection(), university));
    const auto found = agencies(db.connection(), "40", Sector::Academia);
    REQUIRE(found.size() == 1);
    CHECK(found[0].name_th == "มหาวิทยาลัยทุ่งทดสอบ");
}
