#include "modules/registers/column_mapping.hpp"

#include <doctest/doctest.h>

using namespace samatcha;
using namespace samatcha::registers;

namespace {

const area::Gazetteer& areas() {
    static const auto loaded = area::Gazetteer::load();
    return loaded;
}

struct Column {
    std::string header;
    std::vector<std::string_view> values;
};

/// The suggested fields, one word a column; - for none.
std::string suggested(const std::vector<Column>& columns) {
    std::vector<std::string> headers;
    std::vector<ColumnProfile> profiles;
    for (const auto& column : columns) {
        headers.push_back(column.header);
        profiles.push_back(profile_of(column.values, areas()));
    }
    std::string fields;
    for (const auto& suggestion : suggest_fields(headers, profiles))
        fields.append(fields.empty() ? "" : " ").append(suggestion.field ? name_of(*suggestion.field) : "-");
    return fields;
}

const std::vector<std::string_view> citizen_ids{"1903213239976", "1631294940433", "1415840423275"};
const std::vector<std::string_view> given_names{"นัทที", "สกุลเพ็ญ", "ลิไนพร"};
const std::vector<std::string_view> surnames{"โพธิสุรินทร์", "พรหมแพทย์", "ปิติสุวรรณ"};
const std::vector<std::string_view> dates_be{"28/08/2555", "25/12/2561", "27/02/2550"};
const std::vector<std::string_view> parents{"นพัตกร โพธิสุรินทร์", "ชุบ พรหมแพทย์", "ไกรวิชญ์ ปิติสุวรรณ"};

} // namespace

TEST_CASE("header words are kept as they are compared") {
    for (const auto field : all_fields())
        for (const auto word : header_words(field))
            CHECK_MESSAGE(normalised_header(word) == word, word);
}

TEST_CASE("a civil register with English heads is understood") {
    CHECK(suggested({{"civ_id", {"C0000001", "C0000002", "C0000003"}},
                     {"pid", citizen_ids},
                     {"title", {"เด็กชาย", "เด็กหญิง", "นางสาว"}},
                     {"first_name", given_names},
                     {"surname", surnames},
                     {"sex", {"M", "F", "F"}},
                     {"dob", dates_be},
                     {"house_no", {"343", "348", "276/3"}},
                     {"moo", {"4", "8", "2"}},
                     {"tambon_code", {"901004", "630106", "410504"}},
                     {"father_name", parents},
                     {"mother_name", parents}}) ==
          "record_id citizen_id title given_name surname sex birth_date house_no village_no "
          "subdistrict_code father_name mother_name");
}

TEST_CASE("Thai heads are understood with their dots, brackets and blanks") {
    CHECK(suggested({{"ลำดับ", {"1", "2", "3"}},
                     {"เลขประจำตัวประชาชน (13 หลัก)", citizen_ids},
                     {"คำนำหน้า", {"ด.ช.", "ด.ญ.", "น.ส."}},
                     {"ชื่อ ", given_names},
                     {"นามสกุล", surnames},
                     {"เพศ", {"ช", "ญ", "ญ"}},
                     {"ว/ด/ป เกิด", dates_be},
                     {"ชั้น", {"ป.1", "ม.4", "อ.2"}},
                     {"ตำบล", {"ในเมือง", "ศิลา", "บ้านเป็ด"}}}) ==
          "record_id citizen_id title given_name surname sex birth_date grade "
          "subdistrict_name");
}

TEST_CASE("PID of the 43 files numbers records, and its parents' columns hold no names") {
    CHECK(suggested({{"HOSPCODE", {"10670", "10670", "10670"}},
                     {"CID", citizen_ids},
                     {"PID", {"000001", "000002", "000003"}},
                     {"HID", {"00017", "00018", "00017"}},
                     {"PRENAME", {"001", "002", "004"}},
                     {"NAME", given_names},
                     {"LNAME", surnames},
                     {"SEX", {"1", "2", "2"}},
                     {"BIRTH", {"20120828", "20181225", "20070227"}},
                     {"NATION", {"099", "099", "056"}},
                     {"FATHER", citizen_ids},
                     {"DISCHARGE", {"9", "9", "1"}},
                     {"D_UPDATE", {"20231110083000", "20231110083000", "20231009120000"}}}) ==
          "- citizen_id record_id household_id title given_name surname sex birth_date "
          "nationality - discharge_code updated_on");
}

