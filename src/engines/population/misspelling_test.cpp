#include "base/thai_text.hpp"
#include "engines/population/misspelling.hpp"
#include "engines/population/name_lists.hpp"
#include "engines/population/register_file.hpp"

#include <doctest/doctest.h>

#include <map>
#include <set>

using namespace samatcha;
using namespace samatcha::population;

TEST_CASE("a misspelt Thai name is another name, but a near one") {
    Random random(7);
    for (const char* name : {"นัทที", "ศิริวัฒน์", "ณัฐพล", "ใจทิพย์", "กมล"})
        for (int i = 0; i < 50; ++i) {
            const auto wrong = misspelt(random, name);
            REQUIRE(wrong != name);
            REQUIRE(wrong.size() + 3 >= std::string_view(name).size());
            REQUIRE(wrong.size() <= std::string_view(name).size() + 3);
        }
}

TEST_CASE("an untidily written name is the same name once repaired") {
    Random random(7);
    for (const char* name : {"คำแพง", "ก้องเกียรติ", "แก้ว", "ลี่", "กมล", "สิ้นสุด", "บุญน้ำ"})
        for (int i = 0; i < 50; ++i) {
            const auto written = untidy(random, name);
            REQUIRE(written != name);
            REQUIRE(repair_thai(written) == name);
        }
}

TEST_CASE("names are drawn unevenly, as people are named") {
    const auto names = NameLists::load();
    Random random(1);
    std::map<std::size_t, int> given;
    std::set<std::string> surnames;
    for (int i = 0; i < 20'000; ++i) {
        ++given[names.given_index(random, 'F')];
        surnames.insert(names.surname(random));
    }
    int most = 0;
    for (const auto& [index, count] : given)
        most = std::max(most, count);
    CHECK(most > 100);
    CHECK(given.size() > 2500);
    CHECK(surnames.size() > 8000);
}

TEST_CASE("a name's place in the list is found again") {
    const auto names = NameLists::load();
    for (const std::size_t index : {0, 17, 4000})
        CHECK(names.index_of('F', names.given('F', index)) == index);
}

TEST_CASE("numbers are permuted one to one") {
    std::set<std::uint32_t> seen;
    for (std::uint32_t i = 0; i < 50'000; ++i) {
        const auto number = permuted_28(i, 3);
        REQUIRE(number < (1U << 28));
        REQUIRE(seen.insert(number).second);
    }
}

TEST_CASE("Thai text survives its way through Windows-874, other scripts do not") {
    CHECK(utf8_from_windows_874(encoded("เด็กหญิงกมล ๑๒ ฯ", FileEncoding::Windows874)) ==
          "เด็กหญิงกมล ๑๒ ฯ");
    CHECK(encoded("ບຸນ", FileEncoding::Windows874) == "???");
    CHECK(encoded("กa", FileEncoding::Utf16) == std::string("\x01\x0E"
                                                            "a\0",
                                                            4));
}
