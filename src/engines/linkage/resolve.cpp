#include "engines/linkage/resolve.hpp"

#include "engines/linkage/decided.hpp"
#include "engines/linkage/score.hpp"

#include <algorithm>
#include <numeric>
#include <unordered_map>
#include <unordered_set>

namespace samatcha::linkage {

namespace {

/// Beyond so many bits against or for one pair, more of them say nothing more about the others.
constexpr double against_max = 12;
constexpr double for_max = 6;
/// The other pairs between two clusters repeat each other: together they count as so many.
constexpr double others_count = 2;
/// Bits by which two records of one file that is linked to others are less likely one person.
constexpr double duplicate_penalty = 12;
constexpr std::size_t cross_pairs_max = 144;
/// Larger clusters are not closed: their links stay as they were met.
constexpr std::size_t closed_cluster_max = 500;
/// Records of one cluster are one person rather than not, by being in one cluster.
constexpr double closure_weight_min = 1;

class Clusters {
public:
    Clusters(const Records& records, const PairScope& scope, const DecidedPairs& decided,
             const WeighPair& weigh)
        : m_records(records), m_scope(scope), m_decided(decided), m_weigh(weigh),
          m_parent(records.size()) {
        std::iota(m_parent.begin(), m_parent.end(), 0U);
        m_next = m_parent;
        m_size.assign(records.size(), 1);
    }

    std::uint32_t root(std::uint32_t r) {
        while (m_parent[r] != r)
            r = m_parent[r] = m_parent[m_parent[r]];
        return r;
    }

    /// The weight that two clusters are one, by their best link and by the mean of all other pairs
    /// between them.
    double weight(const WeightedPair& best, std::uint32_t a, std::uint32_t b) const {
        const auto left = members(a);
        const auto right = members(b);
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
            sum += std::clamp(m_weigh(x, y) - (is_duplicate ? duplicate_penalty : 0), -against_max, for_max);
            ++count;
        }
        return best.weight + (count == 0 ? 0 : others_count * sum / static_cast<double>(count));
    }

    std::size_t size(std::uint32_t root) const { return m_size[root]; }

    /// Some record of one was decided not to be some record of the other.
    bool are_parted(std::uint32_t a, std::uint32_t b) {
        if (m_decided.is_empty())
            return false;
        if (m_size[b] < m_size[a])
            std::swap(a, b);
        for (const auto member : members(a))
            for (const auto other : m_decided.apart_from(member))
                if (root(other) == b)
                    return true;
        return false;
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
    const Records& m_records;
    PairScope m_scope;
    const DecidedPairs& m_decided;
    const WeighPair& m_weigh;
    std::vector<std::uint32_t> m_parent;
    std::vector<std::uint32_t> m_next;
    std::vector<std::uint32_t> m_size;
};

/// All pairs in scope within a cluster. If a is c and c is b, then a is b: the probability of a pair is
/// at least P(a, c) + P(c, b) - 1 by any third record c, whatever a and b alone say.
void close(const Records& records, const PairScope& scope, const std::vector<std::uint32_t>& members,
           const std::vector<WeightedPair>& linked, const WeighPair& weigh, std::vector<WeightedPair>& links) {
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

void sort_by_weight(std::vector<WeightedPair>& pairs) {
    std::sort(pairs.begin(), pairs.end(), [](const WeightedPair& x, const WeightedPair& y) {
        return x.weight != y.weight ? x.weight > y.weight
               : x.left != y.left   ? x.left < y.left
                                    : x.right < y.right;
    });
}

void sort_by_record(std::vector<WeightedPair>& pairs) {
    std::sort(pairs.begin(), pairs.end(), [](const WeightedPair& x, const WeightedPair& y) {
        return x.left != y.left ? x.left < y.left : x.right < y.right;
    });
}

} // namespace

Resolution resolve(const Records& records, const PairScope& scope, const DecidedPairs& decided,
                   std::vector<WeightedPair> candidates, const WeighPair& weigh,
                   const std::function<bool(double)>& go_on) {
    Resolution resolution;
    Clusters clusters(records, scope, decided, weigh);
    for (const auto& [left, right] : decided.joined()) {
        const auto a = clusters.root(left);
        const auto b = clusters.root(right);
        if (a != b && !clusters.are_parted(a, b))
            clusters.join(a, b);
    }
    sort_by_weight(candidates);
    std::size_t done = 0;
    for (const auto& pair : candidates) {
        if (++done % 65536 == 0 &&
            !go_on(static_cast<double>(done) / static_cast<double>(candidates.size())))
            return resolution;
        const auto a = clusters.root(pair.left);
        const auto b = clusters.root(pair.right);
        if (a == b)
            continue;
        if (clusters.are_parted(a, b))
            continue;
        if (clusters.size(a) * clusters.size(b) > 1 && clusters.weight(pair, a, b) <= 0)
            continue;
        clusters.join(a, b);
    }
    std::unordered_map<std::uint32_t, std::vector<WeightedPair>> larger; // by root
    for (const auto& pair : candidates) {
        const auto root = clusters.root(pair.left);
        if (root != clusters.root(pair.right))
            continue;
        if (clusters.size(root) > 2 && clusters.size(root) <= closed_cluster_max)
            larger[root].push_back(pair);
        else
            resolution.links.push_back(pair);
    }
    for (std::uint32_t r = 0; r < records.size(); ++r)
        if (const auto found = larger.find(r); found != larger.end())
            close(records, scope, clusters.members(r), found->second, weigh, resolution.links);
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
    std::vector<std::size_t> order(links.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t x, std::size_t y) { return links[x].weight > links[y].weight; });
    std::vector<bool> kept(links.size(), false);
    std::unordered_set<std::uint64_t> taken; // record and file of its partner
    for (const auto i : order) {
        const auto left_file = records.file_of(links[i].left);
        const auto right_file = records.file_of(links[i].right);
        const auto left = std::uint64_t{links[i].left} << 32U | right_file;
        const auto right = std::uint64_t{links[i].right} << 32U | left_file;
        if (left_file == right_file || taken.contains(left) || taken.contains(right))
            continue;
        taken.insert(left);
        taken.insert(right);
        kept[i] = true;
    }
    return kept;
}

} // namespace samatcha::linkage
