#include "engines/linkage/resolve.hpp"

#include "base/parallel.hpp"
#include "engines/linkage/decided.hpp"
#include "engines/linkage/key_sort.hpp"
#include "engines/linkage/score.hpp"

#include <algorithm>
#include <bit>
#include <numeric>
#include <span>
#include <utility>

namespace samatcha::linkage {

namespace {

/// Beyond so many bits against or for one pair, more of them say nothing more about the others.
constexpr double against_max = 12;
constexpr double for_max = 6;
/// The other pairs between two clusters repeat each other: together they count as so many.
constexpr double others_count = 2;
/// Bits by which two records of one file that is linked to others are less likely one person: a file to be
/// linked holds each about once, so that two of its records must agree in nearly all to be a duplicate
/// rather than two of a kind (the paper and its longer version, twins).
constexpr double duplicate_penalty = 40;
constexpr std::size_t cross_pairs_max = 144;
/// Larger clusters are not closed: their links stay as they were met.
constexpr std::size_t closed_cluster_max = 500;
/// Records of one cluster are one person rather than not, by being in one cluster.
constexpr double closure_weight_min = 1;

/// Union-find over all records. Records of different components may be worked on by different threads.
class Clusters {
public:
    explicit Clusters(std::size_t records) : m_parent(records) {
        std::iota(m_parent.begin(), m_parent.end(), 0U);
        m_next = m_parent;
        m_size.assign(records, 1);
    }

    std::uint32_t root(std::uint32_t r) {
        while (m_parent[r] != r)
            r = m_parent[r] = m_parent[m_parent[r]];
        return r;
    }

    std::size_t size(std::uint32_t root) const { return m_size[root]; }

    void unite(std::uint32_t x, std::uint32_t y) {
        const auto a = root(x);
        const auto b = root(y);
        if (a != b)
            join(a, b);
    }

    void join(std::uint32_t a, std::uint32_t b) {
        if (m_size[a] < m_size[b] || (m_size[a] == m_size[b] && b < a))
            std::swap(a, b);
        m_parent[b] = a;
        m_size[a] += m_size[b];
        std::swap(m_next[a], m_next[b]); // splices the two rings of members
    }

    std::vector<std::uint32_t> members(std::uint32_t r) const {
        std::vector<std::uint32_t> found{r};
        for (auto i = m_next[r]; i != r; i = m_next[i])
            found.push_back(i);
        std::sort(found.begin(), found.end());
        return found;
    }

private:
    std::vector<std::uint32_t> m_parent;
    std::vector<std::uint32_t> m_next;
    std::vector<std::uint32_t> m_size;
};

/// All pairs in scope within a cluster. If a is c and c is b, then a is b: the probability of a pair is
/// at least P(a, c) + P(c, b) - 1 by any third record c, whatever a and b alone say.
void close(const Records& records, const PairScope& scope, const std::vector<std::uint32_t>& members,
           std::span<const WeightedPair> linked, const WeighPair& weigh, std::vector<WeightedPair>& links) {
    const auto n = members.size();
    std::vector<double> probability(n * n, 0);
    std::vector<bool> is_linked(n * n, false);
    const auto place = [&](std::uint32_t r) {
        return static_cast<std::size_t>(std::lower_bound(members.begin(), members.end(), r) - members.begin());
    };
    for (const auto& pair : linked) {
        const auto i = place(pair.left);
        const auto j = place(pair.right);
        probability[i * n + j] = probability[j * n + i] = probability_of(static_cast<double>(pair.weight));
        is_linked[i * n + j] = true;
    }
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t j = i + 1; j < n; ++j) {
            if (!scope.holds(records.file_of(members[i]), records.file_of(members[j])))
                continue;
            double best = probability[i * n + j];
            if (!is_linked[i * n + j])
                best = probability_of(std::max(closure_weight_min, weigh(members[i], members[j])));
            for (std::size_t c = 0; c < n; ++c)
                best = std::max(best, probability[i * n + c] + probability[c * n + j] - 1);
            links.push_back({members[i], members[j], static_cast<float>(weight_of(best)), !is_linked[i * n + j]});
        }
}

/// Larger is later: the bits of a float, so that they compare as it does, upside down.
std::uint32_t descending(float weight) {
    const auto bits = std::bit_cast<std::uint32_t>(weight);
    const auto ascending = (bits >> 31U) != 0 ? ~bits : bits | 0x80000000U;
    return ~ascending;
}

/// By left, then right.
void sort_by_record(std::vector<WeightedPair>& pairs) {
    std::vector<std::uint64_t> order(pairs.size());
    for (std::size_t i = 0; i < pairs.size(); ++i)
        order[i] = std::uint64_t{pairs[i].left} << 32U | i;
    sort_by_key(order);
    std::vector<WeightedPair> sorted(pairs.size());
    for (std::size_t i = 0; i < pairs.size(); ++i)
        sorted[i] = pairs[order[i] & 0xFFFFFFFFU];
    for (std::size_t i = 0; i < sorted.size();) {
        const auto begin = i;
        while (i < sorted.size() && sorted[i].left == sorted[begin].left)
            ++i;
        std::sort(sorted.begin() + static_cast<std::ptrdiff_t>(begin), sorted.begin() + static_cast<std::ptrdiff_t>(i),
                  [](const WeightedPair& x, const WeightedPair& y) { return x.right < y.right; });
    }
    pairs.swap(sorted);
}

/// Makes persons of the records of one component after the other.
class ComponentResolution {
public:
    ComponentResolution(const Records& records, const PairScope& scope, const DecidedPairs& decided,
                        Clusters& clusters, WeighPair weigh)
        : m_records(records), m_scope(scope), m_decided(decided), m_clusters(clusters),
          m_weigh(std::move(weigh)) {}

