#include "engines/consensus/stability.hpp"

#include "base/parallel.hpp"
#include "engines/consensus/draw.hpp"

#include <algorithm>
#include <cmath>
#include <map>

namespace samatcha::consensus {

namespace {

constexpr std::size_t resamples = 100;
constexpr std::size_t cells_of_a_resample = 256;
constexpr std::size_t starts_of_a_resample = 3;

/// Cells of a resample, each with the group it belongs to when nobody is drawn anew.
struct CoarseCells {
    std::vector<WeightedPoint> cells;
    std::vector<std::uint8_t> group_of;
};

/// Neighbours together until there are few: halves by the wider side, down to single cells.
void halve(std::vector<std::size_t> members, const OpinionGroups& groups, const Partition* partition, std::size_t parts, CoarseCells& coarse) {
    const auto at = [&](std::size_t m) { return groups.cells[m].at; };
    if (parts <= 1 || members.size() == 1) {
        WeightedPoint sum{{}, 0};
        std::map<std::uint8_t, double> weight_of;
        for (const auto m : members) {
            sum.at.x += groups.cells[m].weight * at(m).x;
            sum.at.y += groups.cells[m].weight * at(m).y;
            sum.weight += groups.cells[m].weight;
            if (partition != nullptr)
                weight_of[partition->group_of[m]] += groups.cells[m].weight;
        }
        coarse.cells.push_back({{sum.at.x / sum.weight, sum.at.y / sum.weight}, sum.weight});
        coarse.group_of.push_back(weight_of.empty() ? std::uint8_t{0} : std::max_element(weight_of.begin(), weight_of.end(), [](const auto& a, const auto& b) { return a.second < b.second; })->first);
        return;
    }
    const auto [left, right] = std::minmax_element(members.begin(), members.end(), [&](auto a, auto b) { return at(a).x < at(b).x; });
    const auto [low, high] = std::minmax_element(members.begin(), members.end(), [&](auto a, auto b) { return at(a).y < at(b).y; });
    const bool by_x = at(*right).x - at(*left).x >= at(*high).y - at(*low).y;
    std::sort(members.begin(), members.end(), [&](auto a, auto b) {
        const auto one = by_x ? at(a).x : at(a).y;
        const auto other = by_x ? at(b).x : at(b).y;
        return one != other ? one < other : a < b;
    });
    const auto middle = members.begin() + static_cast<std::ptrdiff_t>(members.size() / 2);
    halve({members.begin(), middle}, groups, partition, parts / 2, coarse);
    halve({middle, members.end()}, groups, partition, parts - parts / 2, coarse);
}

struct Resample {
    std::size_t count = 1;
    std::vector<double> overlap;
};

/// Of each of our groups with the likest of the others, by people.
std::vector<double> overlaps(const CoarseCells& coarse, const std::vector<WeightedPoint>& drawn, std::size_t own_count, const Partition& other) {
    std::vector<std::vector<double>> shared(own_count, std::vector<double>(other.centers.size()));
    std::vector<double> own(own_count);
    std::vector<double> others(other.centers.size());
    for (std::size_t c = 0; c < drawn.size(); ++c) {
        shared[coarse.group_of[c]][other.group_of[c]] += drawn[c].weight;
        own[coarse.group_of[c]] += drawn[c].weight;
        others[other.group_of[c]] += drawn[c].weight;
    }
    std::vector<double> best(own_count);
    for (std::size_t g = 0; g < own_count; ++g)
        for (std::size_t h = 0; h < others.size(); ++h)
            if (const auto joined = own[g] + others[h] - shared[g][h]; joined > 0)
                best[g] = std::max(best[g], shared[g][h] / joined);
    return best;
}

Resample drawn_anew(const OpinionGroups& groups, const CoarseCells& coarse, std::uint64_t seed) {
    Draw draw(seed);
    auto drawn = coarse.cells;
    double people = 0;
    for (auto& cell : drawn)
        people += cell.weight = draw.poisson(cell.weight);
    const auto size_min = static_cast<double>(group_size_min(static_cast<std::size_t>(people)));
    std::vector<Partition> partitions;
    std::vector<TriedCount> tried;
    for (const auto& partition : groups.partitions) {
        // From where the groups are, and from elsewhere: what is stable must be found both ways.
        auto found = settled(drawn, partition.centers, 50);
        if (auto other = many_start_k_means(drawn, partition.centers.size(), starts_of_a_resample, draw.bits()); other.cost < found.cost)
            found = std::move(other);
        std::vector<double> sizes(found.centers.size());
        for (std::size_t c = 0; c < drawn.size(); ++c)
            sizes[found.group_of[c]] += drawn[c].weight;
        tried.push_back({found.centers.size(), found.cost, 0, {}, *std::min_element(sizes.begin(), sizes.end()) >= size_min});
        partitions.push_back(std::move(found));
    }
    const auto silhouette = silhouettes(drawn, partitions);
    for (std::size_t k = 0; k < tried.size(); ++k)
        tried[k].silhouette = silhouette[k];
    Resample resample{chosen_count(tried), {}};
    if (groups.count > 1)
        resample.overlap = resample.count > 1 ? overlaps(coarse, drawn, groups.count, partitions[resample.count - 2])
                                              : std::vector<double>(groups.count, 0.0);
    return resample;
}

} // namespace

Stability stability(const OpinionGroups& groups, std::uint64_t seed, unsigned threads) {
    Stability found;
    if (groups.partitions.empty() || groups.found == GroupsFound::NothingDivides)
        return found;
    found.resamples = resamples;
    CoarseCells coarse;
    std::vector<std::size_t> all(groups.cells.size());
    for (std::size_t c = 0; c < all.size(); ++c)
        all[c] = c;
    halve(std::move(all), groups, groups.count > 1 ? &groups.partitions[groups.count - 2] : nullptr, cells_of_a_resample, coarse);
    std::vector<Resample> drawn(resamples);
    parallel_parts(threads, resamples, [&](std::size_t r) { drawn[r] = drawn_anew(groups, coarse, seed * 1'000'003 + r); });
    found.count_probability.resize(groups.partitions.size() + 1);
    for (const auto& resample : drawn)
        ++found.count_probability[resample.count - 1];
    for (auto& probability : found.count_probability)
        probability /= resamples;
    if (groups.count < 2)
        return found;
    for (std::size_t group = 0; group < groups.count; ++group) {
        std::vector<double> overlap;
        double sum = 0;
        for (const auto& resample : drawn) {
            overlap.push_back(resample.overlap[group]);
            sum += resample.overlap[group];
        }
        std::sort(overlap.begin(), overlap.end());
        found.group_overlap.push_back(sum / resamples);
        found.group_overlap_low.push_back(overlap[resamples / 10]);
    }
    return found;
}

} // namespace samatcha::consensus
