#include "modules/persons/person_view.hpp"

#include <doctest/doctest.h>

using namespace samatcha;
using namespace samatcha::persons;
using registers::Field;

TEST_CASE("initials are consonants, also behind a vowel that is written first") {
    CHECK(initials("นัทที", "โพธิสุรินทร์") == "น.พ.");
    CHECK(initials("Somchai", "") == "S.");
    CHECK(initials("", "").empty());
}

TEST_CASE("fields differ where two records say otherwise, not where one is silent") {
    std::vector<OpenedRecord> records(2);
    records[0].record.value(Field::GivenName) = "นัทที";
    records[1].record.value(Field::GivenName) = "นัฐที";
    records[0].record.value(Field::Surname) = "โพธิ์";
    records[0].record.value(Field::RecordId) = "1";
    records[1].record.value(Field::RecordId) = "2";
    const auto views = side_by_side(records);
    REQUIRE(views.size() == 2);
    REQUIRE(views[0].size() == 3);
    CHECK(views[0][0].field == "record_id");
    CHECK_FALSE(views[0][0].differs);
    CHECK(views[0][1].field == "given_name");
    CHECK(views[0][1].differs);
    CHECK_FALSE(views[0][2].differs);
}
