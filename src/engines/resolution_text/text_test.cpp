#include "engines/resolution_text/text.hpp"

#include <doctest/doctest.h>

using namespace samatcha;
using namespace samatcha::resolution_text;

namespace {

ResolutionText text_of_depths(const std::vector<int>& depths) {
    ResolutionText text{"ร่างมติ"};
    std::int64_t id = 1;
    for (const int depth : depths) // -1: preambular
        text.paragraphs.push_back({{id++},
                                   depth < 0 ? ParagraphKind::Preambular : ParagraphKind::Operative,
                                   std::max(depth, 0),
                                   "ขอให้"});
    return text;
}

} // namespace

TEST_CASE("numbers follow from the place, in Thai digits") {
    const auto text = text_of_depths({-1, -1, 0, 1, 1, 2, 0, 1});
    CHECK(paragraph_numbers(text, Digits::Thai) ==
          std::vector<std::string>{"", "", "๑", "๑.๑", "๑.๒", "๑.๒.๑", "๒", "๒.๑"});
    CHECK(paragraph_numbers(text_of_depths(std::vector<int>(12, 0)), Digits::Thai).back() == "๑๒");
    CHECK(paragraph_numbers(text_of_depths({0, 0}), Digits::Arabic).back() == "2");
}

TEST_CASE("a text that cannot be is refused") {
    CHECK(check(text_of_depths({-1, 0, 1, 2, 0})));
    CHECK(check(text_of_depths({1})).error().key == "resolution_text.depth_wrong");
    CHECK(check(text_of_depths({0, 2})).error().key == "resolution_text.depth_wrong");
    CHECK(check(text_of_depths({0, -1, 1})).error().key == "resolution_text.depth_wrong");
    auto twice = text_of_depths({0, 0});
    twice.paragraphs[1].id = {1};
    CHECK(check(twice).error().key == "resolution_text.paragraph_twice");
    auto empty = text_of_depths({0});
    empty.paragraphs[0].text.clear();
    CHECK(check(empty).error().key == "resolution_text.paragraph_empty");
}
