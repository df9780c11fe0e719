#include "modules/registers/test_intake.hpp"

#include "base/thai_text.hpp"
#include "platform/tables/table.hpp"

#include <doctest/doctest.h>

using namespace samatcha;
using namespace samatcha::registers;

namespace {

Messages texts() {
    Messages messages;
    messages.add(R"({
      "registers.reason_column_head": {"th": "ต้องแก้", "en": "to mend"},
      "registers.date_impossible": {"th": "ไม่มีวันนี้", "en": "no such day"},
      "registers.phone_unreadable": {"th": "ไม่ใช่เบอร์", "en": "no number"},
      "registers.row_identifies_nobody": {"th": "ไม่มีใคร", "en": "nobody"},
      "registers.row_is_total": {"th": "ยอดรวม", "en": "a total"}
    })").value();
    return messages;
}

std::string marked(TestIntake& t, const ImportRequest& request) {
    const auto s = t.imported(request);
    const auto file = marked_file(t.actor, t.db(), t.intake, s.id).value();
    std::string out;
    write_marked_file("40", t.db(), t.intake, file, texts(), Language::Thai,
                      [&](std::string_view bytes) -> Result<void> {
                          out += bytes;
                          return {};
                      })
        .value();
    return out;
}

const std::vector<ColumnMapping> mapping{{0, Field::GivenName}, {1, Field::BirthDate}, {2, Field::Phone}};

} // namespace

TEST_CASE("the marked file is the file that was sent, with the reasons in a last column") {
    TestIntake t;
    const auto out = marked(t, t.request("ชื่อ|วันเกิด|โทร\n"
                                         "สมใจ|31/02/2555|12\n"
                                         "สมชาย|01/02/2555|0812345678\n"
                                         "-|01/02/2555|\n",
                                         mapping));
    CHECK(out == "\xEF\xBB\xBF"
                 "ชื่อ|วันเกิด|โทร|ต้องแก้\r\n"
                 "สมใจ|31/02/2555|12|วันเกิด: ไม่มีวันนี้; โทร: ไม่ใช่เบอร์\r\n"
                 "สมชาย|01/02/2555|0812345678|\r\n"
                 "-|01/02/2555||ไม่มีใคร\r\n");
}

TEST_CASE("titles above the head and blank rows stay where they were") {
    TestIntake t;
    const auto out = marked(t, t.request("รายชื่อเด็ก\nชื่อ,วันเกิด,โทร\nสมใจ,31/02/2555,\n\nสมชาย,01/02/2555,\n", mapping));
    CHECK(out == "\xEF\xBB\xBF"
                 "รายชื่อเด็ก,,,\r\nชื่อ,วันเกิด,โทร,ต้องแก้\r\nสมใจ,31/02/2555,,วันเกิด: ไม่มีวันนี้\r\n"
                 "\r\nสมชาย,01/02/2555,,\r\n");
}

TEST_CASE("a file in Windows-874 comes back in Windows-874") {
    TestIntake t;
    const auto utf8 = std::string("ชื่อ,วันเกิด,โทร\nสมใจ,31/02/2555,\nสมชาย,01/02/2555,\n");
    const auto out = marked(t, t.request(windows_874_from_utf8(utf8), mapping));
    CHECK(utf8_from_windows_874(out) == "ชื่อ,วันเกิด,โทร,ต้องแก้\r\nสมใจ,31/02/2555,,วันเกิด: ไม่มีวันนี้\r\n"
                                        "สมชาย,01/02/2555,,\r\n");
}

TEST_CASE("a worksheet comes back as a worksheet, its numbers of rows kept, with the reasons") {
    TestIntake t;
    std::string workbook;
    const auto writer = tables::xlsx_writer(
                            [&](std::string_view bytes) -> Result<void> {
                                workbook += bytes;
                                return {};
                            },
                            "นักเรียน", t.folder)
                            .value();
    writer->write({"รายชื่อเด็ก"}).value();
    writer->write({"ชื่อ", "วันเกิด", "โทร"}).value();
    writer->write({"สมใจ", "31/02/2555", "12"}).value();
    writer->write({}).value();
    writer->write({"สมชาย", "01/02/2555", "0812345678"}).value();
    writer->finish().value();

    auto request = t.request(workbook, mapping, "เด็ก.xlsx");
    const auto out = marked(t, request);
    CHECK(out.starts_with("PK"));
    auto table = tables::Table::open(std::make_unique<tables::MemorySource>(out)).value();
    CHECK(table.profile().sheet == "นักเรียน");
    CHECK(table.profile().columns == std::vector<std::string>{"ชื่อ", "วันเกิด", "โทร", "ต้องแก้"});
    tables::TableRow row;
    REQUIRE(table.next(row).value());
    CHECK(row.row_no == 3);
    CHECK(row.cells[3] == "วันเกิด: ไม่มีวันนี้; โทร: ไม่ใช่เบอร์");
    REQUIRE(table.next(row).value());
    CHECK(row.row_no == 5);
    CHECK(row.cells[0] == "สมชาย");
    CHECK((row.cells.size() < 4 || row.cells[3].empty()));
    CHECK_FALSE(table.next(row).value());
}

TEST_CASE("issues are listed page by page, masked, and only to those who may") {
    TestIntake t;
    const auto s = t.imported(t.request("ชื่อ,วันเกิด,โทร\nสมใจ,31/02/2555,12\n-,01/02/2555,\n", mapping));
    const auto first = list_issues(t.actor, t.db(), t.intake, s.id, 0, 2).value();
    REQUIRE(first.issues.size() == 2);
    CHECK(first.issues[0].row_no == 2);
    CHECK(first.headers[static_cast<std::size_t>(first.issues[0].column_no) - 1] == "วันเกิด");
    CHECK(first.issues[0].value_masked == "••/••/2555");
    const auto second = list_issues(t.actor, t.db(), t.intake, s.id, first.next.value(), 2).value();
    REQUIRE(second.issues.size() == 1);
    CHECK(second.issues[0].outcome == IssueOutcome::RowRejected);
    CHECK_FALSE(second.next);

    const auto stranger = TestIntake::officer_of(t.make_agency("หน่วยงานอื่น"));
    CHECK(list_issues(stranger, t.db(), t.intake, s.id, 0, 2).error().code == ErrorCode::Forbidden);
    CHECK(marked_file(stranger, t.db(), t.intake, s.id).error().code == ErrorCode::Forbidden);
}

TEST_CASE("an upload is gone when its time of keeping is over, and says so") {
    TestIntake t;
    const auto s = t.imported(t.request("ชื่อ,วันเกิด,โทร\nสมใจ,31/02/2555,12\n", mapping));
    t.clock.advance_ms((upload_kept_days - 1) * 24 * 3'600'000LL);
    CHECK(remove_old_uploads("40", t.db(), t.intake) == 0);
    t.clock.advance_ms(2 * 24 * 3'600'000LL);
    CHECK(remove_old_uploads("40", t.db(), t.intake) == 1);
    CHECK(std::filesystem::is_empty(t.folder));
    CHECK(marked_file(t.actor, t.db(), t.intake, s.id).error().key == "registers.upload_removed");
    CHECK(t.records(s.id).size() == 1);
}
