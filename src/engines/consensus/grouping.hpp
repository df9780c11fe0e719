#pragma once

#include "engines/consensus/votes.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace samatcha::consensus {

constexpr std::int32_t ungrouped = -1;

/// Who is in which opinion group.
struct Grouping {
    std::vector<std::string> names;           ///< Of the groups, in the order they are told.
    std::vector<std::int32_t> of_participant; ///< Number into `names`, or `ungrouped`.

    std::size_t groups() const { return names.size(); }
};

std::vector<std::size_t> group_sizes(const Grouping&);

} // namespace samatcha::consensus
