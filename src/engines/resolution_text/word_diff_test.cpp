#include "engines/resolution_text/test_texts.hpp"
#include "engines/resolution_text/word_diff.hpp"

#include <unicode/ubrk.h>
#include <unicode/utext.h>

#include <doctest/doctest.h>
#include <rapidcheck.h>

using namespace samatcha::resolution_text;

namespace {

/// Where ICU lets clusters begin.
std::vector<std::size_t> cluster_boundaries(const std::string& text) {
    UErrorCode status = U_ZERO_ERROR;
    UText utext = UTEXT_INITIALIZER;
    utext_openUTF8(&utext, text.data(), static_cast<std::int64_t>(text.size()), &status);
    auto* clusters = ubrk_open(UBRK_CHARACTER, "th", nullptr, 0, &status);
    ubrk_setUText(clusters, &utext, &status);
    std::vector<std::size_t> boundaries{0};
    for (auto at = ubrk_next(clusters); at != UBRK_DONE; at = ubrk_next(clusters))
        boundaries.push_back(static_cast<std::size_t>(at));
    ubrk_close(clusters);
    utext_close(&utext);
    return boundaries;
}

std::string changed_text(std::string_view before, const std::vector<WordChange>& changes) {
    std::string after;
    std::size_t at = 0;
    for (const auto& change : changes) {
        after += before.substr(at, change.begin - at);
        after += change.words;
        at = change.end;
    }
    return after += before.substr(at);
}

} // namespace

TEST_CASE("Thai words are told apart without spaces") {
    const WordBoundaries boundaries;
    const auto words = boundaries.words("ขอให้โรงเรียนค้นหาเด็ก ๓๐ คน");
    CHECK(words == std::vector<std::string_view>{"ขอ", "ให้", "โรงเรียน", "ค้นหา", "เด็ก", " ", "๓๐",
                                                 " ", "คน"});
}

TEST_CASE("one word in the middle is one change") {
    const WordBoundaries boundaries;
    const std::string before = "ขอให้โรงเรียนค้นหาเด็กทุกคน";
    const auto changes = word_changes(boundaries, before, "ขอให้โรงพยาบาลค้นหาเด็กทุกคน");
    REQUIRE(changes.size() == 1);
    CHECK(before.substr(changes[0].begin, changes[0].end - changes[0].begin) == "โรงเรียน");
    CHECK(changes[0].words == "โรงพยาบาล");
}

TEST_CASE("a tone mark is never cut from its syllable") {
    const WordBoundaries boundaries;
    for (const auto& [before, after] : std::vector<std::pair<std::string, std::string>>{
             {"ปู", "ปู่"}, {"น้ำ", "นำ"}, {"เด็ก", "เด็กๆ"}, {"ไม", "ไม้"}, {"กา", "กะ"}}) {
        CAPTURE(before);
        for (const auto& change : word_changes(boundaries, before, after)) {
            CHECK(is_cut(before, change.begin));
            CHECK(is_cut(before, change.end));
        }
    }
    CHECK_FALSE(is_cut("ปู่", 3));
    CHECK_FALSE(is_cut("เด็ก", 3));
    CHECK_FALSE(is_cut("กา", 3));
    CHECK(is_cut("เด็ก", 9));
}

TEST_CASE("two changes with nothing but a space between are one") {
    const WordBoundaries boundaries;
    CHECK(word_changes(boundaries, "the red house", "the blue barn").size() == 1);
    CHECK(word_changes(boundaries, "the red house", "a red barn").size() == 2);
}

TEST_CASE("a text with its changes made is the other text, and they never cut a cluster") {
    const WordBoundaries boundaries;
    CHECK(rc::check([&] {
        const auto before = any_words(0, 40);
        const auto after =
            *rc::gen::inRange(0, 3) == 0 ? any_words(0, 40) : any_change_of(boundaries, before);
        const auto changes = word_changes(boundaries, before, after);
        RC_ASSERT(changed_text(before, changes) == after);
        RC_ASSERT(changes.empty() == (before == after));
        const auto clusters = cluster_boundaries(before);
        std::size_t last = 0;
        for (const auto& change : changes) {
            RC_ASSERT(change.begin <= change.end);
            RC_ASSERT(change.begin > last || &change == &changes.front());
            for (const auto at : {change.begin, change.end})
                RC_ASSERT(is_cut(before, at) &&
                          std::binary_search(clusters.begin(), clusters.end(), at));
            last = change.end;
        }
    }));
}

TEST_CASE("no diff has more words than taking out what is not in a longest common row") {
    const WordBoundaries boundaries;
    CHECK(rc::check([&] {
        const auto before = any_words(0, 20);
        const auto after = any_words(0, 20);
        const auto a = boundaries.words(before);
        const auto b = boundaries.words(after);
        std::vector<std::vector<std::size_t>> common(a.size() + 1,
                                                     std::vector<std::size_t>(b.size() + 1));
        for (std::size_t i = 1; i <= a.size(); ++i)
            for (std::size_t k = 1; k <= b.size(); ++k)
                common[i][k] = a[i - 1] == b[k - 1] ? common[i - 1][k - 1] + 1
                                                    : std::max(common[i - 1][k], common[i][k - 1]);
        // Spaces between two changes go with them: they are counted as kept.
        std::size_t kept = a.size();
        for (const auto& change : word_changes(a, b)) {
            std::size_t at = 0;
            for (const auto word : a) {
                if (at >= change.begin && at < change.end &&
                    word.find_first_not_of(' ') != word.npos)
                    --kept;
                at += word.size();
            }
        }
        RC_ASSERT(kept >= common[a.size()][b.size()]);
    }));
}
