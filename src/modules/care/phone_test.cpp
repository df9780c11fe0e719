#include "modules/care/phone.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace samatcha;
using namespace samatcha::care;
using field_merge::Record;

namespace {

constexpr Instant now{1'800'000'000'000};

CaseChild daughter() {
    CaseChild child;
    child.given_name = "มะลิ";
    child.citizen_id = "1400000000001";
    child.phone = "081";
    return child;
}

} // namespace

TEST_CASE("a phone is told what a visit needs: no identity number and no birth date") {
    Record record;
    CHECK(tell_corrections(record, daughter(), now));
    for (const auto& field : record.fields())
        for (const auto& version : field.versions)
            CHECK(version.value.find("1400000000001") == std::string::npos);
    CHECK(record.fields().size() == 2); // What is empty and nobody wrote is not told.
    CHECK(std::ranges::find(phone_fields(), "citizen_id") == phone_fields().end());
    CHECK(std::ranges::find(phone_fields(), "birth_date") == phone_fields().end());
}

TEST_CASE("what was corrected on the server is a writing of its own, told once") {
    Record record;
    auto child = daughter();
    tell_corrections(record, child, now);
    CHECK_FALSE(tell_corrections(record, child, now));
    child.phone = "082";
    CHECK(tell_corrections(record, child, now));
    REQUIRE(record.field("phone")->versions.size() == 1);
    CHECK(record.field("phone")->versions.front().value == "082");
}

TEST_CASE("a correction on the server beside one on a phone leaves both, and lists show the one "
          "they showed") {
    Record record;
    auto child = daughter();
    tell_corrections(record, child, now);
    const auto on_phone = record.written("phone", {{7, 1}, "083", now.unix_ms});
    child.phone = "082";
    tell_corrections(record, child, now);
    record.apply(on_phone);
    CHECK(record.field("phone")->has_conflict());
    take_values(child, record);
    CHECK(child.phone == "082");
    // Settled by somebody who saw both.
    record.apply(record.written("phone", {{7, 2}, "083", now.unix_ms}));
    take_values(child, record);
    CHECK(child.phone == "083");
    CHECK(child.given_name == "มะลิ");
}

TEST_CASE("a phone cannot claim to have seen what it was never told") {
    Record record;
    record.apply({"phone", {{7, 3}, "081", 0}, {}});
    record.apply({"phone", {{8, 2}, "082", 0}, {}});
    using field_merge::Seen;
    CHECK(plausible_base({{8, 99}}, record, "phone", {7, 4}) == Seen{{8, 2}});
    CHECK(plausible_base({{7, 99}, {8, 1}}, record, "phone", {7, 4}) == Seen{{7, 3}, {8, 1}});
    CHECK(plausible_base({{9, 1}}, record, "phone", {7, 4}).empty());
    CHECK(plausible_base({{8, 1}}, record, "school", {7, 4}).empty());
}
