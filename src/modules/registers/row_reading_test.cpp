#include "modules/registers/row_reading.hpp"

#include <doctest/doctest.h>

using namespace samatcha;
using namespace samatcha::registers;

namespace {

const area::Gazetteer& gazetteer() {
    static const auto loaded = area::Gazetteer::load();
    return loaded;
}

/// Reads one row whose columns hold the fields, in order.
RowReading reading_of(std::initializer_list<std::pair<Field, std::string_view>> row) {
    std::vector<ColumnReading> columns;
    std::vector<std::string_view> cells;
    for (const auto& [field, cell] : row) {
        columns.push_back({cells.size(), field, {}});
        cells.push_back(cell);
    }
    RowReading out;
    RowReader(columns, gazetteer(), "40", PartialDate{2023, 11, 10}).read(7, cells, out);
    return out;
}

std::string value_of(Field field, std::string_view cell) {
    return reading_of({{Field::CitizenId, "1903213239976"}, {field, cell}}).record.value(field);
}

} // namespace

TEST_CASE("a title glued to the name is cut off and kept") {
    const auto row = reading_of({{Field::GivenName, "ด.ช.ชนะพล"}, {Field::Surname, "มูลจันที"}});
    CHECK(row.record.value(Field::Title) == "ด.ช.");
    CHECK(row.record.value(Field::GivenName) == "ชนะพล");
    CHECK(row.record.value(Field::Surname) == "มูลจันที");
    CHECK(row.problems.empty());
}

TEST_CASE("a full name is cut into title, given name and surname") {
    const auto row = reading_of({{Field::FullName, "น.ส. ภิญภัส  ศรีหาวงศ์"}});
    CHECK(row.record.value(Field::Title) == "น.ส.");
    CHECK(row.record.value(Field::GivenName) == "ภิญภัส");
    CHECK(row.record.value(Field::Surname) == "ศรีหาวงศ์");
    CHECK(row.record.value(Field::FullName).empty());
}

TEST_CASE("a name column without one of surnames holds whole names") {
    const auto row = reading_of({{Field::GivenName, "สมใจ ทดสอบ"}});
    CHECK(row.record.value(Field::Surname) == "ทดสอบ");
}

TEST_CASE("the sex comes from the title where the column is empty or unreadable") {
    CHECK(reading_of({{Field::FullName, "ด.ญ.สมใจ ทดสอบ"}}).record.value(Field::Sex) == "F");
    const auto mended = reading_of({{Field::FullName, "ด.ช.สมชาย ทดสอบ"}, {Field::Sex, "?x"}});
    CHECK(mended.record.value(Field::Sex) == "M");
    REQUIRE(mended.problems.size() == 1);
    CHECK(mended.problems[0].outcome == IssueOutcome::ValueCorrected);
}

TEST_CASE("dates of either era become one") {
    for (const char* written : {"28/08/2555", "2012-08-28", "20120828", "28 ส.ค. 2555", "๒๘/๐๘/๒๕๕๕"})
        CHECK_MESSAGE(value_of(Field::BirthDate, written) == "2012-08-28", written);
}

TEST_CASE("a value that cannot be is dropped with its reason, and the row stays") {
    struct Drop {
        Field field;
        const char* cell;
        const char* key;
    };
    const Drop drops[] = {
        {Field::BirthDate, "31/02/2555", "registers.date_impossible"},
        {Field::BirthDate, "เมื่อวาน", "registers.date_unreadable"},
        {Field::BirthDate, "11/11/2566", "registers.birth_in_future"},
        {Field::BirthDate, "2440", "registers.birth_too_early"},
        {Field::Sex, "9", "registers.sex_unreadable"},
        {Field::Phone, "12", "registers.phone_unreadable"},
        {Field::Postcode, "400", "registers.postcode_unreadable"},
        {Field::VillageNo, "ทุ่ง", "registers.village_no_unreadable"},
        {Field::SubdistrictCode, "409999", "registers.area_code_unknown"},
        {Field::CitizenId, "1.63521E+12", "registers.identifier_lost_digits"},
    };
    for (const auto& drop : drops) {
        CAPTURE(drop.cell);
        const auto row = reading_of({{Field::GivenName, "สมใจ"}, {drop.field, drop.cell}});
        REQUIRE(row.problems.size() == 1);
        CHECK(row.problems[0].reason_key == std::string_view(drop.key));
        CHECK(row.problems[0].outcome == IssueOutcome::ValueDropped);
        CHECK(row.problems[0].column == 1);
        CHECK(row.record.value(drop.field).empty());
        CHECK_FALSE(row.is_rejected());
    }
}

