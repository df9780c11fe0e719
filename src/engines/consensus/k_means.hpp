#pragma once

#include "engines/consensus/plane.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace samatcha::consensus {

/// Points divided into groups around centers.
struct Partition {
    std::vector<Point> centers;
    std::vector<std::uint8_t> group_of; ///< Of each point.
    double cost = 0;                    ///< Weighted sum of squared distances from the own center.
};

/// The best of several starts, each from centers far apart and the rest drawn from the seed; the same
/// every time. Never an empty group while there are as many distinct points.
Partition many_start_k_means(std::span<const WeightedPoint>, std::size_t count, std::size_t starts, std::uint64_t seed);

/// Moves the centers until nothing changes or `rounds` are over.
Partition settled(std::span<const WeightedPoint>, std::vector<Point> centers, int rounds);

/// Of each partition, how much nearer a point is to its own group than to the next, from -1 to 1: the mean over
/// people. Who is alone in a group counts 0.
std::vector<double> silhouettes(std::span<const WeightedPoint>, std::span<const Partition>);

} // namespace samatcha::consensus
