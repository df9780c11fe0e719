#include "platform/tables/xlsx_reader.hpp"

#include "platform/tables/row_writer.hpp"
#include "platform/tables/table_test_support.hpp"
#include "platform/tables/xlsx_style.hpp"
#include "platform/tables/xlsx_workbook.hpp"

#include <doctest/doctest.h>
#include <unistd.h>
#include <zip.h>

#include <filesystem>
#include <map>

using namespace samatcha;
using namespace samatcha::tables;

namespace {

/// A zip archive of these parts, in memory.
std::string zip_of(const std::map<std::string, std::string>& parts) {
    zip_error_t error;
    zip_error_init(&error);
    auto* source = zip_source_buffer_create(nullptr, 0, 0, &error);
    REQUIRE(source != nullptr);
    zip_source_keep(source);
    auto* zip = zip_open_from_source(source, ZIP_TRUNCATE, &error);
    REQUIRE(zip != nullptr);
    for (const auto& [path, text] : parts)
        REQUIRE(zip_file_add(zip, path.c_str(), zip_source_buffer(zip, text.data(), text.size(), 0),
                             0) >= 0);
    REQUIRE(zip_close(zip) == 0);
    zip_stat_t stat;
    REQUIRE(zip_source_stat(source, &stat) == 0);
    std::string bytes(stat.size, '\0');
    REQUIRE(zip_source_open(source) == 0);
    REQUIRE(zip_source_read(source, bytes.data(), bytes.size()) ==
            static_cast<zip_int64_t>(bytes.size()));
    zip_source_close(source);
    zip_source_free(source);
    return bytes;
}

const char* const relationships_head =
    R"(<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">)";
const std::string office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";

std::string relationship(const std::string& id, const std::string& type,
                         const std::string& target) {
    return "<Relationship Id=\"" + id + "\" Type=\"" + office + type + "\" Target=\"" + target +
           "\"/>";
}

/// A workbook whose parts have unusual names, with this sheet data and what stands behind it.
std::map<std::string, std::string> workbook_of(const std::string& sheet_data,
                                               const std::string& behind = "") {
    return {
        {"_rels/.rels", relationships_head + relationship("r1", "officeDocument", "book/main.xml") +
                            "</Relationships>"},
        {"book/main.xml",
         R"(<workbook xmlns:r="x"><sheets><sheet name="ซ่อน" sheetId="1" state="hidden" r:id="a"/>)"
         R"(<sheet name="ว่าง" sheetId="2" r:id="b"/><sheet name="นักเรียน" sheetId="3" r:id="c"/></sheets></workbook>)"},
        {"book/_rels/main.xml.rels",
         relationships_head + relationship("a", "worksheet", "s/1.xml") +
             relationship("b", "worksheet", "s/2.xml") +
             relationship("c", "worksheet", "/book/s/3.xml") +
             relationship("d", "styles", "look.xml") +
             relationship("e", "sharedStrings", "../texts.xml") + "</Relationships>"},
        {"book/look.xml",
         R"(<styleSheet><numFmts><numFmt numFmtId="200" formatCode="[$-1070000]d/m/yyyy;@"/>)"
         R"(<numFmt numFmtId="201" formatCode="00000"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>)"
         R"(<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="200"/><xf numFmtId="201"/></cellXfs></styleSheet>)"},
        {"texts.xml",
         R"(<sst><si><t>ชื่อ</t></si><si><r><t>สม</t></r><r><t xml:space="preserve">ชาย </t></r>)"
         R"(<rPh sb="0" eb="1"><t>xx</t></rPh></si><si><t>a_x000D_b</t></si></sst>)"},
        {"book/s/1.xml",
         "<worksheet><sheetData><row><c><v>1</v></c></row></sheetData></worksheet>"},
        {"book/s/2.xml", "<worksheet><sheetData/></worksheet>"},
        {"book/s/3.xml",
         "<worksheet><sheetData>" + sheet_data + "</sheetData>" + behind + "</worksheet>"},
    };
}