    void run(std::vector<WeightedPair>& candidates, std::vector<WeightedPair>& links) {
        if (candidates.size() == 1 && m_decided.is_empty()) { // most are
            m_clusters.unite(candidates[0].left, candidates[0].right);
            links.push_back(candidates[0]);
            return;
        }
        std::sort(candidates.begin(), candidates.end(), [](const WeightedPair& x, const WeightedPair& y) {
            return x.weight != y.weight ? x.weight > y.weight
                   : x.left != y.left   ? x.left < y.left
                                        : x.right < y.right;
        });
        if (!m_decided.is_empty())
            for (const auto& pair : candidates)
                if (m_decided.of(pair.left, pair.right) == Decision::Same)
                    join_unless_parted(pair, [](std::uint32_t, std::uint32_t) { return true; });
        for (const auto& pair : candidates)
            join_unless_parted(pair, [&](std::uint32_t a, std::uint32_t b) {
                return m_clusters.size(a) * m_clusters.size(b) == 1 || weight(pair, a, b) > 0;
            });
        std::erase_if(candidates, [&](const WeightedPair& pair) {
            return m_clusters.root(pair.left) != m_clusters.root(pair.right);
        });
        std::sort(candidates.begin(), candidates.end(), [&](const WeightedPair& x, const WeightedPair& y) {
            const auto a = m_clusters.root(x.left);
            const auto b = m_clusters.root(y.left);
            return a != b               ? a < b
                   : x.left != y.left ? x.left < y.left
                                        : x.right < y.right;
        });
        for (std::size_t i = 0; i < candidates.size();) {
            const auto begin = i;
            const auto root = m_clusters.root(candidates[i].left);
            while (i < candidates.size() && m_clusters.root(candidates[i].left) == root)
                ++i;
            const auto linked = std::span(candidates).subspan(begin, i - begin);
            const auto size = m_clusters.size(root);
            if (size > 2 && size <= closed_cluster_max)
                close(m_records, m_scope, m_clusters.members(root), linked, m_weigh, links);
            else
                links.insert(links.end(), linked.begin(), linked.end());
        }
    }

private:
    template <class MayJoin>
    void join_unless_parted(const WeightedPair& pair, const MayJoin& may_join) {
        const auto a = m_clusters.root(pair.left);
        const auto b = m_clusters.root(pair.right);
        if (a != b && !are_parted(a, b) && may_join(a, b))
            m_clusters.join(a, b);
    }

    /// Some record of one was decided not to be some record of the other.
    bool are_parted(std::uint32_t a, std::uint32_t b) const {
        if (m_decided.is_empty())
            return false;
        const auto others = m_clusters.members(b);
        for (const auto member : m_clusters.members(a))
            for (const auto apart : m_decided.apart_from(member))
                if (std::binary_search(others.begin(), others.end(), apart))
                    return true;
        return false;
    }

    /// The weight that two clusters are one, by their best link and by the mean of all other pairs
    /// between them.
    double weight(const WeightedPair& best, std::uint32_t a, std::uint32_t b) const {
        const auto left = m_clusters.members(a);
        const auto right = m_clusters.members(b);
        const auto all = left.size() * right.size();
        const auto step = std::max<std::size_t>(1, all / cross_pairs_max);
        double sum = 0;
        std::size_t count = 0;
        for (std::size_t i = 0; i < all; i += step) {
            const auto x = left[i % left.size()];
            const auto y = right[i / left.size()];
            if (std::min(x, y) == best.left && std::max(x, y) == best.right)
                continue;
            const bool is_duplicate = m_scope.task == Task::Link && m_records.file_of(x) == m_records.file_of(y);
            sum += is_duplicate ? std::clamp(m_weigh(x, y) - duplicate_penalty, -duplicate_penalty, for_max)
                                : std::clamp(m_weigh(x, y), -against_max, for_max);
            ++count;
        }
        return best.weight + (count == 0 ? 0 : others_count * sum / static_cast<double>(count));
    }

