#include "engines/field_merge/field_merge.hpp"

#include "base/json.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <fstream>
#include <map>
#include <random>
#include <set>
#include <sstream>

using namespace samatcha;
using namespace samatcha::field_merge;

namespace {

/// A phone, or the server: a record, and the edits that it knows.
struct Device {
    std::int64_t number = 0;
    Record record{};
    std::vector<Edit> known{};
    std::int64_t counter = 0;

    Edit write(const std::string& field, const std::string& value) {
        ++counter;
        const auto edit = record.written(field, {{number, counter}, value, counter * 1000});
        record.apply(edit);
        known.push_back(edit);
        return edit;
    }

    void hear(const Edit& edit) {
        record.apply(edit);
        known.push_back(edit);
    }
};

constexpr std::array<const char*, 3> field_names{"phone", "school", "wish"};

/// Three phones that write, send and fetch as they happen to.
struct Village {
    std::array<Device, 3> phones{{{1}, {2}, {3}}};
    Device server{9};
    std::array<std::size_t, 3> sent{};
    std::vector<Edit> all{};

    void write(std::size_t phone, const std::string& field, const std::string& value) {
        all.push_back(phones[phone].write(field, value));
    }
    /// Some of what waits, and what was sent already once more: an answer was lost.
    void send(std::size_t phone, std::size_t count) {
        auto& own = phones[phone];
        std::vector<Edit> edits;
        for (const auto& edit : own.known)
            if (edit.version.stamp.device == own.number)
                edits.push_back(edit);
        const auto until = std::min(edits.size(), sent[phone] + count);
        for (std::size_t i = sent[phone] == 0 ? 0 : sent[phone] - 1; i < until; ++i)
            server.hear(edits[i]);
        sent[phone] = until;
    }
    void fetch(std::size_t phone) { phones[phone].record.merge(server.record); }

    void settle() {
        for (std::size_t phone = 0; phone < phones.size(); ++phone)
            send(phone, all.size());
        for (std::size_t phone = 0; phone < phones.size(); ++phone)
            fetch(phone);
    }
};

/// By the definition alone: versions that no edit's base covers.
std::map<std::string, std::set<Stamp>> unreplaced(const std::vector<Edit>& all) {
    std::map<std::string, std::set<Stamp>> left;
    for (const auto& one : all)
        if (std::ranges::none_of(all, [&](const Edit& other) {
                return other.field == one.field && has_seen(other.base, one.version.stamp);
            }))
            left[one.field].insert(one.version.stamp);
    return left;
}

std::map<std::string, std::set<Stamp>> versions_of(const Record& record) {
    std::map<std::string, std::set<Stamp>> found;
    for (const auto& field : record.fields())
        for (const auto& version : field.versions)
            found[field.name].insert(version.stamp);
    return found;
}

struct Step {
    std::string what; ///< write, send or fetch
    std::int64_t phone = 0;
    std::string field{};
    std::string value{};
};
BOOST_DESCRIBE_STRUCT(Step, (), (what, phone, field, value))

Village lived(const std::vector<Step>& steps) {
    Village village;
    for (const auto& step : steps) {
        const auto phone = static_cast<std::size_t>(step.phone);
        if (step.what == "write")
            village.write(phone, step.field, step.value);
        else if (step.what == "send")
            village.send(phone, 2);
        else
            village.fetch(phone);
    }
    return village;
}

rc::Gen<std::vector<Step>> any_steps() {
    return rc::gen::container<std::vector<Step>>(rc::gen::apply(
        [](int what, std::int64_t phone, int field, int value) {
            return Step{what < 3    ? "write"
                        : what == 3 ? "send"
                                    : "fetch",
                        phone, what < 3 ? field_names[static_cast<std::size_t>(field)] : "",
                        what < 3 ? "value " + std::to_string(value) : ""};
        },
        rc::gen::inRange(0, 5), rc::gen::inRange<std::int64_t>(0, 3), rc::gen::inRange(0, 3),
        rc::gen::inRange(0, 4)));
}

Record any_record() {
    return lived(*any_steps()).phones[*rc::gen::inRange<std::size_t>(0, 3)].record;
}

} // namespace

TEST_CASE("what a writer saw is replaced, and what they did not see stays beside it") {
    Device one{1};
    Device other{2};
    const auto first = one.write("phone", "081");
    other.hear(first);
    const auto second = other.write("phone", "082");
    one.hear(second);
    CHECK(one.record.field("phone")->versions == std::vector{second.version});

    const auto mine = one.write("phone", "083");
    const auto theirs = other.write("phone", "084");
    one.hear(theirs);
    other.hear(mine);
    CHECK(one.record == other.record);
    CHECK(one.record.field("phone")->versions == std::vector{mine.version, theirs.version});
    CHECK(one.record.has_conflict());

    SUBCASE("a person who saw both settles it") {
        const auto settled = one.write("phone", "083");
        other.hear(settled);
        CHECK_FALSE(other.record.has_conflict());
        CHECK(other.record.field("phone")->versions == std::vector{settled.version});
    }
    SUBCASE("a third value that came meanwhile is kept when two are settled") {
        Device third{3};
        third.hear(first);
        const auto late = third.write("phone", "085");
        one.hear(one.write("phone", "083"));
        one.hear(late);
        CHECK(one.record.field("phone")->versions.size() == 2);
        CHECK(one.record.has_conflict());
    }
}

