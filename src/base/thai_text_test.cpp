#include "base/thai_text.hpp"

#include "base/partial_date.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <fstream>
#include <string>
#include <vector>

using namespace samatcha;

namespace {

/// Rows of a table in tests/: cells by tab, # comments out, \uXXXX for characters not to be seen.
std::vector<std::vector<std::string>> table(const std::string& path) {
    std::ifstream file("tests/" + path);
    REQUIRE_MESSAGE(file.good(), "run from the project's folder: tests/", path);
    std::vector<std::vector<std::string>> rows;
    for (std::string line; std::getline(file, line);) {
        if (line.starts_with('#'))
            continue;
        std::vector<std::string> cells(1);
        for (std::size_t i = 0; i < line.size(); ++i) {
            if (line[i] == '\t') {
                cells.emplace_back();
            } else if (line.compare(i, 2, "\\u") == 0) {
                const auto c = std::stoul(line.substr(i + 2, 4), nullptr, 16);
                if (c >= 0x800)
                    cells.back() += static_cast<char>(0xE0 | (c >> 12));
                if (c >= 0x80)
                    cells.back() += c >= 0x800 ? static_cast<char>(0x80 | ((c >> 6) & 0x3F))
                                               : static_cast<char>(0xC0 | (c >> 6));
                cells.back() += static_cast<char>(c >= 0x80 ? 0x80 | (c & 0x3F) : c);
                i += 5;
            } else {
                cells.back() += line[i];
            }
        }
        rows.push_back(std::move(cells));
    }
    REQUIRE(rows.size() > 5);
    return rows;
}

} // namespace

TEST_CASE("dates are read as the table in tests/dates says") {
    for (const auto& row : table("dates/dates.tsv")) {
        CAPTURE(row[0]);
        REQUIRE(row.size() == 2);
        const auto date = parse_date(row[0]);
        CHECK((date ? to_iso(*date) : date.error().key) ==
              (row[1] == "impossible" || row[1] == "unreadable" ? "date." + row[1] : row[1]));
    }
}

TEST_CASE("titles are cut from names as the table in tests/names says") {
    for (const auto& row : table("names/titles.tsv")) {
        CAPTURE(row[0]);
        REQUIRE(row.size() == 4);
        const auto parts = split_title(row[0]);
        CHECK(parts.title == row[1]);
        CHECK(parts.name == row[2]);
        CHECK(parts.nickname == row[3]);
    }
}

TEST_CASE("text is repaired as the table in tests/names says, and repaired text stays") {
    for (const auto& row : table("names/repairs.tsv")) {
        CAPTURE(row[0]);
        REQUIRE(row.size() == 2);
        CHECK(repair_thai(row[0]) == row[1]);
        CHECK(repair_thai(row[1]) == row[1]);
    }
}

TEST_CASE("repairing is idempotent on any mixture of Thai characters") {
    CHECK(rc::check([](const std::vector<int>& picks) {
        static const std::vector<std::string> pieces{"ก",
                                                     "น",
                                                     "ส",
                                                     "เ",
                                                     "แ",
                                                     "า",
                                                     "ะ",
                                                     "ำ",
                                                     "ั",
                                                     "ิ",
                                                     "ี",
                                                     "ุ",
                                                     "ู",
                                                     "ฺ",
                                                     "็",
                                                     "่",
                                                     "้",
                                                     "์",
                                                     "ํ",
                                                     "๎",
                                                     " ",
                                                     "\xC2\xA0",
                                                     "\xE2\x80\x8B",
                                                     "\xE2\x80\x8D",
                                                     "a",
                                                     "e",
                                                     "\xCC\x81",
                                                     "မ",
                                                     "\xFF",
                                                     "1"};
        std::string text;
        for (const int pick : picks)
            text +=
                pieces[static_cast<std::size_t>(std::abs(pick % static_cast<int>(pieces.size())))];
        const auto once = repair_thai(text);
        RC_ASSERT(is_utf8(once));
        RC_ASSERT(repair_thai(once) == once);
    }));
}

TEST_CASE("bytes that are no UTF-8 become replacement characters") {
    CHECK(repair_thai("ก\xFFข") == "ก\uFFFDข");
    CHECK(repair_thai("\xE0\xB8") == "\uFFFD");
    CHECK_FALSE(is_utf8("\xE0\xB8"));
    CHECK_FALSE(is_utf8("\xC0\xAF"));
    CHECK_FALSE(is_utf8("\xED\xA0\x80"));
    CHECK_FALSE(is_utf8("abcdefgh\xFF"));
    CHECK(is_utf8("เด็กชาย café မောင် 😀 1234567890"));
    CHECK(is_utf8(""));
}

TEST_CASE("Thai digits become ASCII and nothing else changes") {
    CHECK(ascii_digits("หมู่ ๑๒ ตำบล ๐๙") == "หมู่ 12 ตำบล 09");
    CHECK(ascii_digits("\xE0\xB9") == "\xE0\xB9");
    CHECK(ascii_digits("abc") == "abc");
}

TEST_CASE("a title tells the sex, if it does") {
    for (const char* title :
         {"ด.ช.", "ดช", "ด. ช.", "เด็กชาย", "นาย", "Mr.", "MR", "Master", "สามเณร", "พระ"})
        CHECK_MESSAGE(sex_of_title(title) == 'M', title);
    for (const char* title :
         {"ด.ญ.", "ดญ.", "เด็กหญิง", "นาง", "นางสาว", "น.ส.", "นส", "Mrs.", "Miss", "ว่าที่ ร.ต.หญิง"})
        CHECK_MESSAGE(sex_of_title(title) == 'F', title);
    for (const char* title : {"", "ร.ต.", "ดร.", "Dr", "หญิง", "คุณ"})
        CHECK_MESSAGE(sex_of_title(title) == 0, title);
}

TEST_CASE("names are ordered as a Thai dictionary orders them") {
    CHECK(compare_thai("กา", "เกา") < 0);
    CHECK(compare_thai("เกา", "ขา") < 0);
    CHECK(compare_thai("เขา", "คา") < 0);
    CHECK(compare_thai("ขา", "ข้า") < 0);
    CHECK(compare_thai("แพร", "พา") > 0);
    CHECK(compare_thai("กา", "กา") == 0);
}

TEST_CASE("Windows-874 is read and written") {
    CHECK(utf8_from_windows_874("\xB9\xD2\xC2 A\xF1") == "นาย A๑");
    CHECK(utf8_from_windows_874("\x93\xDB\xA0") == "“\uFFFD\u00A0");
    CHECK(windows_874_from_utf8("นาย A๑") == "\xB9\xD2\xC2 A\xF1");
    CHECK(windows_874_from_utf8("မ\xFF") == "??");
}

TEST_CASE("a masked text shows no more than its first cluster") {
    CHECK(masked("นัทที") == "นั••••");
    CHECK(masked("เมย์") == "เ••••");
    CHECK(masked("น้ำ") == "••••");
    CHECK(masked("John") == "J••••");
    CHECK(masked("") == "");
    CHECK(masked("\xFFx") == "••••");
}