TEST_CASE("a second column of identity numbers is taken only if its head says so") {
    CHECK(suggested({{"CID", citizen_ids}, {"X", citizen_ids}}) == "citizen_id -");
    CHECK(suggested({{"CID", citizen_ids}, {"PASSPORT", {"AA1234567", "-", ""}}}) == "citizen_id citizen_id");
    CHECK(suggested({{"COUPLE", citizen_ids}}) == "-");
}

TEST_CASE("content stands in for heads that say nothing") {
    CHECK(suggested({{"A", citizen_ids},
                     {"B", {"ด.ช.นัทที", "ด.ญ.สกุลเพ็ญ", "น.ส.ลิไนพร"}},
                     {"C", dates_be},
                     {"D", {"400101", "400102", "400103"}}}) ==
          "citizen_id given_name birth_date subdistrict_code");
}

TEST_CASE("ชื่อสกุล is a surname beside a given name, and else a whole name") {
    CHECK(suggested({{"ชื่อตัว", given_names}, {"ชื่อสกุล", surnames}}) == "given_name surname");
    CHECK(suggested({{"ชื่อ - สกุล", parents}}) == "full_name");
}

TEST_CASE("a head merged over two or three columns names the parts of a name in their order") {
    const std::vector<std::string_view> glued{"ด.ช.นัทที", "ด.ญ.สกุลเพ็ญ", "ด.ญ.ลิไนพร"};
    CHECK(suggested({{"ชื่อ - สกุล", given_names}, {"2", surnames}}) == "given_name surname");
    CHECK(suggested({{"ชื่อ - สกุล", glued}, {"2", surnames}}) == "given_name surname");
    CHECK(suggested({{"ชื่อ - สกุล", {"ด.ช.", "ด.ญ.", "ด.ญ."}}, {"2", given_names}, {"3", surnames}}) ==
          "title given_name surname");
}

TEST_CASE("เลขประจำตัว is the school's own number where it has not thirteen digits") {
    CHECK(suggested({{"เลขประจำตัว", {"10234", "10235", "10236"}}}) == "record_id");
    CHECK(suggested({{"เลขประจำตัว", citizen_ids}}) == "citizen_id");
}

TEST_CASE("content overrules a head that it contradicts") {
    CHECK(suggested({{"birth_date", given_names}, {"sex", dates_be}}) == "- birth_date");
    CHECK(suggested({{"citizen_id", given_names}}) == "-");
}

TEST_CASE("a mapping that cannot be read by is refused") {
    struct Refusal {
        std::vector<ColumnMapping> mapping;
        const char* key;
    };
    const Refusal refusals[] = {
        {{}, "registers.mapping_empty"},
        {{{5, Field::CitizenId}}, "registers.mapping_column_unknown"},
        {{{0, Field::CitizenId}, {0, Field::Sex}}, "registers.mapping_column_twice"},
        {{{0, Field::GivenName}, {1, Field::GivenName}}, "registers.mapping_field_twice"},
        {{{0, Field::Sex}, {1, Field::BirthDate}}, "registers.mapping_identifies_nobody"},
    };
    for (const auto& refusal : refusals) {
        const auto checked = check_mapping(refusal.mapping, 3);
        REQUIRE_FALSE(checked);
        CHECK(checked.error().key == refusal.key);
    }
    CHECK(check_mapping(std::vector<ColumnMapping>{{0, Field::CitizenId}, {1, Field::CitizenId}}, 3));
}

TEST_CASE("fields that the agreement does not list are left out and named") {
    Agreement agreement;
    agreement.fields = {Field::CitizenId, Field::GivenName, Field::Surname};
    const std::vector<ColumnMapping> mapping{
        {0, Field::CitizenId}, {1, Field::FullName}, {2, Field::Phone}};
    const auto covered = covered_by(agreement, mapping);
    CHECK(covered.columns == std::vector<ColumnMapping>{{0, Field::CitizenId}, {1, Field::FullName}});
    CHECK(covered.fields_dropped == std::vector{Field::Phone});
}