    const Records& m_records;
    PairScope m_scope;
    const DecidedPairs& m_decided;
    Clusters& m_clusters;
    WeighPair m_weigh;
};

/// The candidates put together by the component of the graph they make.
struct Components {
    std::vector<std::uint64_t> order; ///< Component in the upper half, candidate in the lower.
    std::vector<std::size_t> part_ends;
};

Components components_of(std::size_t records, const std::vector<WeightedPair>& candidates) {
    constexpr std::size_t candidates_of_a_part = 16384;
    Clusters graph(records);
    for (const auto& pair : candidates)
        graph.unite(pair.left, pair.right);
    Components found;
    found.order.resize(candidates.size());
    for (std::size_t i = 0; i < candidates.size(); ++i)
        found.order[i] = std::uint64_t{graph.root(candidates[i].left)} << 32U | i;
    sort_by_key(found.order);
    std::size_t begin = 0;
    for (std::size_t i = 1; i <= found.order.size(); ++i)
        if (i == found.order.size() ||
            (i - begin >= candidates_of_a_part && found.order[i] >> 32U != found.order[i - 1] >> 32U)) {
            found.part_ends.push_back(i);
            begin = i;
        }
    return found;
}

} // namespace

Resolution resolve(const Records& records, const PairScope& scope, const DecidedPairs& decided,
                   std::vector<WeightedPair> candidates, const MakeWeighPair& make_weigh, unsigned threads,
                   const std::function<bool(double)>& go_on) {
    Resolution resolution;
    const auto components = components_of(records.size(), candidates);
    Clusters clusters(records.size());
    const auto parts = components.part_ends.size();
    std::vector<std::vector<WeightedPair>> links(parts);
    const bool done = parallel_parts(
        threads, parts,
        [&](std::size_t part) {
            ComponentResolution resolve_one(records, scope, decided, clusters, make_weigh());
            std::vector<WeightedPair> own;
            auto i = part == 0 ? 0 : components.part_ends[part - 1];
            while (i < components.part_ends[part]) {
                own.clear();
                const auto component = components.order[i] >> 32U;
                for (; i < components.part_ends[part] && components.order[i] >> 32U == component; ++i)
                    own.push_back(candidates[components.order[i] & 0xFFFFFFFFU]);
                resolve_one.run(own, links[part]);
            }
        },
        [&](std::size_t begun) { return go_on(static_cast<double>(begun) / static_cast<double>(parts)); });
    if (!done)
        return resolution;
    std::size_t count = 0;
    for (const auto& part : links)
        count += part.size();
    resolution.links.reserve(count);
    for (auto& part : links) {
        resolution.links.insert(resolution.links.end(), part.begin(), part.end());
        part = {};
    }
    sort_by_record(resolution.links);
    resolution.cluster_of.assign(records.size(), ~0U);
    for (std::uint32_t r = 0; r < records.size(); ++r) {
        auto& number = resolution.cluster_of[clusters.root(r)];
        if (number == ~0U)
            number = resolution.clusters++;
        resolution.cluster_of[r] = number;
    }
    return resolution;
}

std::vector<bool> one_to_one(const Records& records, const std::vector<WeightedPair>& links) {
    std::vector<bool> kept(links.size(), false);
    const auto files = records.files();
    if (files == 1)
        return kept;
    std::vector<std::uint64_t> order(links.size());
    for (std::size_t i = 0; i < links.size(); ++i)
        order[i] = std::uint64_t{descending(links[i].weight)} << 32U | i;
    sort_by_key(order);
    std::vector<bool> taken(records.size() * files, false); // by record and file of its partner
    for (const auto entry : order) {
        const auto i = entry & 0xFFFFFFFFU;
        const auto left_file = records.file_of(links[i].left);
        const auto right_file = records.file_of(links[i].right);
        const auto left = links[i].left * files + right_file;
        const auto right = links[i].right * files + left_file;
        if (left_file == right_file || taken[left] || taken[right])
            continue;
        taken[left] = taken[right] = kept[i] = true;
    }
    return kept;
}

} // namespace samatcha::linkage
