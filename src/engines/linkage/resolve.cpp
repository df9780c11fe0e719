#include "engines/linkage/resolve.hpp"

#include "base/parallel.hpp"
#include "engines/linkage/decided.hpp"
#include "engines/linkage/key_sort.hpp"
#include "engines/linkage/score.hpp"

#include <algorithm>
#include <array>
#include <atomic>
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
/// rather than two of a kind (the paper and its longer version, twins). Not of a file that holds copies.
constexpr double duplicate_penalty = 40;
constexpr std::size_t cross_pairs_max = 144;
/// Larger clusters are not closed: their links stay as they were met.
constexpr std::size_t closed_cluster_max = 500;
/// Records of one cluster are one person rather than not, by being in one cluster.
constexpr double closure_weight_min = 1;

/// Union-find over the records of one component, by their places in it.
class Clusters {
public:
    /// So many clusters of one record each.
    void begin(std::size_t records) {
        m_parent.resize(records);
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

    void join(std::uint32_t a, std::uint32_t b) {
        if (m_size[a] < m_size[b] || (m_size[a] == m_size[b] && b < a))
            std::swap(a, b);
        m_parent[b] = a;
        m_size[a] += m_size[b];
        std::swap(m_next[a], m_next[b]); // splices the two rings of members
    }

    void list_members(std::uint32_t r, std::vector<std::uint32_t>& found) const {
        found.assign(1, r);
        for (auto i = m_next[r]; i != r; i = m_next[i])
            found.push_back(i);
        std::sort(found.begin(), found.end());
    }

private:
    std::vector<std::uint32_t> m_parent;
    std::vector<std::uint32_t> m_next;
    std::vector<std::uint32_t> m_size;
};

/// Larger is later: the bits of a float, so that they compare as it does, upside down.
std::uint32_t descending(float weight) {
    const auto bits = std::bit_cast<std::uint32_t>(weight);
    const auto ascending = (bits >> 31U) != 0 ? ~bits : bits | 0x80000000U;
    return ~ascending;
}

constexpr std::uint32_t shares_max = 256;

/// Where the shares end, one after the other, `counts` telling what each part has of each; these become the places where a
/// part puts it.
std::array<std::size_t, shares_max + 1> share_ends(std::span<std::array<std::size_t, shares_max>> counts) {
    std::array<std::size_t, shares_max + 1> ends{};
    std::size_t place = 0;
    for (std::size_t share = 0; share < shares_max; ++share) {
        for (auto& of_part : counts)
            place += std::exchange(of_part[share], place);
        ends[share + 1] = place;
    }
    return ends;
}

/// What the parts hold, by left, then right: shared out by the first bits of the left record, and each share sorted.
LargeVector<WeightedPair> sorted_by_record(std::vector<LargeVector<WeightedPair>> parts, std::uint32_t records,
                                           unsigned threads) {
    const auto records_of_a_share = records / shares_max + 1;
    std::vector<std::array<std::size_t, shares_max>> places(parts.size());
    parallel_parts(threads, parts.size(), [&](std::size_t part) {
        places[part] = {};
        for (const auto& pair : parts[part])
            ++places[part][pair.left / records_of_a_share];
    });
    const auto ends = share_ends(places);
    LargeVector<WeightedPair> sorted(ends.back());
    parallel_parts(threads, parts.size(), [&](std::size_t part) {
        for (const auto& pair : parts[part])
            sorted[places[part][pair.left / records_of_a_share]++] = pair;
        parts[part] = {};
    });
    parallel_parts(threads, shares_max, [&](std::size_t share) {
        const auto own = std::span(sorted).subspan(ends[share], ends[share + 1] - ends[share]);
        const auto first = static_cast<std::uint32_t>(share) * records_of_a_share;
        std::vector<std::uint32_t> starts(records_of_a_share + 1, 0); // by left record
        for (const auto& pair : own)
            ++starts[pair.left - first + 1];
        std::partial_sum(starts.begin(), starts.end(), starts.begin());
        const LargeVector<WeightedPair> before(own.begin(), own.end());
        for (const auto& pair : before)
            own[starts[pair.left - first]++] = pair;
        for (std::size_t i = 0; i < own.size();) {
            const auto begin = i;
            while (i < own.size() && own[i].left == own[begin].left)
                ++i;
            std::sort(own.begin() + static_cast<std::ptrdiff_t>(begin), own.begin() + static_cast<std::ptrdiff_t>(i),
                      [](const WeightedPair& x, const WeightedPair& y) { return x.right < y.right; });
        }
    });
    return sorted;
}

/// Makes persons of the records of one component after the other.
class ComponentResolution {
public:
    /// `first_of` says of each record which is the first of its cluster; at the beginning it is its own.
    ComponentResolution(const Records& records, const PairScope& scope, const DecidedPairs& decided,
                        LargeVector<std::uint32_t>& first_of, WeighPair weigh)
        : m_records(records), m_scope(scope), m_decided(decided), m_first_of(first_of), m_weigh(std::move(weigh)) {}

