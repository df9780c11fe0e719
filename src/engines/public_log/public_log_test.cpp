#include "engines/public_log/public_log.hpp"

#include <doctest/doctest.h>

#include <sstream>

using namespace samatcha;
using namespace samatcha::public_log;

namespace {

std::vector<Entry> three_entries() {
    std::vector<Entry> entries;
    std::string before(first_before());
    for (const char* kind : {"checked_in", "position_taken", "adopted"}) {
        Entry entry{std::int64_t(entries.size() + 1), 1'700'000'000'000, kind,
                    R"({"agency":17,"stance":"supports","words":"ขอให้"})"};
        entry.personal = {{"delegate", "5a17", "ผู้แทนที่หนึ่ง"}};
        entries.push_back(chained(std::move(entry), before));
        before = entries.back().hash;
    }
    return entries;
}

std::string file_of(const std::vector<Entry>& entries) {
    std::string text;
    for (const auto& entry : entries)
        text += line_of(entry) + "\n";
    return text;
}

Result<Verified> verified(const std::string& text) {
    std::istringstream file(text);
    return verify(file);
}

} // namespace

TEST_CASE("a log as it was written is whole, and its head is its last entry") {
    const auto entries = three_entries();
    const auto result = verified(file_of(entries));
    REQUIRE(result);
    CHECK(result->entries == 3);
    CHECK(result->head == entries.back().hash);
    CHECK(verified("")->entries == 0);
}

TEST_CASE("any changed byte is found, wherever it stands") {
    const auto text = file_of(three_entries());
    for (std::size_t at = 0; at < text.size(); ++at)
        for (const char other : {char(text[at] ^ 1), ' '}) {
            if (other == text[at])
                continue;
            auto changed = text;
            changed[at] = other;
            CAPTURE(at);
            CHECK_FALSE(verified(changed));
        }
}

TEST_CASE("a byte more or less is found too") {
    const auto text = file_of(three_entries());
    for (std::size_t at = 0; at < text.size(); ++at) {
        CAPTURE(at);
        CHECK_FALSE(verified(text.substr(0, at) + text.substr(at + 1)));
        CHECK_FALSE(verified(text.substr(0, at) + " " + text.substr(at)));
    }
    CHECK_FALSE(verified(text + "\n"));
}

TEST_CASE("an entry that is taken out, doubled or moved is found") {
    const auto e = three_entries();
    CHECK_FALSE(verified(file_of({e[0], e[2]})));
    CHECK_FALSE(verified(file_of({e[0], e[1], e[1], e[2]})));
    CHECK_FALSE(verified(file_of({e[1], e[0], e[2]})));
    CHECK(verified(file_of({e[0], e[2]})).error().key == "public_log.chain_broken");
}

TEST_CASE("a log that was cut short has another head") {
    const auto e = three_entries();
    CHECK(verified(file_of({e[0], e[1]}))->head != e[2].hash);
}

TEST_CASE("a name is taken out without breaking the chain, and cannot be put back otherwise") {
    auto entries = three_entries();
    entries[1] = redacted(entries[1], entries[1].personal[0].name);
    const auto result = verified(file_of(entries));
    REQUIRE(result);
    CHECK(result->redacted == 1);
    CHECK(file_of(entries).find("ผู้แทนที่หนึ่ง") < file_of(entries).rfind("ผู้แทนที่หนึ่ง"));
    entries[1].personal[0].salt = "5a17";
    entries[1].personal[0].value = "อีกคน";
    CHECK_FALSE(verified(file_of(entries)));
}
