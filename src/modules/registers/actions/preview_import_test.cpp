#include "modules/registers/test_intake.hpp"

#include "base/thai_text.hpp"
#include "base/utf8.hpp"
#include "modules/access/records.hpp"
#include "platform/tables/row_writer.hpp"

#include <doctest/doctest.h>

#include <fstream>
#include <iterator>

using namespace samatcha;
using namespace samatcha::registers;

namespace {

constexpr std::string_view school_csv =
    "ข้อมูลนักเรียน ปีการศึกษา 2566\n"
    "เลขประจำตัวนักเรียน,เลขประจำตัวประชาชน/G-Code,ชื่อ,นามสกุล,วันเกิด,ชั้น,โทรศัพท์\n"
    "1,1903213239976,ด.ช.นัทที,โพธิสุรินทร์,28/08/2555,ป.6,0812345678\n"
    "2,G644200000001,ด.ญ.สกุลเพ็ญ,พรหมแพทย์,31/02/2561,อ.2,0812345679\n"
    "3,1415840423275,ด.ญ.ลิไนพร,ปิติสุวรรณ,27/02/2550,ม.4,0812345670\n"
    "รวม 3 คน\n";

Result<ImportPreview> preview_of(TestIntake& t, std::string_view bytes,
                                 std::optional<std::vector<ColumnMapping>> mapping = {}) {
    const auto upload = t.upload(bytes);
    if (!upload)
        return Unexpected{upload.error()};
    return preview_import(t.actor, t.db(), t.intake, {upload->id, t.agreement, {}, std::move(mapping)});
}

std::string fields_of(const ImportPreview& preview) {
    std::string words;
    for (const auto& column : preview.columns)
        words.append(words.empty() ? "" : " ")
            .append(column.suggestion.field ? name_of(*column.suggestion.field) : "-");
    return words;
}

bool warns(const ImportPreview& preview, std::string_view key) {
    return std::find(preview.warnings.begin(), preview.warnings.end(), key) != preview.warnings.end();
}

std::string xlsx_bytes(TestIntake& t) {
    const auto path = t.folder / "made.xlsx";
    auto writer = tables::xlsx_writer(path, "นักเรียน").value();
    writer->write({"CID", "NAME", "LNAME"}).value();
    writer->write({"1903213239976", "นัทที", "โพธิสุรินทร์"}).value();
    writer->finish().value();
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

} // namespace

TEST_CASE("who looks at the rows of a file is written down with the reason") {
    TestIntake t;
    REQUIRE(preview_of(t, school_csv));
    const auto entries = access::records::access_log(t.db(), "40", 0, 0, 10);
    REQUIRE(entries.size() == 1);
    CHECK(entries[0].access == access::Access::ImportPreview);
    CHECK(entries[0].purpose == access::Purpose::Register);
}

TEST_CASE("a preview shows each value as it will be understood, and what is wrong with it") {
    TestIntake t;
    const auto preview = preview_of(t, school_csv).value();
    CHECK(fields_of(preview) == "record_id citizen_id given_name surname birth_date grade phone");
    REQUIRE(preview.rows.size() == 3); // The total is none.
    CHECK(preview.rows[0][2].raw == "ด.ช.นัทที");
    CHECK(preview.rows[0][2].understood == "ด.ช. · นัทที");
    CHECK(preview.rows[0][4].understood == "2012-08-28");
    CHECK(preview.rows[0][4].problem_key == nullptr);
    CHECK(preview.rows[1][4].understood.empty());
    CHECK(preview.rows[1][4].problem_key == std::string_view("registers.date_impossible"));
}

TEST_CASE("columns outside the agreement are shown as such, and not understood") {
    TestIntake t;
    t.agreement = t.make_agreement({Field::CitizenId, Field::GivenName, Field::Surname});
    const auto preview = preview_of(t, school_csv).value();
    CHECK(preview.columns[1].is_in_agreement);
    CHECK_FALSE(preview.columns[6].is_in_agreement);
    CHECK(preview.rows[0][6].understood.empty());
    CHECK(warns(preview, "registers.warning_not_in_agreement"));
}

TEST_CASE("a mapping corrected by hand is what the preview shows") {
    TestIntake t;
    const auto preview =
        preview_of(t, school_csv, std::vector<ColumnMapping>{{2, Field::GivenName}, {3, Field::Surname}})
            .value();
    CHECK(fields_of(preview) == "- - given_name surname - - -");
    CHECK(warns(preview, "registers.warning_no_birth_date"));
}

TEST_CASE("a mapping once confirmed is used for the next file of the same layout") {
    TestIntake t;
    auto request = t.request(school_csv, {{2, Field::GivenName}, {3, Field::Surname}}, "มิถุนายน.csv");
    request.save_template = true;
    REQUIRE(t.start(request));
    const auto preview = preview_of(t, school_csv).value();
    CHECK(preview.template_used == "มิถุนายน.csv");
    CHECK(fields_of(preview) == "- - given_name surname - - -");
}

TEST_CASE("a workbook is read like a text file, and its sheets are named") {
    TestIntake t;
    const auto upload = t.upload(xlsx_bytes(t), "นักเรียน.xlsx").value();
    CHECK(sheets_of(t.actor, t.intake, upload.id) == std::vector<std::string>{"นักเรียน"});
    const auto preview =
        preview_import(t.actor, t.db(), t.intake, {upload.id, t.agreement, {}, {}}).value();
    CHECK(fields_of(preview) == "citizen_id given_name surname");
}

TEST_CASE("Windows-874 and UTF-16 are read without being told") {
    TestIntake t;
    const auto utf8 = std::string(school_csv);
    std::string utf16 = "\xFF\xFE";
    for (const auto letter : letters_of(utf8)) {
        utf16 += static_cast<char>(letter & 0xFF);
        utf16 += static_cast<char>(letter >> 8);
    }
    for (const auto& bytes : {windows_874_from_utf8(utf8), utf16})
        CHECK(preview_of(t, bytes)->rows[0][3].understood == "โพธิสุรินทร์");
}

TEST_CASE("a file that cannot be read is refused with its reason, and nothing stays of an empty one") {
    TestIntake t;
    const auto truncated = xlsx_bytes(t).substr(0, 900);
    struct Refusal {
        std::string bytes;
        const char* key;
    };
    const Refusal refusals[] = {
        {"", "registers.upload_empty"},
        {truncated, "tables."},
        {std::string("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") + std::string(600, 'x'), "tables."},
        {"%PDF-1.7\n" + std::string(200, 'x'), "tables."},
        {"<html><body><table><tr><td>1</td></tr></table></body></html>", "tables."},
    };
    for (const auto& refusal : refusals) {
        CAPTURE(refusal.bytes.substr(0, 12));
        const auto preview = preview_of(t, refusal.bytes);
        REQUIRE_FALSE(preview);
        CHECK_MESSAGE(preview.error().key.starts_with(refusal.key), preview.error().key);
    }
    CHECK(std::distance(std::filesystem::directory_iterator(t.folder), {}) == 5); // made.xlsx and four.
}

TEST_CASE("a file with a wrong delimiter, without a head or without names says what is missing") {
    TestIntake t;
    PreviewRequest request{t.upload(school_csv)->id, t.agreement, {}, {}};
    request.choices.delimiter = "|";
    const auto undivided = preview_import(t.actor, t.db(), t.intake, request);
    REQUIRE(undivided);
    CHECK(undivided->columns.size() == 1);
    CHECK(warns(*undivided, "registers.warning_no_birth_date"));

    const auto headless = preview_of(t, "1903213239976,ด.ช.นัทที,โพธิสุรินทร์\n1631294940433,ด.ญ.สกุลเพ็ญ,พรหมแพทย์\n");
    REQUIRE(headless);
    CHECK(headless->columns[0].suggestion.field == Field::CitizenId);
    CHECK(headless->columns[1].suggestion.field == Field::GivenName);

    const auto nameless = preview_of(t, "sex,dob\nM,28/08/2555\nF,25/12/2561\n");
    REQUIRE(nameless);
    CHECK(warns(*nameless, "registers.mapping_identifies_nobody"));
}

TEST_CASE("a huge cell costs its value, not the file") {
    TestIntake t;
    const auto s = t.imported(t.request("name,surname\nสมใจ," + std::string(5000, 'x') + "\n",
                                        {{0, Field::GivenName}, {1, Field::Surname}}));
    CHECK(s.state == SnapshotState::Complete);
    CHECK(s.values_rejected == 1);
    CHECK(t.records(s.id)[0].value(Field::Surname).empty());
}