std::string rows_of(const std::string& bytes, const std::optional<std::string>& sheet = {}) {
    auto reader = XlsxReader::open(std::make_unique<MemorySource>(bytes), sheet);
    if (!reader.has_value())
        return reader.error().key;
    std::string out;
    TableRow row;
    for (;;) {
        const auto more = (*reader)->next(row);
        if (!more.has_value())
            return out + more.error().key + " row " + more.error().arguments[0].second;
        if (!*more)
            return out;
        out += std::to_string(row.row_no) + ": " + joined(row.cells) + "\n";
    }
}

} // namespace

TEST_CASE("cells of every kind come as the text they show") {
    CHECK(
        rows_of(zip_of(workbook_of(
            R"(<row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" t="inlineStr"><is><t>ใน</t></is></c></row>)"
            R"(<row r="3"><c r="A3" t="s"><v>1</v></c><c r="B3"><v>1635201982622</v></c><c r="C3"><v>1.635201982622E12</v></c></row>)"
            R"(<row r="4"><c r="A4" t="b"><v>1</v></c><c r="B4" t="e"><v>#N/A</v></c><c r="C4" t="str"><f>A1&amp;"x"</f><v>ผล</v></c></row>)"
            R"(<row r="5"><c r="A5" s="1"><v>41149</v></c><c r="B5" s="2"><v>41149.395833333336</v></c><c r="C5" s="3"><v>7663</v></c></row>)"
            R"(<row><c><v>0.10000000000000001</v></c><c t="s"><v>2</v></c><c t="d"><v>2012-08-28T00:00:00</v></c><c/></row>)"))) ==
        "1: ชื่อ |  | ใน\n"
        "3: สมชาย  | 1635201982622 | 1635201982622\n"
        "4: TRUE | #N/A | ผล\n"
        "5: 2012-08-28 | 2012-08-28 09:30:00 | 07663\n"
        "6: 0.1 | a\rb | 2012-08-28\n");
}

TEST_CASE("a cell merged over rows gives its value to each of them") {
    CHECK(
        rows_of(zip_of(workbook_of(
            R"(<row r="1"><c r="A1"><v>7</v></c><c r="B1"><v>1</v></c></row><row r="2"><c r="B2"><v>2</v></c></row>)"
            R"(<row r="3"><c r="A3"/><c r="B3"><v>3</v></c></row><row r="4"><c r="B4"><v>4</v></c></row>)",
            R"(<mergeCells count="2"><mergeCell ref="A1:A3"/><mergeCell ref="C1:D1"/></mergeCells>)"))) ==
        "1: 7 | 1\n2: 7 | 2\n3: 7 | 3\n4:  | 4\n");
}

TEST_CASE("a sheet is found by its name, hidden or not, else the first that has rows") {
    const auto bytes = zip_of(workbook_of("<row><c><v>3</v></c></row>"));
    CHECK(rows_of(bytes) == "1: 3\n");
    CHECK(rows_of(bytes, "ซ่อน") == "1: 1\n");
    CHECK(rows_of(bytes, "ว่าง") == "");
    CHECK(rows_of(bytes, "ครู") == "tables.sheet_unknown");
    auto table = Table::open(std::make_unique<MemorySource>(bytes));
    REQUIRE(table.has_value());
    CHECK(table->profile().sheets == std::vector<std::string>{"ว่าง", "นักเรียน"});
    CHECK(table->profile().sheet == "นักเรียน");
}

