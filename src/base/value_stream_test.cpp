#include "base/value_stream.hpp"

#include "base/growing_array.hpp"
#include "base/text_list.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <string>
#include <unordered_map>

using namespace samatcha;

namespace {

struct Household {
    std::string name;
    std::vector<std::string> members;
    std::optional<std::pair<int, std::string>> head;
    static auto parts(auto& own) { return std::tie(own.name, own.members, own.head); }
    bool operator==(const Household&) const = default;
};

std::string written(const auto&... values) {
    std::string bytes;
    ValueWriter writer([&](std::span<const char> piece) { bytes.append(piece.data(), piece.size()); });
    writer.write(values...);
    return bytes;
}

ValueReader reader_of(std::string_view& bytes) {
    return ValueReader([&bytes](std::span<char> piece) {
        if (piece.size() > bytes.size())
            return false;
        std::copy_n(bytes.data(), piece.size(), piece.data());
        bytes.remove_prefix(piece.size());
        return true;
    });
}

} // namespace

TEST_CASE("values come back as they were written, whatever they are made of") {
    const std::vector<Household> households = {{"สมัชชา", {"a", "", "ข"}, std::pair(7, std::string("head"))}, {"", {}, {}}};
    const std::map<std::string, std::vector<double>> shares = {{"x", {0.1, 0.2}}, {"y", {}}};
    const std::unordered_map<std::uint64_t, std::pair<int, int>> places = {{1, {2, 3}}, {4, {5, 6}}};
    const std::vector<bool> flags = {true, false, true};
    GrowingArray<std::uint32_t> numbers;
    TextList texts;
    for (std::uint32_t i = 0; i < 5000; ++i) {
        numbers.push_back(i * i);
        texts.append(std::to_string(i));
    }
    const auto bytes = written(households, shares, places, flags, numbers, texts, std::u16string(u"ก"));

    std::string_view left = bytes;
    auto reader = reader_of(left);
    std::vector<Household> households_read;
    std::map<std::string, std::vector<double>> shares_read;
    std::unordered_map<std::uint64_t, std::pair<int, int>> places_read;
    std::vector<bool> flags_read;
    GrowingArray<std::uint32_t> numbers_read;
    TextList texts_read;
    std::u16string letters;
    reader.read(households_read, shares_read, places_read, flags_read, numbers_read, texts_read, letters);
    CHECK(reader.is_good());
    CHECK(left.empty());
    CHECK(households_read == households);
    CHECK(shares_read == shares);
    CHECK(places_read == places);
    CHECK(flags_read == flags);
    CHECK(std::equal(numbers.begin(), numbers.end(), numbers_read.begin(), numbers_read.end()));
    REQUIRE(texts_read.size() == texts.size());
    CHECK(texts_read[4999] == "4999");
    CHECK(letters == u"ก");
}

TEST_CASE("what comes after the end of what was written is empty, and the reader says so") {
    const auto bytes = written(std::vector<std::string>{"one", "two"}, std::string("three"));
    for (std::size_t size = 0; size < bytes.size(); ++size) {
        std::string_view left = std::string_view(bytes).substr(0, size);
        auto reader = reader_of(left);
        std::vector<std::string> words;
        std::string word;
        std::vector<int> never;
        reader.read(words, word, never);
        CHECK(!reader.is_good());
        CHECK(never.empty());
    }
}
