#include "engines/linkage/level_rules.hpp"
#include "engines/linkage/name_key.hpp"
#include "engines/linkage/values.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace samatcha;
using namespace samatcha::linkage;

namespace {

unsigned name_level_of(const char* left, const char* right) {
    Lexicon names;
    const auto a = names.code_of(folded(left));
    const auto b = names.code_of(folded(right));
    return name_text_level(names, a, b);
}

unsigned identifier_level_of(const char16_t* left, const char16_t* right) {
    IdentifierLexicon ids;
    const auto a = ids.code_of(left);
    const auto b = ids.code_of(right);
    return identifier_text_level(ids, a, b);
}

} // namespace

TEST_CASE("names agree in grades") {
    CHECK(name_level_of("ศรัณย์", "สรัณย์") == name_levels::key);
    CHECK(name_level_of("thanaphon", "thanapohn") == name_levels::close);
    CHECK(name_level_of("rob", "robert") == name_levels::part);
    CHECK(name_level_of("j", "james") == name_levels::part);
    CHECK(name_level_of("mary", "kofi") == name_levels::different);
    CHECK(name_level_of("anna maria", "maria anna") == name_levels::similar);
    CHECK(name_level_of("arames", "masera") > name_levels::similar); // of the letters alone
}

TEST_CASE("a Thai name with a neighbouring key in it is nearer than one with another letter") {
    using namespace name_levels;
    CHECK(name_level_of("สมชาย", "สมชาบ") == neighbouring_key); // ย บ: beside each other
    CHECK(name_level_of("สมชาย", "สมชาญ") == key);              // one key, and one sound
    CHECK(name_level_of("วิชาญ", "วิชาร") == close);
    CHECK(name_level_of("สมชาย", "สมชาต") == close);
    CHECK(name_level_of("ก้องยศ", "กองบศ") == neighbouring_key); // tone marks aside
    CHECK(name_level_of("ยศ", "บศ") != neighbouring_key);        // too short to tell
    CHECK(name_level_of("robert", "rovert") == close);
}

TEST_CASE("dates agree in grades") {
    using namespace date_levels;
    const auto d = [](unsigned y, unsigned m, unsigned day) { return PackedDate::of(y, m, day); };
    CHECK(date_level(d(2012, 8, 28), d(2012, 8, 28)) == exact);
    CHECK(date_level(d(2012, 1, 1), d(2012, 1, 1)) == exact_first_january);
    CHECK(date_level(d(2012, 1, 1), d(2012, 8, 28)) == year_only);
    CHECK(date_level(d(2012, 0, 0), d(2012, 8, 28)) == year_only);
    CHECK(date_level(d(2012, 8, 3), d(2012, 3, 8)) == swapped);
    CHECK(date_level(d(2012, 8, 28), d(2013, 8, 28)) == close);
    CHECK(date_level(d(2012, 8, 28), d(2002, 8, 28)) == close);
    CHECK(date_level(d(2012, 8, 28), d(2012, 8, 23)) == close);
    CHECK(date_level(d(2012, 8, 28), d(2012, 8, 11)) == year_month);
    CHECK(date_level(d(2012, 8, 28), d(2012, 5, 11)) == year);
    CHECK(date_level(d(2012, 8, 28), d(1990, 3, 5)) == different);
}

TEST_CASE("a citizen number and a school's G-code tell nothing about each other") {
    CHECK(identifier_level_of(u"g644200000001", u"1635201982622") == 0);
    CHECK(identifier_level_of(u"1635201982622", u"1635201982632") == 2);
    CHECK(identifier_level_of(u"1635201982622", u"1635207982672") == 3);
    CHECK(identifier_level_of(u"1635201982622", u"1100000000001") == 4);
}

TEST_CASE("areas agree by their common prefix") {
    Lexicon areas;
    const auto level = [&](const char16_t* a, const char16_t* b) {
        return area_text_level(areas, areas.code_of(a), areas.code_of(b));
    };
    CHECK(level(u"400101", u"400102") == 6);
    CHECK(level(u"400101", u"4001") == 5);
    CHECK(level(u"400101", u"401502") == 7);
    CHECK(level(u"400101", u"900101") == 8);
}

