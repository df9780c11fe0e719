#pragma once

#include "engines/consensus/opinion_groups.hpp"

#include <cstdint>
#include <vector>

namespace samatcha::consensus {

/// How the groups would have been had other people of the same kind taken part: participants drawn anew,
/// with replacement, and grouped each time by the same rule.
struct Stability {
    std::size_t resamples = 0;
    std::vector<double> count_probability; ///< [0] of one group, [1] of two ...
    std::vector<double> group_overlap;     ///< Of each group with its likest in a resample: shared by joined, 0 to 1, on average.
    std::vector<double> group_overlap_low; ///< One resample in ten is lower.
};

/// The same at any number of threads.
Stability stability(const OpinionGroups&, std::uint64_t seed, unsigned threads);

} // namespace samatcha::consensus
