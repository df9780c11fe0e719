#include "platform/tables/table.hpp"

#include "base/thai_text.hpp"
#include "platform/tables/table_test_support.hpp"

#include <doctest/doctest.h>
#include <zlib.h>
#include <zstd.h>

#include <filesystem>
#include <fstream>
#include <sstream>

using namespace samatcha;
using namespace samatcha::tables;

namespace {

std::string file_text(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

Result<Table> table_of(std::string_view bytes, const TableOptions& options = {}) {
    return Table::open(std::make_unique<MemorySource>(bytes), options);
}

std::string key_of(std::string_view bytes, const TableOptions& options = {}) {
    const auto table = table_of(bytes, options);
    return table.has_value() ? "" : table.error().key;
}

std::string utf_16(std::string_view ascii_and_thai, bool little) {
    std::string out;
    for (std::size_t i = 0; i < ascii_and_thai.size();) {
        unsigned c = static_cast<unsigned char>(ascii_and_thai[i]);
        std::size_t size = 1;
        if (c == 0xE0) {
            c = 0x0E00U + ((static_cast<unsigned>(ascii_and_thai[i + 1]) & 1U) << 6) +
                (static_cast<unsigned>(ascii_and_thai[i + 2]) & 0x3FU);
            size = 3;
        }
        const char high = static_cast<char>(c >> 8), low = static_cast<char>(c & 0xFF);
        out += little ? low : high;
        out += little ? high : low;
        i += size;
    }
    return out;
}

const std::string thai_csv = "เลขประจำตัวประชาชน,ชื่อ,นามสกุล,วันเกิด\n"
                             "1635201982622,นัทที,โพธิสุรินทร์,28/08/2555\n"
                             "1635201982622,ศิริวัฒน์,บัณฑิตศิละศักดิ์,13/06/2555\n";

void check_thai_csv(std::string_view bytes, TextEncoding encoding) {
    auto table = table_of(bytes);
    REQUIRE(table.has_value());
    CHECK(table->profile().encoding == encoding);
    CHECK(table->profile().columns[3] == "วันเกิด");
    TableRow row;
    REQUIRE(*table->next(row));
    CHECK(row.cells[1] == "นัทที");
    REQUIRE(*table->next(row));
    CHECK(row.cells[2] == "บัณฑิตศิละศักดิ์");
    CHECK_FALSE(*table->next(row));
    CHECK_FALSE(*table->next(row));
}

} // namespace

TEST_CASE("tables are read as the folders in tests/tables say") {
    int cases = 0;
    for (const auto& folder : std::filesystem::directory_iterator("tests/tables")) {
        const auto expected = file_text(folder.path() / "expected.txt");
        CAPTURE(folder.path().filename().string());
        auto table = Table::open(folder.path() / "input.csv");
        REQUIRE(table.has_value());
        CHECK(described(*table) == expected);
        ++cases;
    }
    CHECK(cases > 5);
}

TEST_CASE("the encoding of a file is found by what it says") {
    check_thai_csv(thai_csv, TextEncoding::Utf8);
    check_thai_csv("\xEF\xBB\xBF" + thai_csv, TextEncoding::Utf8);
    check_thai_csv(windows_874_from_utf8(thai_csv), TextEncoding::Windows874);
    check_thai_csv(utf_16(thai_csv, true), TextEncoding::Utf16Le);
    check_thai_csv(utf_16(thai_csv, false), TextEncoding::Utf16Be);
    check_thai_csv("\xFF\xFE" + utf_16(thai_csv, true), TextEncoding::Utf16Le);
    check_thai_csv("\xFE\xFF" + utf_16(thai_csv, false), TextEncoding::Utf16Be);
}

TEST_CASE("a few broken characters do not make UTF-8 another encoding") {
    std::string broken = thai_csv;
    broken.replace(broken.find("นัทที"), 3, "\xE0\xB8?");
    auto table = table_of(broken);
    REQUIRE(table.has_value());
    CHECK(table->profile().encoding == TextEncoding::Utf8);
    CHECK(table->profile().warnings == std::vector<std::string>{"tables.warning_broken_utf8"});
    TableRow row;
    REQUIRE(*table->next(row));
    CHECK(row.cells[1] == "\uFFFD?ัทที");
}

TEST_CASE("NUL bytes are left out") {
    std::string text = "id,name\n1,a";
    text += '\0';
    text += "b\n2,c\n";
    auto table = table_of(text);
    REQUIRE(table.has_value());
    TableRow row;
    REQUIRE(*table->next(row));
    CHECK(row.cells[1] == "ab");
}

TEST_CASE("packed files are unpacked, and broken ones said to be") {
    std::string zst(ZSTD_compressBound(thai_csv.size()), '\0');
    zst.resize(ZSTD_compress(zst.data(), zst.size(), thai_csv.data(), thai_csv.size(), 3));
    check_thai_csv(zst, TextEncoding::Utf8);
    const auto gz = gzipped(thai_csv);
    check_thai_csv(gz, TextEncoding::Utf8);
    CHECK(key_of(gz.substr(0, gz.size() / 2)) == "tables.archive_broken");
    CHECK(key_of(zst.substr(0, zst.size() / 2)) == "tables.archive_broken");
    const auto two_members = gzipped(thai_csv.substr(0, 100)) + gzipped(thai_csv.substr(100));
    check_thai_csv(two_members, TextEncoding::Utf8);
}

TEST_CASE("a file that is no table is called what it is") {
    using namespace std::string_view_literals;
    const std::string ole = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 something";
    struct Row {
        std::string bytes, key;
    };
    for (const auto& row : {
             Row{ole, "tables.is_old_excel"},
             Row{ole + std::string("E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0"sv),
                 "tables.is_encrypted"},
             Row{"\xEF\xBB\xBF\n <HTML><table>", "tables.is_html"},
             Row{"<table border=1>", "tables.is_html"},
             Row{"<?xml version=\"1.0\"?><Workbook>", "tables.is_xml"},
             Row{"{\"type\": 1}", "tables.is_json"},
             Row{"%PDF-1.7", "tables.is_pdf"},
             Row{"\x89PNG\r\n", "tables.is_picture"},
             Row{"PK\x03\x04 and nothing", "tables.xlsx_broken"},
             Row{"", "tables.is_empty"},
             Row{"\n\n , ,\n", "tables.is_empty"},
             Row{"\x01\xFE\x80\xC7\x81\x82\x83\x84", "tables.encoding_unknown"},
         }) {
        CAPTURE(row.key);
        CHECK(key_of(row.bytes) == row.key);
    }
}

TEST_CASE("what a person decided goes before what is detected") {
    const std::string text = "a;b,c\n1;2,3\n4;5,6\n";
    TableOptions options;
    options.delimiter = ';';
    options.header_row = 0;
    auto table = table_of(text, options);
    REQUIRE(table.has_value());
    CHECK(table->profile().columns == std::vector<std::string>{"1", "2"});
    TableRow row;
    REQUIRE(*table->next(row));
    CHECK(row.cells[1] == "b,c");
    options.header_row = 2;
    table = table_of(text, options);
    REQUIRE(table.has_value());
    CHECK(table->profile().columns == std::vector<std::string>{"1", "2,3"});
    CHECK(table->profile().header_row == 2);
}

TEST_CASE("an unclosed quote and a row without end are found where they begin") {
    auto table = table_of("id,name\n1,\"a\"\n2,\"b\n3,c\n");
    // The quote is within the rows looked at when opening.
    REQUIRE_FALSE(table.has_value());
    CHECK(table.error().key == "tables.quote_unclosed");
    CHECK(table.error().arguments[0].second == "3");
    CHECK(table.error().arguments[1].second == "15");
    CHECK(key_of("id,name\n1," + std::string(5'000'000, 'x')) == "tables.row_too_long");
    CHECK(key_of("id,name\n1" + std::string(5'000, ',')) == "tables.too_many_columns");
}

TEST_CASE("where quotes are never closed, they are characters like others") {
    auto table = table_of("id,name\n1,\"สั้น\n2,ยาว\n");
    REQUIRE(table.has_value());
    TableRow row;
    REQUIRE(*table->next(row));
    CHECK(row.cells[1] == "\"สั้น");
}

TEST_CASE("rows beyond the first piece keep their numbers and bytes") {
    std::string text = "id,name,note\n";
    std::vector<std::size_t> begins;
    for (int i = 1; i <= 30'000; ++i) {
        begins.push_back(text.size() + 1);
        text += std::to_string(i) + ",\"สม\"\"ชาย\",\"บรรทัด\nใหม่\"\r\n";
    }
    auto table = table_of(text);
    REQUIRE(table.has_value());
    TableRow row;
    bool all_right = true;
    std::int64_t rows = 0;
    while (*table->next(row)) {
        ++rows;
        all_right &=
            row.row_no == rows + 1 && row.cells.size() == 3 &&
            row.cells[0] == std::to_string(rows) && row.cells[1] == "สม\"ชาย" &&
            row.cells[2] == "บรรทัด\nใหม่" &&
            row.byte_no == static_cast<std::int64_t>(begins[static_cast<std::size_t>(rows - 1)]);
    }
    CHECK(rows == 30'000);
    CHECK(all_right);
}

namespace {

struct ReadRows {
    std::vector<std::string> rows; ///< Number, byte and cells.
    std::string error;
    friend bool operator==(const ReadRows&, const ReadRows&) = default;
};

std::string text_of_error(const Error& error) {
    auto text = error.key;
    for (const auto& [name, value] : error.arguments)
        text += " " + name + "=" + value;
    return text;
}

void read_rows(RowReader& reader, ReadRows& read) {
    TableRow row;
    for (;;) {
        const auto more = reader.next(row);
        if (!more.has_value())
            read.error = text_of_error(more.error());
        if (!more.has_value() || !*more)
            return;
        read.rows.push_back(std::to_string(row.row_no) + "/" + std::to_string(row.byte_no) + ": " + joined(row.cells));
    }
}

/// All pieces are taken before the first of them is cut, and the last one is cut first.
ReadRows read_in_pieces(std::string_view bytes, std::size_t& pieces_read) {
    auto table = table_of(bytes);
    REQUIRE(table.has_value());
    std::vector<TablePiece> pieces;
    ReadRows all;
    for (;;) {
        auto more = table->next_piece(pieces.emplace_back());
        if (!more.has_value())
            all.error = text_of_error(more.error());
        if (!more.has_value() || !*more)
            break;
    }
    pieces.pop_back();
    pieces_read = pieces.size();
    std::vector<ReadRows> parts(pieces.size());
    for (auto i = pieces.size(); i-- > 0;)
        read_rows(pieces[i], parts[i]);
    for (const auto& part : parts) {
        all.rows.insert(all.rows.end(), part.rows.begin(), part.rows.end());
        if (!part.error.empty()) {
            all.error = part.error;
            break;
        }
    }
    return all;
}

std::string many_rows(std::string_view line_break, std::string_view cell_of_each_7th) {
    std::string text = "id,name,note";
    text += line_break;
    for (int i = 0; i < 20'000; ++i) {
        text += std::to_string(i) + ",somchai," + std::string(static_cast<std::size_t>(i % 23), 'x');
        if (i % 7 == 0)
            text += cell_of_each_7th;
        text += line_break;
        if (i % 1000 == 0)
            text += line_break;
    }
    return text;
}

} // namespace

TEST_CASE("pieces of a table hold the same rows, wherever they are cut") {
    std::string wide = many_rows("\n", "");
    for (int i = 0; i < 5000; ++i)
        wide += ',';
    const std::string files[] = {many_rows("\n", ""),
                                 many_rows("\r\n", ""),
                                 many_rows("\r", ""),
                                 many_rows("\n", ",\"a line\nand \"\"another\"\"\r\n, quoted\""),
                                 many_rows("\n", ",ดีมาก\xFF"),
                                 many_rows("\n", std::string_view(",\0", 2)),
                                 many_rows("\n", "") + "the last,without end",
                                 many_rows("\n", ",\"x\"") + "7,\"never closed",
                                 wide + "\n" + many_rows("\n", ""),
                                 "id,name\n1,a\n"};
    for (const auto& file : files) {
        CAPTURE(file.substr(file.size() - std::min<std::size_t>(40, file.size())));
        auto table = table_of(file);
        REQUIRE(table.has_value());
        ReadRows one_by_one;
        read_rows(*table, one_by_one);
        std::size_t pieces = 0;
        CHECK(read_in_pieces(file, pieces) == one_by_one);
        CHECK((pieces > 2 || file.size() < 100));
    }
}
