#include "engines/resolution_text/comparison.hpp"
#include "engines/resolution_text/test_texts.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

using namespace samatcha;
using namespace samatcha::resolution_text;

namespace {

const WordBoundaries& boundaries() {
    static const WordBoundaries one;
    return one;
}

ResolutionText text_of(std::vector<std::pair<std::int64_t, std::string>> paragraphs) {
    ResolutionText text{"ร่าง"};
    for (auto& [id, words] : paragraphs)
        text.paragraphs.push_back({{id}, ParagraphKind::Operative, 0, std::move(words)});
    return text;
}

std::vector<std::pair<std::int64_t, std::string>> paragraphs_of(const ResolutionText& text) {
    std::vector<std::pair<std::int64_t, std::string>> paragraphs;
    for (const auto& each : text.paragraphs)
        paragraphs.emplace_back(each.id.value, each.text);
    return paragraphs;
}

} // namespace

TEST_CASE("two versions are compared paragraph by paragraph, whatever their numbers") {
    const auto trace = compared(boundaries(), text_of({{1, "ก"}, {2, "ข"}, {3, "ค"}, {4, "ง"}}),
                                text_of({{3, "ค"}, {1, "ก ใหม่"}, {9, "ฮ"}, {4, "ง"}}));
    std::vector<std::tuple<std::int64_t, ParagraphFate, bool>> found;
    for (const auto& each : trace)
        found.emplace_back(each.id.value, each.fate, each.is_moved);
    CHECK(found == std::vector<std::tuple<std::int64_t, ParagraphFate, bool>>{
                       {3, ParagraphFate::Kept, true},
                       {1, ParagraphFate::Kept, false},
                       {9, ParagraphFate::Inserted, false},
                       {2, ParagraphFate::Deleted, false},
                       {4, ParagraphFate::Kept, false}});
    REQUIRE(trace[1].runs.size() == 2);
    CHECK(trace[1].runs[1].text == " ใหม่");
}

TEST_CASE("two people at different words of a paragraph do not see each other") {
    const auto merge =
        merged_text(boundaries(), "the school finds every child", "the temple finds every child",
                    "the school finds every young child");
    CHECK(merge.text == "the temple finds every young child");
    CHECK_FALSE(merge.is_doubtful);
}

TEST_CASE("two people at the same words lose neither's") {
    const auto merge = merged_text(boundaries(), "ขอให้โรงเรียนค้นหา", "ขอให้วัดค้นหา", "ขอให้จังหวัดค้นหา");
    CHECK(merge.text == "ขอให้วัด จังหวัดค้นหา");
    CHECK(merge.is_doubtful);
}

TEST_CASE("what both wrote alike stands there once") {
    const auto merge = merged_text(boundaries(), "ขอให้โรงเรียนค้นหา", "ขอให้วัดค้นหา", "ขอให้วัดค้นหา");
    CHECK(merge.text == "ขอให้วัดค้นหา");
    CHECK_FALSE(merge.is_doubtful);
}

TEST_CASE("paragraphs that two people add at once both stay, each after its neighbour") {
    const auto before = text_of({{1, "ก"}, {2, "ข"}});
    const auto merge = merged(boundaries(), before, text_of({{1, "ก"}, {8, "theirs"}, {2, "ข"}}),
                              text_of({{1, "ก"}, {2, "ข"}, {9, "mine"}}));
    CHECK(paragraphs_of(merge.text) == std::vector<std::pair<std::int64_t, std::string>>{
                                           {1, "ก"}, {8, "theirs"}, {2, "ข"}, {9, "mine"}});
    CHECK(merge.doubtful.empty());
}

TEST_CASE("a paragraph that one deletes while the other writes in it stays, and is told") {
    const auto before = text_of({{1, "ก"}, {2, "ข"}});
    const auto merge =
        merged(boundaries(), before, text_of({{1, "ก"}}), text_of({{1, "ก"}, {2, "ข ค"}}));
    CHECK(paragraphs_of(merge.text) ==
          std::vector<std::pair<std::int64_t, std::string>>{{1, "ก"}, {2, "ข ค"}});
    CHECK(merge.doubtful == std::vector<ParagraphId>{{2}});
    CHECK(merged(boundaries(), before, text_of({{1, "ก"}}), before).text.paragraphs.size() == 1);
}

TEST_CASE("words keep their author when someone writes on beside them") {
    Paragraph before{{1}, ParagraphKind::Operative, 0, "ขอให้วัดค้นหาเด็ก"};
    const auto size = [](std::string_view words) { return words.size(); };
    before.authorship = {{size("ขอให้"), {}}, {size("วัด"), {7}}, {size("ค้นหาเด็ก"), {}}};
    CHECK(carried_authorship(boundaries(), before, "ขอให้วัดช่วยค้นหาเด็ก") ==
          std::vector<Authorship>{{size("ขอให้"), {}}, {size("วัด"), {7}}, {size("ช่วยค้นหาเด็ก"), {}}});
    CHECK(carried_authorship(boundaries(), {{1}, ParagraphKind::Operative, 0, "ก"}, "ข").empty());
}

TEST_CASE("whatever two people do at once, no word that either wrote is lost") {
    CHECK(rc::check([] {
        const auto before = any_words(0, 20);
        const auto theirs = any_change_of(boundaries(), before);
        const auto mine = any_change_of(boundaries(), before);
        const auto merge = merged_text(boundaries(), before, theirs, mine);
        for (const auto& side : {theirs, mine})
            for (const auto& change : word_changes(boundaries(), before, side))
                RC_ASSERT(merge.text.find(change.words) != std::string::npos);
        RC_ASSERT(merged_text(boundaries(), before, before, mine).text == mine);
        RC_ASSERT(merged_text(boundaries(), before, theirs, before).text == theirs);
    }));
}

TEST_CASE("a merge with one who did nothing is the other's text") {
    CHECK(rc::check([] {
        const auto before = any_text();
        const auto after =
            consolidate(boundaries(), before, any_amendments(boundaries(), before, 6)).text;
        RC_ASSERT(paragraphs_of(merged(boundaries(), before, before, after).text) ==
                  paragraphs_of(after));
        RC_ASSERT(paragraphs_of(merged(boundaries(), before, after, before).text) ==
                  paragraphs_of(after));
    }));
}
