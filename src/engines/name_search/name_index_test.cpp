#include "engines/name_search/name_index.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace samatcha::name_search {

namespace {

/// Persons by their place in the list.
NameIndex index_of(const std::vector<std::string>& names) {
    NameIndex index;
    for (std::uint32_t i = 0; i < names.size(); ++i)
        index.add_name(i, names[i]);
    index.settle(static_cast<std::uint32_t>(names.size()));
    return index;
}

std::vector<std::uint32_t> found(const NameIndex& index, std::string_view typed) {
    std::vector<std::uint32_t> entries;
    for (const auto& hit : index.find(understood(typed), 5, [](std::uint32_t) { return true; }))
        entries.push_back(hit.entry);
    return entries;
}

using Entries = std::vector<std::uint32_t>;

const std::vector<std::string> names{"สมชาย ใจดี", "สมหญิง ใจดี", "ณัฐวุฒิ ศรีสุวรรณ์", "พรทิพย์ แสนสุข"};

} // namespace

TEST_CASE("a name with an error that clerks make is found first") {
    const auto index = index_of(names);
    struct Row {
        std::string_view typed;
        std::uint32_t meant;
    };
    for (const auto& row : std::vector<Row>{{"สมชาย ใจดี", 0},
                                            {"สมชย ใจดี", 0},       // a letter left out
                                            {"สมชาาย ใจดี ", 0},    // one doubled
                                            {"ด.ช.สมชาย ไจดี", 0},   // a title, and a letter of the same sound
                                            {"ณัฐวุฒ ศรีสุวรรณ", 2}, // karan and a vowel left out
                                            {"นัทวุฒิ", 2},          // as it sounds
                                            {"พรทิพ แสนสุข", 3},
                                            {"แสนสุข พรทิพย์", 3}, // the other way round
                                            {"Phonthip", 3},       // in Latin letters
                                            {"พรท", 3}})           // not yet whole
    {
        CAPTURE(row.typed);
        const auto entries = found(index, row.typed);
        REQUIRE(!entries.empty());
        CHECK(entries.front() == row.meant);
    }
}

TEST_CASE("a rare word says more than a common one") {
    auto many = names;
    for (int i = 0; i < 50; ++i)
        many.push_back("สมชาย นามสกุล" + std::string(1, static_cast<char>('a' + i % 26)));
    CHECK(found(index_of(many), "สมชาย แสนสุข").front() == 3);
}

TEST_CASE("a word that many others are like is found among all of them") {
    std::vector<std::string> alike;
    for (const auto* vowel : {"า", "ิ", "ี", "ุ", "ู", "โ", "แ", "เ"})
        for (const auto* end : {"น", "ม", "ง", "ก", "ด", "บ"})
            alike.push_back("สมชาย" + std::string(vowel) + end);
    const auto entries = found(index_of(alike), "สมชายาน");
    REQUIRE(entries.size() == 5);
    CHECK(entries.front() == 0);
}

TEST_CASE("the last word counts from its beginning only while it is being typed") {
    const auto index = index_of(names);
    CHECK(found(index, "ณัฐ") == Entries{2});
    CHECK(found(index, "ณัฐ ").empty());
}

TEST_CASE("numbers are found whole, by their beginning, and with one digit wrong") {
    auto index = index_of(names);
    index.add_number(1, "1635201982622");
    index.add_number(2, "0812345678");
    for (const auto* typed : {"1635201982622", "1-6352-01982-62-2", "๑๖๓๕๒๐๑๙๘๒๖๒๒", "163520", "1635201982623", "1635201928622"}) {
        CAPTURE(typed);
        CHECK(found(index, typed) == Entries{1});
    }
    CHECK(found(index, "081 234 5678") == Entries{2});
    CHECK(found(index, "163").empty());
}

TEST_CASE("a place narrows what a name finds") {
    auto index = index_of({"สมชาย ใจดี", "สมชาย ใจดี"});
    index.add_place(0, "บ้านโนนสะอาด");
    index.add_place(1, "บ้านหนองแวง");
    for (const auto* typed : {"สมชาย หนองแวง", "สมชาย บ้านหนองแวง", "สมชาย บ้าน หนองแวง", "หนองแวง ใจดี"}) {
        CAPTURE(typed);
        CHECK(found(index, typed).front() == 1);
    }
}

TEST_CASE("a nickname in brackets is a name") {
    CHECK(found(index_of({"สมหญิง", "สมชาย (น้องต้นกล้า)"}), "ต้นกล้า").empty());
    CHECK(found(index_of({"สมหญิง", "สมชาย (ต้นกล้า)"}), "ต้นกล้า") == Entries{1});
}

TEST_CASE("what may not be shown is not among the first either") {
    const auto index = index_of({"สมชาย ใจดี", "สมชาย ใจดี", "สมชาย ใจดี"});
    const auto hits = index.find(understood("สมชาย"), 1, [](std::uint32_t entry) { return entry == 2; });
    REQUIRE(hits.size() == 1);
    CHECK(hits.front().entry == 2);
}

TEST_CASE("who comes later is found, who is removed is not") {
    auto index = index_of(names);
    index.add_name(4, "มานะ อดทน");
    CHECK(found(index, "มานะ") == Entries{4});
    index.add_name(5, "สมชาย อดทน");
    CHECK(found(index, "สมชาย อดทน").front() == 5);
    index.remove(4);
    CHECK(found(index, "มานะ").empty());
}

TEST_CASE("a question of titles, announcing words and short digits asks nothing") {
    for (const auto* typed : {"", "  ", "ด.ช.", "หมู่ 5", "12", "---"}) {
        CAPTURE(typed);
        CHECK(understood(typed).empty());
    }
}

} // namespace samatcha::name_search
