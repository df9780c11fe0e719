#include "engines/linkage/weakest_links.hpp"

#include "base/parallel.hpp"

#include <algorithm>
#include <atomic>
#include <bit>
#include <tuple>

namespace samatcha::linkage {

namespace {

constexpr std::uint64_t nothing = ~std::uint64_t{0};

std::uint32_t cluster_of(const Linkage& linked, RecordRef record) { return linked.clusters()[record.file][record.row]; }

void lower(std::uint64_t& least, std::uint64_t value) {
    const std::atomic_ref<std::uint64_t> shared(least);
    for (auto known = shared.load(std::memory_order_relaxed);
         value < known && !shared.compare_exchange_weak(known, value, std::memory_order_relaxed);) {
    }
}

} // namespace

std::vector<LooseCluster> loose_clusters(const Linkage& linked, unsigned threads) {
    constexpr std::size_t links_of_a_part = 16384;
    const auto& links = linked.links();
    // By cluster: the bits of a probability, which compare as it does, above the place of its link.
    std::vector<std::uint64_t> least(linked.report().clusters, nothing);
    parallel_parts(threads, (links.size() + links_of_a_part - 1) / links_of_a_part, [&](std::size_t part) {
        for (auto i = part * links_of_a_part; i < std::min(links.size(), (part + 1) * links_of_a_part); ++i)
            if (links[i].probability < loose_below)
                lower(least[cluster_of(linked, links[i].left)],
                      std::uint64_t{std::bit_cast<std::uint32_t>(links[i].probability)} << 32U | i);
    });
    std::vector<std::uint32_t> records(least.size(), 0);
    for (const auto& file : linked.clusters())
        for (const auto cluster : file)
            ++records[cluster];
    std::vector<LooseCluster> loose;
    for (std::uint32_t cluster = 0; cluster < least.size(); ++cluster)
        if (least[cluster] != nothing && records[cluster] > 2)
            loose.push_back({cluster, records[cluster], links[least[cluster] & 0xFFFFFFFFU]});
    std::sort(loose.begin(), loose.end(), [](const LooseCluster& x, const LooseCluster& y) {
        return std::tie(x.link.probability, x.cluster) < std::tie(y.link.probability, y.cluster);
    });
    return loose;
}

} // namespace samatcha::linkage
