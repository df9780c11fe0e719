#include "modules/partners/actions.hpp"
#include "modules/partners/records.hpp"
#include "platform/database/test_database.hpp"

#include <doctest/doctest.h>

using namespace samatcha;
using namespace samatcha::partners;

namespace {

constexpr const char* two_agencies = R"([
  {"id": 1, "name_th": "หนึ่ง", "name_en": "One", "sector": "state", "ministry": "ม", "kind": "office",
   "mandate_th": "", "mandate_en": "", "area_code": "40"},
  {"id": 2, "name_th": "สอง", "name_en": "Two", "sector": "civil_society", "kind": "ngo",
   "mandate_th": "", "mandate_en": ""}
])";

} // namespace

TEST_CASE("agencies of a file are entered once, however often the file is read") {
    database::TestDatabase db;
    CHECK(add_agencies_of_file(db.connection(), "40", two_agencies).value() == 2);
    CHECK(add_agencies_of_file(db.connection(), "40", two_agencies).value() == 0);
    CHECK(agencies(db.connection(), "40", std::nullopt).size() == 2);
    CHECK(agency(db.connection(), "40", AgencyId{2})->name_en == "Two");
}

TEST_CASE("a file that is no list of agencies is refused") {
    database::TestDatabase db;
    for (const char* text : {"", "{}", "[{}]", R"([{"name_th": 1}])"}) {
        CAPTURE(text);
        const auto entered = add_agencies_of_file(db.connection(), "40", text);
        REQUIRE_FALSE(entered);
        CHECK(entered.error().key == "partners.file_unreadable");
    }
}
