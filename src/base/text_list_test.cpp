#include "base/text_list.hpp"

#include <doctest/doctest.h>

#include <string>

namespace samatcha {

TEST_CASE("texts come back as they were put in, the empty and the long ones too") {
    TextList texts;
    const auto text_of = [](std::size_t i) {
        return i % 5 == 0 ? std::string() : i == 4096 ? std::string(70'000, 'x') : std::to_string(i * i);
    };
    constexpr std::size_t count = 10'000;
    for (std::size_t i = 0; i < count; ++i)
        texts.append(text_of(i));
    texts.shrink();
    REQUIRE(texts.size() == count);
    bool all_equal = true;
    std::string together;
    for (std::size_t i = 0; i < count; ++i) {
        all_equal &= texts[i] == text_of(i);
        together += text_of(i);
    }
    CHECK(all_equal);
    CHECK(texts.together() == together);
}

TEST_CASE("a growing array that is copied or moved stays whole") {
    GrowingArray<int> first;
    for (int i = 0; i < 1000; ++i)
        first.push_back(i);
    const GrowingArray<int> copy = first;
    GrowingArray<int> moved;
    moved.push_back(7);
    moved = std::move(first);
    moved.push_back(1000);
    CHECK(copy.size() == 1000);
    CHECK(copy[999] == 999);
    CHECK(moved.size() == 1001);
    CHECK(moved[1000] == 1000);
    CHECK(moved.bytes() == 1001 * sizeof(int));
}

} // namespace samatcha
