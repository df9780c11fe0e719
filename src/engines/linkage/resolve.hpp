#pragma once

#include "engines/linkage/large_pages.hpp"
#include "engines/linkage/linkage.hpp"
#include "engines/linkage/pair_scope.hpp"
#include "engines/linkage/records.hpp"

#include <cstdint>
#include <functional>
#include <vector>

namespace samatcha::linkage {

/// Two records by number and the weight between them.
struct WeightedPair { // to be made in large pieces that nobody fills before they are written to
    std::uint32_t left, right;
    float weight;
    bool by_closure;
};

class DecidedPairs;

/// log2 of the odds that two records, any two, are one person.
using WeighPair = std::function<double(std::uint32_t, std::uint32_t)>;
/// Makes one for a thread of its own.
using MakeWeighPair = std::function<WeighPair()>;

struct Resolution {
    LargeVector<WeightedPair> links;          ///< By left, then right; those that closure adds included.
    std::vector<std::uint32_t> cluster_of;    ///< By record; numbered by first appearance.
    std::uint32_t clusters = 0;
    std::uint64_t links_made = 0; ///< More than `links_max` where it stopped for that.
};

/// From links to persons. Clusters are joined by their strongest links first, and only where the pairs
/// between them agree on balance: one link that the others contradict (two brothers) joins nothing and
/// is withdrawn. Inside a cluster every pair in scope is a link, as being one person is transitive.
/// What was decided comes before all evidence. Stops, with nothing but their number, where there are more
/// links than `links_max`.
Resolution resolve(const Records&, const PairScope&, const DecidedPairs&,
                   LargeVector<WeightedPair> candidates, const MakeWeighPair&, unsigned threads,
                   std::uint64_t links_max, const std::function<bool(double)>& go_on);

/// Marks, for each pair of files, the links that survive when each record may have one partner there.
std::vector<bool> one_to_one(const Records&, const LargeVector<WeightedPair>&);

} // namespace samatcha::linkage