    void run(LargeVector<WeightedPair>& candidates, LargeVector<WeightedPair>& links) {
        if (candidates.size() == 1 && m_decided.is_empty()) { // most are
            m_first_of[candidates[0].right] = candidates[0].left;
            links.push_back(candidates[0]);
            return;
        }
        number_places(candidates);
        std::sort(candidates.begin(), candidates.end(), [](const WeightedPair& x, const WeightedPair& y) {
            return x.weight != y.weight ? x.weight > y.weight
                   : x.left != y.left   ? x.left < y.left
                                        : x.right < y.right;
        });
        if (!m_decided.is_empty())
            for (const auto& pair : candidates)
                if (m_decided.of(m_members[pair.left], m_members[pair.right]) == Decision::Same)
                    join_unless_parted(pair, [](std::uint32_t, std::uint32_t) { return true; });
        for (const auto& pair : candidates)
            join_unless_parted(pair, [&](std::uint32_t a, std::uint32_t b) {
                return m_clusters.size(a) * m_clusters.size(b) == 1 || weight(pair, a, b) > 0;
            });
        add_links(candidates, links);
        m_first_here.assign(m_members.size(), ~0U);
        for (std::uint32_t i = 0; i < m_members.size(); ++i) {
            auto& first = m_first_here[m_clusters.root(i)];
            first = std::min(first, i);
            m_first_of[m_members[i]] = m_members[first];
        }
    }

private:
    /// From here on the candidates tell places in the component.
    void number_places(LargeVector<WeightedPair>& candidates) {
        m_members.clear();
        for (const auto& pair : candidates) {
            m_members.push_back(pair.left);
            m_members.push_back(pair.right);
        }
        std::sort(m_members.begin(), m_members.end());
        m_members.erase(std::unique(m_members.begin(), m_members.end()), m_members.end());
        m_clusters.begin(m_members.size());
        m_is_remembered = m_members.size() <= remembered_max;
        if (m_is_remembered)
            m_weights.assign(m_members.size() * m_members.size(), unknown);
        const auto place = [&](std::uint32_t record) {
            return static_cast<std::uint32_t>(std::lower_bound(m_members.begin(), m_members.end(), record) -
                                              m_members.begin());
        };
        for (auto& pair : candidates) {
            pair = {place(pair.left), place(pair.right), pair.weight, false};
            if (m_is_remembered)
                m_weights[pair.left * m_members.size() + pair.right] = static_cast<double>(pair.weight);
        }
    }

    /// In a component of usual size each pair is weighed once.
    double weigh(std::uint32_t a, std::uint32_t b) {
        if (!m_is_remembered)
            return m_weigh(m_members[a], m_members[b]);
        auto& weight = m_weights[std::min(a, b) * m_members.size() + std::max(a, b)];
        if (weight == unknown)
            weight = m_weigh(m_members[a], m_members[b]);
        return weight;
    }

    template <class MayJoin>
    void join_unless_parted(const WeightedPair& pair, const MayJoin& may_join) {
        const auto a = m_clusters.root(pair.left);
        const auto b = m_clusters.root(pair.right);
        if (a != b && !are_parted(a, b) && may_join(a, b))
            m_clusters.join(a, b);
    }

    /// Some record of one was decided not to be some record of the other.
    bool are_parted(std::uint32_t a, std::uint32_t b) {
        if (m_decided.is_empty())
            return false;
        m_clusters.list_members(a, m_left);
        m_clusters.list_members(b, m_right);
        for (const auto member : m_left)
            for (const auto apart : m_decided.apart_from(m_members[member]))
                if (std::any_of(m_right.begin(), m_right.end(), [&](auto other) { return m_members[other] == apart; }))
                    return true;
        return false;
    }

    /// The weight that two clusters are one, by their best link and by the mean of all other pairs
    /// between them.
    double weight(const WeightedPair& best, std::uint32_t a, std::uint32_t b) {
        m_clusters.list_members(a, m_left);
        m_clusters.list_members(b, m_right);
        const auto all = m_left.size() * m_right.size();
        const auto step = std::max<std::size_t>(1, all / cross_pairs_max);
        double sum = 0;
        std::size_t count = 0;
        for (std::size_t i = 0; i < all; i += step) {
            const auto x = m_left[i % m_left.size()];
            const auto y = m_right[i / m_left.size()];
            if (std::min(x, y) == best.left && std::max(x, y) == best.right)
                continue;
            const bool is_duplicate = m_scope.task == Task::Link && file_of(x) == file_of(y) &&
                                      !m_records.holds_copies[file_of(x)];
            sum += is_duplicate ? std::clamp(weigh(x, y) - duplicate_penalty, -duplicate_penalty, for_max)
                                : std::clamp(weigh(x, y), -against_max, for_max);
            ++count;
        }
        return best.weight + (count == 0 ? 0 : others_count * sum / static_cast<double>(count));
    }