TEST_CASE("an identity number with a wrong check digit is kept as evidence and reported") {
    const auto row = reading_of({{Field::CitizenId, "1903213239975"}});
    CHECK(row.record.value(Field::CitizenId) == "1903213239975");
    REQUIRE(row.problems.size() == 1);
    CHECK(row.problems[0].outcome == IssueOutcome::ValueKept);
}

TEST_CASE("a row is rejected only when nothing in it identifies anybody") {
    CHECK(reading_of({{Field::GivenName, "-"}, {Field::Sex, "M"}}).is_rejected());
    CHECK(reading_of({{Field::CitizenId, "0000000000000"}, {Field::GivenName, ""}}).is_rejected());
    CHECK_FALSE(reading_of({{Field::CitizenId, "G644200000001"}, {Field::GivenName, ""}}).is_rejected());
    CHECK_FALSE(reading_of({{Field::CitizenId, ""}, {Field::GivenName, "สมใจ"}}).is_rejected());
}

TEST_CASE("a line of totals is no person, but somebody named รวมพร is") {
    CHECK(reading_of({{Field::GivenName, "รวมทั้งสิ้น 5,000 คน"}}).is_rejected());
    CHECK_FALSE(reading_of({{Field::GivenName, "รวมพร"}, {Field::Surname, "ทดสอบ"}}).is_rejected());
}

TEST_CASE("a place is found by its name and postcode where there is no code") {
    const auto& place = gazetteer().subdistricts("4001").front();
    const auto row = reading_of({{Field::FullName, "สมใจ ทดสอบ"},
                                 {Field::SubdistrictName, place.name_th},
                                 {Field::Postcode, place.postcode}});
    CHECK(row.record.value(Field::SubdistrictCode) == place.code);
    const auto mended = reading_of({{Field::FullName, "สมใจ ทดสอบ"},
                                    {Field::SubdistrictCode, "400199"},
                                    {Field::SubdistrictName, place.name_th},
                                    {Field::Postcode, place.postcode}});
    CHECK(mended.record.value(Field::SubdistrictCode) == place.code);
    REQUIRE(mended.problems.size() == 1);
    CHECK(mended.problems[0].outcome == IssueOutcome::ValueCorrected);
}

TEST_CASE("eight digits of an area are a subdistrict and a village") {
    const auto row = reading_of({{Field::FullName, "สมใจ ทดสอบ"}, {Field::SubdistrictCode, "40010104"}});
    CHECK(row.record.value(Field::SubdistrictCode) == "400101");
    CHECK(row.record.value(Field::VillageNo) == "4");
}

TEST_CASE("the first column that has a number counts") {
    const auto row = reading_of({{Field::CitizenId, ""}, {Field::CitizenId, "AA1234567"}});
    CHECK(row.record.value(Field::CitizenId) == "AA1234567");
}

TEST_CASE("the report masks what identifies and shows what must be mended") {
    CHECK(masked_value(Field::BirthDate, "31/02/2655") == "••/••/2655");
    CHECK(masked_value(Field::BirthDate, "26550231") == "2655••••");
    CHECK(masked_value(Field::SubdistrictCode, "409999") == "409999");
    CHECK(masked_value(Field::CitizenId, "1903213239975").find("0321323997") == std::string::npos);
    CHECK(masked_value(Field::GivenName, "สมใจ").find("มใจ") == std::string::npos);
}

TEST_CASE("packed values come back as they were, and cut ones are refused") {
    auto row = reading_of({{Field::FullName, "ด.ญ.สมใจ ทดสอบ"}, {Field::HouseNo, "88/1"}});
    const auto packed = packed_sealed_values(row.record);
    PersonRecord back;
    REQUIRE(unpack_sealed_values(packed, back));
    CHECK(back.value(Field::GivenName) == "สมใจ");
    CHECK(back.value(Field::HouseNo) == "88/1");
    CHECK(back.value(Field::Sex).empty()); // It is stored in clear, in a column of its own.
    CHECK_FALSE(unpack_sealed_values(std::string_view(packed).substr(0, packed.size() - 1), back));
    CHECK_FALSE(unpack_sealed_values("", back));
}
