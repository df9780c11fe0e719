#include "engines/consensus/grouping.hpp"

namespace samatcha::consensus {

std::vector<std::size_t> group_sizes(const Grouping& grouping) {
    std::vector<std::size_t> sizes(grouping.groups());
    for (const auto group : grouping.of_participant)
        if (group != ungrouped)
            ++sizes[static_cast<std::size_t>(group)];
    return sizes;
}

} // namespace samatcha::consensus