    /// The candidates within clusters, and what closes these.
    void add_links(LargeVector<WeightedPair>& candidates, LargeVector<WeightedPair>& links) {
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
            if (size > 2 && size <= closed_cluster_max) {
                m_clusters.list_members(root, m_left);
                close(linked, links);
            } else {
                for (const auto& pair : linked)
                    links.push_back({m_members[pair.left], m_members[pair.right], pair.weight, false});
            }
        }
    }

    /// All pairs in scope within a cluster, whose members are in m_left. If a is c and c is b, then a is b:
    /// the probability of a pair is at least P(a, c) + P(c, b) - 1 by any third record c, whatever a and b
    /// alone say.
    void close(std::span<const WeightedPair> linked, LargeVector<WeightedPair>& links) {
        const auto& members = m_left;
        const auto n = members.size();
        m_probability.assign(n * n, 0);
        m_is_linked.assign(n * n, 0);
        const auto place = [&](std::uint32_t r) {
            return static_cast<std::size_t>(std::lower_bound(members.begin(), members.end(), r) - members.begin());
        };
        for (const auto& pair : linked) {
            const auto i = place(pair.left);
            const auto j = place(pair.right);
            m_probability[i * n + j] = m_probability[j * n + i] = probability_of(static_cast<double>(pair.weight));
            m_is_linked[i * n + j] = 1;
        }
        for (std::size_t i = 0; i < n; ++i)
            for (std::size_t j = i + 1; j < n; ++j) {
                if (!m_scope.holds(file_of(members[i]), file_of(members[j])))
                    continue;
                const bool is_linked = m_is_linked[i * n + j] != 0;
                double best = m_probability[i * n + j];
                if (!is_linked)
                    best = probability_of(std::max(closure_weight_min, weigh(members[i], members[j])));
                for (std::size_t c = 0; c < n; ++c)
                    best = std::max(best, m_probability[i * n + c] + m_probability[c * n + j] - 1);
                links.push_back({m_members[members[i]], m_members[members[j]], static_cast<float>(weight_of(best)),
                                 !is_linked});
            }
    }

    std::uint32_t file_of(std::uint32_t place) const { return m_records.file_of(m_members[place]); }

    static constexpr std::size_t remembered_max = 64;
    static constexpr double unknown = 1e9; ///< No weight is.

    const Records& m_records;
    PairScope m_scope;
    const DecidedPairs& m_decided;
    LargeVector<std::uint32_t>& m_first_of;
    WeighPair m_weigh;
    std::vector<std::uint32_t> m_members; ///< The records of the component, in order.
    Clusters m_clusters;
    std::vector<double> m_weights; ///< By two places, the smaller first.
    bool m_is_remembered = false;
    std::vector<std::uint32_t> m_left, m_right; ///< Members of clusters that are looked at.
    std::vector<std::uint32_t> m_first_here;
    std::vector<double> m_probability;
    std::vector<std::uint8_t> m_is_linked;
};

/// The candidates put together by the component of the graph they make.
struct Components {
    LargeVector<std::uint64_t> order; ///< Component in the upper half, candidate in the lower.
    std::vector<std::size_t> part_ends;
};

/// Every record's component, by the first record of it. Threads join side by side: a record only ever points to an
/// earlier one of its component, so that all end at the first whoever comes before whom.
class ComponentForest {
public:
    explicit ComponentForest(std::size_t records) : m_parent(records) { std::iota(m_parent.begin(), m_parent.end(), 0U); }

    void fetch(std::uint32_t r) const { __builtin_prefetch(&m_parent[r]); }
    void join(std::uint32_t a, std::uint32_t b) {
        while ((a = root(a)) != (b = root(b))) {
            if (a < b)
                std::swap(a, b);
            auto expected = a;
            if (at(a).compare_exchange_strong(expected, b, std::memory_order_relaxed))
                return;
        }
    }
    std::uint32_t root(std::uint32_t r) {
        for (auto parent = at(r).load(std::memory_order_relaxed); parent != r;) {
            const auto next = at(parent).load(std::memory_order_relaxed);
            if (next != parent)
                at(r).store(next, std::memory_order_relaxed); // no longer the way than before
            r = parent;
            parent = next;
        }
        return r;
    }

private:
    std::atomic_ref<std::uint32_t> at(std::uint32_t r) { return std::atomic_ref(m_parent[r]); }
    LargeVector<std::uint32_t> m_parent;
};

