#pragma once

#include "engines/linkage/linkage.hpp"

#include <cstdint>
#include <vector>

namespace samatcha::linkage {

/// A cluster is loose if a link in it is less sure than this.
inline constexpr float loose_below = 0.9F;

/// A cluster of three records or more: one link of it may be wrong though the others hold.
struct LooseCluster {
    std::uint32_t cluster = 0;
    std::uint32_t records = 0;
    RecordLink link; ///< The weakest: of its links the least sure.
};
/// The loosest first.
std::vector<LooseCluster> loose_clusters(const Linkage&, unsigned threads);

} // namespace samatcha::linkage
