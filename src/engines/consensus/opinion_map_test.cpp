#include "engines/consensus/opinion_map.hpp"
#include "engines/consensus/consensus_test_support.hpp"
#include "engines/consensus/leading_axes.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

using namespace samatcha::consensus;

namespace {

/// Length of matrix * direction - strength * direction.
double rest_of(const SymmetricMatrix& matrix, const Axis& axis) {
    double sum = 0;
    for (std::size_t i = 0; i < matrix.size(); ++i) {
        double row = -axis.strength * axis.direction[i];
        for (std::size_t j = 0; j < matrix.size(); ++j)
            row += matrix.at(i, j) * axis.direction[j];
        sum += row * row;
    }
    return std::sqrt(sum);
}

/// A matrix with these eigenvalues, turned by a reflection.
SymmetricMatrix turned(const std::vector<double>& strengths) {
    const auto size = strengths.size();
    std::vector<double> mirror(size);
    double length = 0;
    for (std::size_t i = 0; i < size; ++i) {
        mirror[i] = std::sin(static_cast<double>(i * i + 1));
        length += mirror[i] * mirror[i];
    }
    SymmetricMatrix matrix(size);
    const auto turn = [&](std::size_t i, std::size_t k) { return (i == k) - 2 * mirror[i] * mirror[k] / length; };
    for (std::size_t i = 0; i < size; ++i)
        for (std::size_t j = 0; j <= i; ++j) {
            double sum = 0;
            for (std::size_t k = 0; k < size; ++k)
                sum += turn(i, k) * strengths[k] * turn(j, k);
            matrix.set(i, j, sum);
        }
    return matrix;
}

} // namespace

TEST_CASE("the leading axes are found, equal ones too, in small and large matrices") {
    for (const std::size_t size : {1U, 2U, 5U, 80U, 200U}) {
        CAPTURE(size);
        std::vector<double> strengths(size);
        for (std::size_t i = 0; i < size; ++i)
            strengths[i] = 100 / static_cast<double>(1 + i * i % 97);
        strengths[0] = 300;
        if (size == 80)
            strengths[1] = strengths[2] = 300;
        const auto matrix = turned(strengths);
        auto sorted = strengths;
        std::sort(sorted.rbegin(), sorted.rend());
        const auto axes = leading_axes(matrix, 4);
        REQUIRE(axes.size() == std::min<std::size_t>(4, size));
        for (std::size_t k = 0; k < axes.size(); ++k)
            CHECK(axes[k].strength == doctest::Approx(sorted[k]).epsilon(1e-11));
        for (std::size_t k = 0; k < std::min<std::size_t>(2, axes.size()); ++k)
            CHECK(rest_of(matrix, axes[k]) < 1e-10);
    }
    CHECK(leading_axes(SymmetricMatrix(0), 4).empty());
    CHECK(leading_axes(SymmetricMatrix(120), 4)[0].strength == 0);
}

TEST_CASE("the map's center is the mean vote with Polis' sign, and the first axis is what divides") {
    const auto conversation = conversation_of(votes_drawn({"++-.", "+--.", "+-+o", "++-o"}));
    const auto map = opinion_map(conversation);
    CHECK(map.center == std::vector<double>{-1, 0, 0.5, 0});
    CHECK(map.loading[0].x == doctest::Approx(0)); // all agree: nothing to divide
    CHECK(std::abs(map.loading[1].x) > 0.5);
    CHECK(map.loading[1].x + map.loading[2].x + map.loading[3].x > 0); // a sign that does not change
    CHECK(map.explained[0] > map.explained[1]);
    CHECK(map.explained[0] + map.explained[1] <= doctest::Approx(1));
}

TEST_CASE("a participant's place is drawn outward the fewer votes there are") {
    const auto conversation = conversation_of(votes_drawn({"+-+-", "-+-+", "+-..", "-+.."}));
    const auto map = opinion_map(conversation);
    const auto places = positions(conversation, map, 1);
    CHECK(places[0].x == doctest::Approx(-places[1].x));
    // Two of four votes: half the sum, times the root of two.
    CHECK(places[2].x / places[0].x == doctest::Approx(std::sqrt(2) * (map.loading[0].x - map.loading[1].x) /
                                                       (2 * (map.loading[0].x - map.loading[1].x + map.loading[2].x - map.loading[3].x) / 2)));
    CHECK(position_of(conversation, map, 2) == places[2]);
}

TEST_CASE("a statement that was moderated out shapes nothing but counts as seen by everybody") {
    auto conversation = conversation_of(votes_drawn({"+-+", "-++", "+--"}));
    conversation.moderate(2, {Decision::Rejected, false});
    const auto map = opinion_map(conversation);
    CHECK(map.center[2] == 0);
    CHECK(map.loading[2] == Point{});
    const auto without = conversation_of(votes_drawn({"+-", "-+", "+-"}));
    CHECK(positions(conversation, map, 1)[0].x == doctest::Approx(positions(without, opinion_map(without), 1)[0].x));
}

TEST_CASE("one participant alone, or one statement alone, still has a map") {
    const auto alone = conversation_of(votes_drawn({"+-o"}));
    const auto map = opinion_map(alone);
    CHECK(map.center == std::vector<double>{0, 0, 0});
    CHECK(map.loading[0].x == doctest::Approx(-1 / std::sqrt(2)));
    const auto single = conversation_of(votes_drawn({"+", "-", "+"}));
    const auto places = positions(single, opinion_map(single), 1);
    CHECK(places[0].x * places[1].x < 0);
    CHECK(places[0].y == 0);
    const auto agreed = conversation_of(votes_drawn({"++", "++"}));
    CHECK(positions(agreed, opinion_map(agreed), 1)[0] == Point{});
}