Components components_of(std::uint32_t records, const LargeVector<WeightedPair>& candidates, unsigned threads) {
    constexpr std::size_t candidates_of_a_part = 16384;
    constexpr std::size_t ahead = 16;
    ComponentForest forest(records);
    const auto parts = (candidates.size() + candidates_of_a_part - 1) / candidates_of_a_part;
    const auto for_part = [&](std::size_t part, const auto& take) {
        const auto end = std::min(candidates.size(), (part + 1) * candidates_of_a_part);
        for (auto i = part * candidates_of_a_part; i < end; ++i) {
            const auto& later = candidates[std::min(i + ahead, candidates.size() - 1)];
            forest.fetch(later.left);
            forest.fetch(later.right);
            take(i);
        }
    };
    parallel_parts(threads, parts, [&](std::size_t part) {
        for_part(part, [&](std::size_t i) { forest.join(candidates[i].left, candidates[i].right); });
    });
    // Shared out by the first records of their components, and each share sorted.
    const auto records_of_a_share = records / shares_max + 1;
    std::vector<std::array<std::size_t, shares_max>> places(parts);
    LargeVector<std::uint32_t> roots(candidates.size());
    parallel_parts(threads, parts, [&](std::size_t part) {
        places[part] = {};
        for_part(part, [&](std::size_t i) { ++places[part][(roots[i] = forest.root(candidates[i].left)) / records_of_a_share]; });
    });
    const auto ends = share_ends(places);
    Components found;
    found.order.resize(candidates.size());
    parallel_parts(threads, parts, [&](std::size_t part) {
        const auto end = std::min(candidates.size(), (part + 1) * candidates_of_a_part);
        for (auto i = part * candidates_of_a_part; i < end; ++i)
            found.order[places[part][roots[i] / records_of_a_share]++] = std::uint64_t{roots[i]} << 32U | i;
    });
    parallel_parts(threads, shares_max, [&](std::size_t share) {
        sort_by_key(std::span(found.order).subspan(ends[share], ends[share + 1] - ends[share]));
    });
    for (std::size_t begin = 0, end = 0; begin < found.order.size(); begin = end) {
        end = std::min(found.order.size(), begin + candidates_of_a_part);
        while (end < found.order.size() && found.order[end] >> 32U == found.order[end - 1] >> 32U)
            ++end;
        found.part_ends.push_back(end);
    }
    return found;
}

} // namespace

Resolution resolve(const Records& records, const PairScope& scope, const DecidedPairs& decided,
                   LargeVector<WeightedPair> candidates, const MakeWeighPair& make_weigh, unsigned threads,
                   std::uint64_t links_max, const std::function<bool(double)>& go_on) {
    Resolution resolution;
    const auto components = components_of(records.size(), candidates, threads);
    LargeVector<std::uint32_t> first_of(records.size());
    std::iota(first_of.begin(), first_of.end(), 0U);
    const auto parts = components.part_ends.size();
    std::vector<LargeVector<WeightedPair>> links(parts);
    std::atomic<std::uint64_t> made{0};
    const bool done = parallel_parts(
        threads, parts,
        [&](std::size_t part) {
            ComponentResolution resolve_one(records, scope, decided, first_of, make_weigh());
            LargeVector<WeightedPair> own;
            auto i = part == 0 ? 0 : components.part_ends[part - 1];
            while (i < components.part_ends[part]) {
                own.clear();
                const auto component = components.order[i] >> 32U;
                for (; i < components.part_ends[part] && components.order[i] >> 32U == component; ++i) {
                    constexpr std::size_t ahead = 16;
                    const auto later = std::min(i + ahead, components.order.size() - 1);
                    __builtin_prefetch(&candidates[components.order[later] & 0xFFFFFFFFU]);
                    own.push_back(candidates[components.order[i] & 0xFFFFFFFFU]);
                }
                resolve_one.run(own, links[part]);
            }
            made += links[part].size();
        },
        [&](std::size_t begun) { return made <= links_max && go_on(static_cast<double>(begun) / static_cast<double>(parts)); });
    resolution.links_made = made;
    if (!done || made > links_max)
        return resolution;
    resolution.links = sorted_by_record(std::move(links), records.size(), threads);
    resolution.cluster_of.resize(records.size());
    for (std::uint32_t r = 0; r < records.size(); ++r)
        resolution.cluster_of[r] = first_of[r] == r ? resolution.clusters++ : resolution.cluster_of[first_of[r]];
    return resolution;
}

std::vector<bool> one_to_one(const Records& records, const LargeVector<WeightedPair>& links) {
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