TEST_CASE("places agree by how far they are apart") {
    const auto level = [](std::string_view a, std::string_view b) { return point_level(point_of(a), point_of(b)); };
    CHECK(level("16.4322, 102.8236", "(16.4322;102.8236)") == 1);
    CHECK(level("16.4322, 102.8236", "๑๖.๔๓๒๒, ๑๐๒.๘๒๓๖") == 1);
    CHECK(level("16.4322, 102.8236", "16.4412, 102.8236") == 2); // 1 km
    CHECK(level("16.4322, 102.8236", "16.4322, 102.8900") == 3); // 7 km
    CHECK(level("16.4322, 102.8236", "16.5672, 102.8236") == 4); // 15 km
    CHECK(level("16.4322, 102.8236", "16.4322, 102.5500") == 4); // 29 km
    CHECK(level("60.0000, 20.0000", "60.0000, 20.1500") == 3);   // 8 km, 17 at the equator
    CHECK(level("16.4322, 102.8236", "13.7563, 100.5018") == 5);
    CHECK(level("-0.01, 179.999", "-0.01, -179.999") <= 2);
    for (const auto* none : {"", "16.4322", "none", "116.4, 102.8", "16.4, 202.8", "0, 0", "nan, nan"})
        CHECK(point_of(none) == 0);
}

TEST_CASE("registers' ways of writing names and dates are read") {
    CHECK(given_name_of("ด.ช.ชนะพล") == folded("ชนะพล"));
    const auto thai = full_name_of("เด็กหญิงพิตตินันท์ รั กกำเหนิด");
    CHECK(thai.given == folded("พิตตินันท์"));
    CHECK(thai.surname == folded("รักกำเหนิด"));
    const auto western = full_name_of("Smith, John Paul");
    CHECK(western.given == u"johnpaul");
    CHECK(western.surname == u"smith");
    CHECK(sex_of("ชาย") == sex_of("M"));
    CHECK(sex_of("2") == sex_of("female"));
    CHECK(date_of("1957-01-95", {}).day() == 95);
    CHECK(date_of("28/08/2555", {}).bits == PackedDate::of(2012, 8, 28).bits);
    CHECK(identifier_of("0000000000000").digits == 0);
    CHECK(identifier_of("0000000000000").text.empty());
    CHECK(phone_of("+66 81 234 5678") == phone_of("081-234-5678"));
}

TEST_CASE("numbers called different by their fifths are different when looked at") {
    IdentifierLexicon ids;
    std::uint64_t state = 3;
    const auto below = [&](std::uint64_t n) { return (state = mix(state)) % n; };
    const auto digit = [&] { return static_cast<char16_t>(u'0' + below(10)); };
    int different = 0;
    for (int i = 0; i < 20'000; ++i) {
        std::u16string x;
        for (auto count = 9 + below(7); count > 0; --count)
            x.push_back(digit());
        auto y = x;
        for (auto edits = 1 + below(5); edits > 0; --edits) {
            const auto at = below(y.size() - 1);
            switch (below(3)) {
            case 0: y[at] = digit(); break;
            case 1: std::swap(y[at], y[at + 1]); break;
            default: // one digit gone, one come
                y.erase(at, 1);
                y.insert(below(y.size() + 1), 1, digit());
            }
        }
        const auto a = ids.code_of(x);
        const auto b = ids.code_of(y);
        if (a != b && numbers_surely_different(ids.digits(a), ids.digits(b))) {
            ++different;
            CHECK(identifier_text_level(ids, a, b) == identifier_levels::different);
        }
    }
    CHECK(different > 500);
}

TEST_CASE("what a glance calls different is different when looked at") {
    Lexicon texts;
    std::vector<std::uint32_t> codes;
    std::uint64_t state = 7;
    const auto below = [&](std::uint64_t n) { return (state = mix(state)) % n; };
    for (int i = 0; i < 600; ++i) { // short texts of few letters, so that many are nearly alike
        std::u16string text;
        for (auto letters = 1 + below(12); letters > 0; --letters)
            text.push_back(static_cast<char16_t>(i % 3 == 0 ? u'ก' + below(9) : u'a' + below(9)));
        codes.push_back(texts.code_of(text));
    }
    int different = 0;
    for (const auto a : codes)
        for (const auto b : codes) {
            if (a == b)
                continue;
            const auto& x = texts.outline(a);
            const auto& y = texts.outline(b);
            if (surely_different(x, y, name_likeness)) {
                ++different;
                CHECK(name_text_level(texts, a, b) == name_levels::different);
            }
            if (x.is_whole && y.is_whole) {
                if (surely_different(x, y, text_likeness))
                    CHECK(plain_text_level(texts, Meaning::Place, a, b) == text_levels::different);
                if (codes_surely_different(x, y))
                    CHECK(plain_text_level(texts, Meaning::Postcode, a, b) == text_levels::different);
            }
        }
    CHECK(different > 10'000);
}
