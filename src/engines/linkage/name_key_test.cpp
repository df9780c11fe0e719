#include "engines/linkage/name_key.hpp"

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

TEST_CASE("the sound key drops what is silent") {
    CHECK(sound_of("จันทร์") == sound_of("จันท"));
    CHECK(sound_of("รัดดา") == sound_of("ลัดดา"));
    CHECK(sound_of("smith") == sound_of("smyth"));
    CHECK(sound_of("philip") == sound_of("filip"));
}

TEST_CASE("accents, case and punctuation do not tell names apart") {
    CHECK(folded("José O'Brien-Smith") == u"joseobriensmith");
    CHECK(folded_words("435 S. La Cienega Blv.") ==
          std::vector<std::u16string>{u"435", u"s", u"la", u"cienega", u"blv"});
}

TEST_CASE("names in Lao, Burmese and Khmer letters pass through unharmed") {
    for (const char* name : {"ສົມຊາຍ", "အောင်", "សុខា"}) {
        CHECK(!folded(name).empty());
        CHECK(comparison_key(folded(name)) == folded(name));
        CHECK(sound_key(folded(name)) == folded(name));
    }
}
