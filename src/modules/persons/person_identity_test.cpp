#include "modules/persons/person_identity.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <set>

using namespace samatcha::persons;

namespace {

struct Known {
    std::uint32_t cluster;
    std::int64_t person;
};

Identities inherit(std::size_t clusters, const std::vector<Known>& known) {
    std::int64_t next = 1000;
    std::vector<KnownRecord> records;
    for (const auto& one : known)
        records.push_back({one.cluster, one.person, {}});
    return inherit_identities(clusters, std::move(records), [&] { return next++; });
}

} // namespace

TEST_CASE("a cluster keeps the id of the person whose records it holds") {
    const auto ids = inherit(2, {{0, 7}, {0, 7}, {1, 5}});
    CHECK(ids.person_of_cluster == std::vector<std::int64_t>{7, 5});
    CHECK(ids.changes.empty());
    CHECK(ids.inherited == 2);
}

TEST_CASE("who was in no run before gets a new id") {
    CHECK(inherit(2, {{1, 5}}).person_of_cluster == std::vector<std::int64_t>{1000, 5});
}

TEST_CASE("a split is recorded, and the larger part keeps the id") {
    const auto ids = inherit(2, {{0, 7}, {1, 7}, {1, 7}});
    CHECK(ids.person_of_cluster == std::vector<std::int64_t>{1000, 7});
    CHECK(ids.changes == std::vector<PersonChange>{{7, 1000, IdentityChange::Split, 1, ChangeReason::Evidence}});
}

TEST_CASE("a merger is recorded, and of equal parts the older id stays") {
    const auto ids = inherit(1, {{0, 9}, {0, 7}});
    CHECK(ids.person_of_cluster == std::vector<std::int64_t>{7});
    CHECK(ids.changes == std::vector<PersonChange>{{9, 7, IdentityChange::Merged, 1, ChangeReason::Evidence}});
}

TEST_CASE("two persons that swap a record each keep their ids") {
    const auto ids = inherit(2, {{0, 1}, {0, 1}, {0, 2}, {1, 2}, {1, 2}, {1, 1}});
    CHECK(ids.person_of_cluster == std::vector<std::int64_t>{1, 2});
    CHECK(ids.changes.size() == 2);
}

TEST_CASE("ids are unique and do not depend on the order of the records") {
    CHECK(rc::check([](const std::vector<std::pair<std::uint8_t, std::uint8_t>>& raw) {
        std::vector<Known> known;
        for (const auto& [cluster, person] : raw)
            known.push_back({static_cast<std::uint32_t>(cluster % 16), person % 16 + 1});
        const auto ids = inherit(16, known);
        std::reverse(known.begin(), known.end());
        RC_ASSERT(inherit(16, known).person_of_cluster == ids.person_of_cluster);
        const std::set<std::int64_t> distinct(ids.person_of_cluster.begin(), ids.person_of_cluster.end());
        RC_ASSERT(distinct.size() == 16u);
    }));
}
