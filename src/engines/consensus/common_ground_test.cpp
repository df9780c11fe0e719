#include "engines/consensus/common_ground.hpp"
#include "engines/consensus/consensus_test_support.hpp"

#include <doctest/doctest.h>

#include <cmath>

using namespace samatcha::consensus;

namespace {

/// [group][statement]
CountTable counted(std::vector<std::vector<VoteCounts>> groups) {
    CountTable table{std::move(groups), {}};
    table.of_all.resize(table.of_group[0].size());
    for (const auto& group : table.of_group)
        for (std::size_t j = 0; j < group.size(); ++j)
            table.of_all[j] += group[j];
    return table;
}

std::vector<Moderation> undecided(std::size_t statements) { return std::vector<Moderation>(statements); }

} // namespace

TEST_CASE("common ground needs every group, surely more than half of it") {
    const auto ground = common_ground(counted({{{40, 2, 45}, {40, 2, 45}, {40, 2, 45}, {2, 40, 45}},
                                               {{18, 1, 20}, {10, 8, 20}, {5, 0, 6}, {1, 19, 20}}}),
                                      undecided(4));
    CHECK(ground[0].agree.is_claimed);
    CHECK(ground[0].agree.worst_low > 0.5);
    CHECK(!ground[1].agree.is_claimed); // the second group is divided
    CHECK(ground[1].agree.worst_group == 1);
    CHECK(!ground[2].agree.is_claimed); // and here heard too little
    CHECK(ground[2].agree.groups_heard == 1);
    CHECK(ground[3].disagree.is_claimed);
    CHECK(!ground[3].agree.is_claimed);
}

TEST_CASE("the product is Polis', its root is comparable, and the interval holds it") {
    const auto ground = common_ground(counted({{{8, 1, 10}}, {{3, 4, 8}}}), undecided(1))[0].agree;
    CHECK(ground.product == doctest::Approx(9.0 / 12 * 4 / 10));
    CHECK(ground.root == doctest::Approx(std::sqrt(ground.product)));
    CHECK(ground.product_low < ground.product);
    CHECK(ground.product < ground.product_high);
    // Of a uniform prior and nothing seen, a share lies above 0.1 nine times in ten.
    CHECK(common_ground(counted({{{0, 0, 0}}}), undecided(1))[0].agree.worst_low == doctest::Approx(0.1));
}

TEST_CASE("the more statements are looked at, the surer a claim must be") {
    // 12 of 16: worst share .72, chance .025
    CHECK(common_ground(counted({{{12, 4, 16}}}), undecided(1))[0].agree.is_claimed);
    std::vector<VoteCounts> group(60, {8, 8, 16});
    group[0] = {12, 4, 16};
    CHECK(!common_ground(counted({group}), undecided(60))[0].agree.is_claimed);
}

TEST_CASE("nothing is claimed of a statement that was moderated out") {
    auto moderation = undecided(1);
    moderation[0].decision = Decision::Rejected;
    CHECK(!common_ground(counted({{{40, 0, 40}}}), moderation)[0].agree.is_claimed);
    CHECK(divisions(counted({{{40, 0, 40}}, {{0, 40, 40}}}), moderation, 5).empty());
}

TEST_CASE("of discoveries a share at most is expected to be chance") {
    CHECK(discoveries({0.01, 0.9, 0.04, 0.06}, 0.1) == std::vector<bool>{true, false, true, true});
    CHECK(discoveries({0.2, 0.3}, 0.1) == std::vector<bool>{false, false});
    CHECK(discoveries({}, 0.1).empty());
}

TEST_CASE("what divides is told widest gap first, and chance gaps are not") {
    const auto divided = divisions(counted({{{30, 5, 40}, {38, 1, 40}, {20, 20, 40}, {3, 0, 3}},
                                            {{10, 25, 40}, {2, 36, 40}, {18, 20, 40}, {0, 3, 3}}}),
                                   undecided(4), 5);
    REQUIRE(divided.size() == 2);
    CHECK(divided[0].statement == 1);
    CHECK(divided[0].agreeing_group == 0);
    CHECK(divided[0].other_group == 1);
    CHECK(divided[1].statement == 0);
    CHECK(divided[0].gap == doctest::Approx(39.0 / 42 - 3.0 / 42));
}
