#include "modules/persons/search_key.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace samatcha::persons;

namespace {

bool finds(std::string_view question, std::string_view name) {
    const auto asked = search_keys(question);
    const auto stored = search_keys(name);
    return std::any_of(asked.begin(), asked.end(), [&](const std::string& key) {
        return std::find(stored.begin(), stored.end(), key) != stored.end() ||
               // One letter more in the question: its shortened sound is the name's whole sound.
               std::find(stored.begin(), stored.end(), "~" + key.substr(1)) != stored.end() ||
               std::find(stored.begin(), stored.end(), "-" + key.substr(1)) != stored.end();
    });
}

} // namespace

TEST_CASE("a name misspelt in any usual way is still found") {
    const char* pairs[][2] = {
        {"สมชาย", "สมชาย"},      {"สมชัย", "สมชาย"},       {"ณัฐพล", "นัฐพล"},
        {"ศิริพร", "สิริพร"},      {"ธนพัฒน์", "ธนพัด"},      {"พงษ์ศักดิ์", "พงศ์ศักดิ์"},
        {"หนูนา", "นูนา"},        {"ด.ช.กิตติ", "กิตติ"},       {"วรรณา", "วณา"},
        {"ชลธิชา", "ชลทิชา"},     {"น้ำฝน", "นำฝน"},        {"Somchai", "somchai"},
    };
    for (const auto& pair : pairs) {
        CAPTURE(pair[0]);
        CHECK(finds(pair[0], pair[1]));
    }
}

TEST_CASE("a quite different name is not found") {
    CHECK_FALSE(finds("สมชาย", "กาญจนา"));
    CHECK_FALSE(finds("มานี", "ปิติ"));
}

TEST_CASE("the plain form comes first, then the sound, then the sound less one letter") {
    const auto keys = search_keys("สมชาย");
    REQUIRE(keys.size() == 6);
    CHECK(keys[0] == "=สมชาย");
    CHECK(keys[1] == "~สมชย");
    CHECK(keys[2] == "-มชย");
}

TEST_CASE("a name without letters has no keys") {
    CHECK(search_keys("").empty());
    CHECK(search_keys(" - ").empty());
}

TEST_CASE("a question is its words without the title") {
    CHECK(search_words("เด็กชาย สมชาย  ใจดี") == std::vector<std::string>{"สมชาย", "ใจดี"});
    CHECK(search_words("  ").empty());
}

TEST_CASE("one letter of five wrong is a likeness of four fifths, and so is a swap") {
    CHECK(likeness("สมชาย", "สมชัย") == doctest::Approx(0.8));
    CHECK(likeness("abcde", "abdce") == doctest::Approx(0.8));
    CHECK(likeness("abc", "") == 0);
    CHECK(likeness("abc", "abc") == 1);
}