TEST_CASE("the same value written twice is no conflict, and another field is not touched") {
    Device one{1};
    Device other{2};
    one.hear(other.write("phone", "081"));
    Device third{3};
    const auto same = third.write("phone", "081");
    one.hear(same);
    one.write("school", "บ้านดง");
    CHECK_FALSE(one.record.has_conflict());
    CHECK(one.record.field("phone")->versions.size() == 2);
    CHECK(one.record.field("school")->versions.front().value == "บ้านดง");
    CHECK(one.record.field("wish") == nullptr);
}

TEST_CASE("an edit that comes twice, or late, changes nothing") {
    Device one{1};
    const auto first = one.write("phone", "081");
    const auto second = one.write("phone", "082");
    const auto before = one.record;
    one.hear(first);
    one.hear(second);
    one.hear(first);
    CHECK(one.record == before);
}

TEST_CASE("merging is commutative, associative and idempotent") {
    CHECK(rc::check([] {
        // Three phones of one village: their stamps name the same writings.
        const auto village = lived(*any_steps());
        const auto& [a, b, c] = village.phones;
        auto ab = a.record, ba = b.record;
        ab.merge(b.record);
        ba.merge(a.record);
        RC_ASSERT(ab == ba);
        auto left = ab, bc = b.record;
        left.merge(c.record);
        bc.merge(c.record);
        auto right = a.record;
        right.merge(bc);
        RC_ASSERT(left == right);
        auto twice = left;
        twice.merge(left);
        twice.merge(a.record);
        RC_ASSERT(twice == left);
    }));
}

TEST_CASE("any interleaving of three phones converges on phones and server, and no value is lost") {
    CHECK(rc::check([] {
        auto village = lived(*any_steps());
        village.settle();
        for (const auto& phone : village.phones)
            RC_ASSERT(phone.record == village.server.record);
        RC_ASSERT(versions_of(village.server.record) == unreplaced(village.all));
        // The order in which edits arrive is nothing.
        auto shuffled = village.all;
        std::shuffle(shuffled.begin(), shuffled.end(),
                     std::mt19937(static_cast<unsigned>(shuffled.size())));
        Record record;
        for (const auto& edit : shuffled)
            record.apply(edit);
        RC_ASSERT(record == village.server.record);
    }));
}

TEST_CASE("a record read from outside is in order whatever order it came in") {
    CHECK(rc::check([] {
        const auto record = any_record();
        auto fields = record.fields();
        std::ranges::reverse(fields);
        for (auto& field : fields) {
            std::ranges::reverse(field.versions);
            std::ranges::reverse(field.seen);
        }
        RC_ASSERT(Record(fields) == record);
    }));
}

namespace {

struct Case {
    std::vector<Step> steps;
    std::vector<MergedField> first_phone; ///< Before all have met.
    std::vector<MergedField> server;      ///< When all have met.
};
BOOST_DESCRIBE_STRUCT(Case, (), (steps, first_phone, server))

constexpr auto cases_file = "src/engines/field_merge/cases.json";

std::vector<Case> made_cases() {
    std::mt19937 random(1370);
    const auto below = [&random](unsigned limit) { return static_cast<int>(random() % limit); };
    std::vector<Case> cases;
    for (int i = 0; i < 40; ++i) {
        std::vector<Step> steps;
        for (int k = 0; k < 4 + i / 2; ++k) {
            const auto what = below(5);
            steps.push_back({what < 3    ? "write"
                             : what == 3 ? "send"
                                         : "fetch",
                             below(3),
                             what < 3 ? field_names[static_cast<std::size_t>(below(3))] : "",
                             what < 3 ? "ค่า " + std::to_string(below(4)) : ""});
        }
        auto village = lived(steps);
        Case made{steps, village.phones[0].record.fields(), {}};
        village.settle();
        made.server = village.server.record.fields();
        cases.push_back(std::move(made));
    }
    return cases;
}

} // namespace

TEST_CASE("the cases that the screens are held to are what this engine answers") {
    std::string text;
    for (const auto& made : made_cases()) // One a line, so that a difference can be read.
        text += (text.empty() ? "[\n" : ",\n") + json::to_text(made);
    text += "\n]\n";
    if (std::getenv("SAMATCHA_WRITE_CASES"))
        std::ofstream(cases_file) << text;
    std::stringstream kept;
    kept << std::ifstream(cases_file).rdbuf();
    CHECK(kept.str() == text);
}
