#include "engines/linkage/name_key.hpp"

#include "base/thai_text.hpp"
#include "engines/linkage/name_test_support.hpp"

#include <doctest/doctest.h>

using namespace samatcha::linkage;

namespace {

std::u16string key_of(const char* name) { return comparison_key(folded(name)); }
std::u16string sound_of(const char* name) { return sound_key(folded(name)); }

} // namespace

TEST_CASE("spellings that Thai clerks confuse share a comparison key") {
    CHECK(key_of("ศรัณย์") == key_of("สรัณย"));
    CHECK(key_of("ณัฐพร") == key_of("นัฐพร"));
    CHECK(key_of("ใจดี") == key_of("ไจดี"));
    CHECK(key_of("น้ำฝน") == key_of("นํ้าฝน"));
    CHECK(key_of("พิมพ์") == key_of("พีมพ"));
}

TEST_CASE("different Thai names keep different keys") {
    CHECK(key_of("สมชาย") != key_of("สมหญิง"));
    CHECK(key_of("กานดา") != key_of("กาญจนา"));
}

TEST_CASE("the sound key hears neither vowels nor marks, and not whether karan was forgotten") {
    CHECK(sound_of("สุรัตน์") == sound_of("สุรัตน"));
    CHECK(sound_of("กองเตย") == sound_of("กองเตย์"));
    CHECK(sound_of("ศักดิ์") == sound_of("ศักดิ"));
    CHECK(sound_of("รัดดา") == sound_of("ลัดดา"));
    CHECK(sound_of("smith") == sound_of("smyth"));
    CHECK(sound_of("philip") == sound_of("filip"));
}

TEST_CASE("accents, case and punctuation do not tell names apart") {
    CHECK(folded("José O'Brien-Smith") == u"joseobriensmith");
    CHECK(folded_words("435 S. La Cienega Blv.") ==
          std::vector<std::u16string>{u"435", u"s", u"la", u"cienega", u"blv"});
}

TEST_CASE("names in Lao, Burmese, Khmer and Latin letters pass through as the table in tests/names says") {
    for (const auto& row : name_table("other_scripts.tsv")) {
        CAPTURE(row[0]);
        REQUIRE(row.size() == 4);
        CHECK(utf8(folded(row[0])) == row[1]);
        CHECK(utf8(comparison_key(folded(row[0]))) == row[2]);
        CHECK(utf8(sound_key(folded(row[0]))) == row[3]);
        CHECK(folded(utf8(folded(row[0]))) == folded(row[0]));
    }
}

TEST_CASE("no mark of a Lao, Burmese or Khmer name is lost or moved by repair") {
    for (const auto& row : name_table("other_scripts.tsv")) {
        CAPTURE(row[0]);
        CHECK(samatcha::repair_thai(row[0]) == row[0]);
    }
    // Burmese asat and dot below may be typed in either order: one name.
    CHECK(folded("သန\u103A\u1037") == folded("သန\u1037\u103A"));
}

TEST_CASE("a name without a consonant is its own sound key") {
    CHECK(sound_of("าะ") == folded("าะ"));
    CHECK(sound_of("ເາ") == folded("ເາ"));
}