TEST_CASE("broken and foreign archives are told apart") {
    auto parts = workbook_of("<row r=\"1\"><c><v>1</v></c></row><row r=\"2\"><c><v>");
    CHECK(rows_of(zip_of(parts)) == "tables.xlsx_broken");
    parts = workbook_of("<row><c t=\"s\"><v>99</v></c></row>");
    CHECK(rows_of(zip_of(parts)) == "tables.xlsx_broken");
    parts = workbook_of("<row><c r=\"XFD1\"><v>9</v></c></row>");
    CHECK(rows_of(zip_of(parts)) == "tables.too_many_columns");
    parts = workbook_of("<row r=\"1048577\"><c><v>9</v></c></row>");
    CHECK(rows_of(zip_of(parts)) == "tables.too_many_rows");
    parts["book/s/3.xml"] = "<!DOCTYPE x [<!ENTITY a \"aaaa\">]><worksheet/>";
    CHECK(rows_of(zip_of(parts)) == "tables.xlsx_broken");
    CHECK(rows_of(zip_of({{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"}})) ==
          "tables.is_opendocument");
    CHECK(rows_of(zip_of({{"word/document.xml", "x"}})) == "tables.is_word");
    CHECK(rows_of(zip_of({{"xl/workbook.bin", "x"}})) == "tables.is_binary_excel");
    CHECK(rows_of(zip_of({{"a.csv", "x"}})) == "tables.is_zip");
    const auto whole = zip_of(workbook_of("<row><c><v>1</v></c></row>"));
    CHECK(rows_of(whole.substr(0, whole.size() / 2)) == "tables.xlsx_broken");
}

TEST_CASE("a sheet that unpacks to far more than its size is refused") {
    std::string rows = "<row><c><v>1</v></c></row>";
    const std::string blanks(80 << 20, ' ');
    CHECK(rows_of(zip_of(workbook_of(rows + blanks))) == "tables.xlsx_bomb");
}

TEST_CASE("a worksheet of many pieces keeps every cell in its place") {
    std::string data;
    for (int i = 1; i <= 20'000; ++i)
        data += "<row r=\"" + std::to_string(i) + "\"><c t=\"inlineStr\"><is><t>ชื่อ" +
                std::to_string(i) + "</t></is></c><c><v>" + std::to_string(i) + "</v></c></row>";
    const auto bytes = zip_of(workbook_of(data));
    auto reader = XlsxReader::open(std::make_unique<MemorySource>(bytes));
    REQUIRE(reader.has_value());
    TableRow row;
    std::int64_t count = 0;
    bool all_right = true;
    while (*(*reader)->next(row)) {
        ++count;
        all_right &= row.row_no == count && row.cells.size() == 2 &&
                     row.cells[0] == "ชื่อ" + std::to_string(count) &&
                     row.cells[1] == std::to_string(count);
    }
    CHECK(count == 20'000);
    CHECK(all_right);
}

TEST_CASE("format codes say what a number is") {
    using Kind = NumberStyle::Kind;
    struct Row {
        const char* code;
        NumberStyle style;
    };
    for (const auto& row : {
             Row{"General", {}},
             Row{"d/m/yyyy", {Kind::Date}},
             Row{"[$-D07041E]d mmm yy;@", {Kind::Date}},
             Row{"ว/ด/ปปปป", {Kind::Date}},
             Row{"mmm bbbb", {Kind::Date}},
             Row{"h:mm:ss", {Kind::Time}},
             Row{"[h]:mm", {Kind::Time}},
             Row{"#,##0.00", {}},
             Row{"0.00E+00", {}},
             Row{"[Red]0;[Blue]-0", {}},
             Row{"0\" day\"", {}},
             Row{"00000", {Kind::Padded, 5}},
             Row{"0-0000-00000-00-0", {Kind::Padded, 13}},
             Row{"@", {}},
         }) {
        CAPTURE(row.code);
        CHECK(style_of_format(row.code) == row.style);
    }
    CHECK(style_of_builtin(14).kind == Kind::Date);
    CHECK(style_of_builtin(71).kind == Kind::Date);
    CHECK(style_of_builtin(20).kind == Kind::Time);
    CHECK(style_of_builtin(2).kind == Kind::Plain);
}

TEST_CASE("serial dates follow both of Excel's calendars") {
    const NumberStyle date{NumberStyle::Kind::Date};
    CHECK(shown_number("41149", date, false) == "2012-08-28");
    CHECK(shown_number("39687", date, true) == "2012-08-28");
    CHECK(shown_number("1", date, false) == "1900-01-01");
    CHECK(shown_number("61", date, false) == "1900-03-01");
    CHECK(shown_number("239475", date, false) == "2555-08-28");
    CHECK(shown_number("0.5", date, false) == "0.5");
    CHECK(shown_number("-3", date, false) == "-3");
    CHECK(shown_number("1e999", date, false) == "1e999");
    CHECK(shown_number("x", date, false) == "x");
}

TEST_CASE("paths of parts are resolved against the part that names them") {
    CHECK(resolved_path("xl/workbook.xml", "worksheets/a.xml") == "xl/worksheets/a.xml");
    CHECK(resolved_path("xl/workbook.xml", "/b.xml") == "b.xml");
    CHECK(resolved_path("xl/workbook.xml", "../a.xml") == "a.xml");
    CHECK(resolved_path("", "xl/workbook.xml") == "xl/workbook.xml");
    CHECK(without_escapes("_x000D_ _x0041_ _xZZZZ_ _x00") == "\r A _xZZZZ_ _x00");
}

TEST_CASE("what is written as XLSX is read back the same") {
    const auto path = std::filesystem::temp_directory_path() /
                      ("samatcha-tables-" + std::to_string(::getpid()) + ".xlsx");
    {
        auto writer = xlsx_writer(path, "รายงาน [1/2] ที่ยาวเกินกว่าชื่อแผ่นงานจะมีได้");
        REQUIRE(writer.has_value());
        REQUIRE((*writer)->write({"รหัส", "ชื่อ", "จำนวน"}).has_value());
        REQUIRE((*writer)->write({"0012", "=1+1", 3}).has_value());
        REQUIRE((*writer)->write({"1635201982622", "สมชาย & <ใจดี>", 2.5}).has_value());
        REQUIRE((*writer)->finish().has_value());
    }
    auto table = Table::open(path);
    REQUIRE(table.has_value());
    CHECK(described(*table) == "xlsx sheet รายงาน  1 2  ที่ยาวเกินกว่าชื่อ header 1\n"
                               "columns: รหัส | ชื่อ | จำนวน\n"
                               "data 2: 0012 | =1+1 | 3\n"
                               "data 3: 1635201982622 | สมชาย & <ใจดี> | 2.5\n");
    std::filesystem::remove(path);
    {
        auto writer = xlsx_writer(path, "ไม่เสร็จ");
        REQUIRE(writer.has_value());
        REQUIRE((*writer)->write({"a"}).has_value());
    }
    CHECK_FALSE(std::filesystem::exists(path));
    auto nowhere = xlsx_writer("/nowhere/x.xlsx", "a");
    REQUIRE(nowhere.has_value());
    CHECK((*nowhere)->finish().error().key == "tables.file_unwritable");
}

TEST_CASE("a whole number is written with all its digits, however round") {
    std::string bytes;
    auto writer = csv_writer([&](std::string_view piece) -> Result<void> {
        bytes += piece;
        return {};
    });
    REQUIRE(writer->write({100'000, std::int64_t{1'000'000'000'000}, -200'000, 0, 0.25, 1e300}));
    REQUIRE(writer->finish());
    CHECK(bytes == "\xEF\xBB\xBF"
                   "100000,1000000000000,-200000,0,0.25,1e+300\r\n");
}

TEST_CASE("what is written as CSV is read back the same, and no text of it runs") {
    std::string bytes;
    const auto sink = [&](std::string_view piece) -> Result<void> {
        bytes += piece;
        return {};
    };
    auto writer = csv_writer(sink);
    REQUIRE(writer->write({"id", "ชื่อ", "note"}).has_value());
    REQUIRE(writer->write({1, "ก\"ข, ค\nง", "=HYPERLINK(\"x\")"}).has_value());
    REQUIRE(writer->write({2, "-12.5", "-x"}).has_value());
    REQUIRE(writer->write({3, "+66812345678", "@a"}).has_value());
    REQUIRE(writer->finish().has_value());
    CHECK(bytes == "\xEF\xBB\xBFid,ชื่อ,note\r\n"
                   "1,\"ก\"\"ข, ค\nง\",\"'=HYPERLINK(\"\"x\"\")\"\r\n"
                   "2,-12.5,'-x\r\n"
                   "3,+66812345678,'@a\r\n");
    auto table = Table::open(std::make_unique<MemorySource>(bytes));
    REQUIRE(table.has_value());
    TableRow row;
    REQUIRE(*table->next(row));
    CHECK(row.cells[1] == "ก\"ข, ค\nง");
}
