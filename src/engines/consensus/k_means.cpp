#include "engines/consensus/k_means.hpp"

#include "engines/consensus/draw.hpp"
#include "engines/consensus/lanes.hpp"

#include <algorithm>
#include <limits>
#include <numeric>
#include <optional>
#include <ranges>
#include <utility>

namespace samatcha::consensus {

namespace {

constexpr int rounds_of_a_start = 6;
constexpr int rounds_to_settle = 100;
constexpr std::size_t starts_followed = 4; ///< To the end: the others are behind already.

Point mean_of(std::span<const WeightedPoint> points) {
    Point sum;
    double weight = 0;
    for (const auto& point : points) {
        sum.x += point.weight * point.at.x;
        sum.y += point.weight * point.at.y;
        weight += point.weight;
    }
    return weight > 0 ? Point{sum.x / weight, sum.y / weight} : Point{};
}

/// Lowers each point's squared distance to the nearest center, now that there is another.
void near(std::span<const WeightedPoint> points, Point center, std::vector<double>& nearest) {
    for (std::size_t p = 0; p < points.size(); ++p)
        nearest[p] = std::min(nearest[p], squared_distance(points[p].at, center));
}

/// Each center the point farthest from those before; the first the farthest from the middle.
std::vector<Point> far_apart(std::span<const WeightedPoint> points, std::size_t count) {
    std::vector<double> nearest(points.size(), std::numeric_limits<double>::infinity());
    near(points, mean_of(points), nearest);
    std::vector<Point> centers;
    while (centers.size() < count) {
        const auto farthest = static_cast<std::size_t>(std::max_element(nearest.begin(), nearest.end()) - nearest.begin());
        if (centers.empty())
            std::fill(nearest.begin(), nearest.end(), std::numeric_limits<double>::infinity());
        centers.push_back(points[farthest].at);
        near(points, centers.back(), nearest);
    }
    return centers;
}

/// Centers drawn by their squared distance from those before (Arthur and Vassilvitskii, 2007).
std::vector<Point> drawn_apart(std::span<const WeightedPoint> points, std::size_t count, Draw& draw) {
    std::vector<double> nearest(points.size(), 1.0);
    std::vector<Point> centers;
    while (centers.size() < count) {
        double sum = 0;
        for (std::size_t p = 0; p < points.size(); ++p)
            sum += points[p].weight * nearest[p];
        auto left = draw.unit() * sum;
        std::size_t chosen = 0;
        for (std::size_t p = 0; p < points.size(); ++p) {
            const auto share = points[p].weight * nearest[p];
            if (share <= 0)
                continue;
            chosen = p;
            if ((left -= share) < 0)
                break;
        }
        if (centers.empty())
            std::fill(nearest.begin(), nearest.end(), std::numeric_limits<double>::infinity());
        centers.push_back(points[chosen].at);
        near(points, centers.back(), nearest);
    }
    return centers;
}

/// Points to their nearest center, the first of equals; whether any changed. Most of the time is spent here.
bool assign(std::span<const WeightedPoint> points, Partition& partition) {
    bool changed = false;
    partition.cost = 0;
    for (std::size_t p = 0; p < points.size(); p += 2) {
        const auto& left = points[p];
        const auto& right = points[std::min(p + 1, points.size() - 1)];
        const Lanes x = {left.at.x, right.at.x};
        const Lanes y = {left.at.y, right.at.y};
        Lanes away = {std::numeric_limits<double>::infinity(), std::numeric_limits<double>::infinity()};
        Lanes nearest = {0, 0};
        double number = 0;
        for (const auto center : partition.centers) {
            const auto dx = x - center.x;
            const auto dy = y - center.y;
            const auto squared = dx * dx + dy * dy;
            const auto is_nearer = squared < away;
            away = is_nearer ? squared : away;
            nearest = is_nearer ? Lanes{number, number} : nearest;
            ++number;
        }
        for (std::size_t lane = 0; lane < 2 && p + lane < points.size(); ++lane) {
            const auto group = static_cast<std::uint8_t>(nearest[lane]);
            changed |= partition.group_of[p + lane] != group;
            partition.group_of[p + lane] = group;
            partition.cost += points[p + lane].weight * away[lane];
        }
    }
    return changed;
}

/// An empty group starts anew at the point that is worst placed.
void move_centers(std::span<const WeightedPoint> points, Partition& partition) {
    const auto count = partition.centers.size();
    std::vector<Point> sums(count);
    std::vector<double> weights(count);
    for (std::size_t p = 0; p < points.size(); ++p) {
        const auto group = partition.group_of[p];
        sums[group].x += points[p].weight * points[p].at.x;
        sums[group].y += points[p].weight * points[p].at.y;
        weights[group] += points[p].weight;
    }
    for (std::size_t c = 0; c < count; ++c) {
        if (weights[c] > 0) {
            partition.centers[c] = {sums[c].x / weights[c], sums[c].y / weights[c]};
            continue;
        }
        double worst = 0;
        for (std::size_t p = 0; p < points.size(); ++p) {
            const auto away = points[p].weight * squared_distance(points[p].at, partition.centers[partition.group_of[p]]);
            if (away > worst) {
                worst = away;
                partition.centers[c] = points[p].at;
            }
        }
    }
}

/// Points that share their group in each of the partitions stand side by side: what is summed over them once
/// serves every partition.
class Companies {
public:
    Companies(std::span<const WeightedPoint> points, std::span<const Partition> partitions) {
        std::vector<std::size_t> order(points.size());
        std::iota(order.begin(), order.end(), 0U);
        std::erase_if(order, [&](auto p) { return points[p].weight <= 0; });
        const auto groups_of = [&](std::size_t p) {
            return std::views::transform(partitions, [p](const Partition& partition) { return partition.group_of[p]; });
        };
        std::ranges::stable_sort(order, [&](auto a, auto b) { return std::ranges::lexicographical_compare(groups_of(a), groups_of(b)); });
        for (std::size_t i = 0; i < order.size(); ++i) {
            if (i == 0 || !std::ranges::equal(groups_of(order[i - 1]), groups_of(order[i])))
                m_begins.push_back(i);
            m_points.push_back(points[order[i]]);
        }
        for (const auto begin : m_begins)
            m_groups.emplace_back(groups_of(order[begin]).begin(), groups_of(order[begin]).end());
        m_begins.push_back(m_points.size());
    }

    std::size_t count() const { return m_groups.size(); }
    std::span<const WeightedPoint> points_of(std::size_t company) const {
        return std::span(m_points).subspan(m_begins[company], m_begins[company + 1] - m_begins[company]);
    }
    std::size_t group(std::size_t company, std::size_t partition) const { return m_groups[company][partition]; }

private:
    std::vector<WeightedPoint> m_points;
    std::vector<std::size_t> m_begins; ///< Of each company, and the end.
    std::vector<std::vector<std::size_t>> m_groups;
};

/// Two sums: one alone would wait for each addition.
double weighted_distances(Point from, std::span<const WeightedPoint> points) {
    double even = 0;
    double odd = 0;
    std::size_t i = 0;
    for (; i + 2 <= points.size(); i += 2) {
        even += points[i].weight * distance(from, points[i].at);
        odd += points[i + 1].weight * distance(from, points[i + 1].at);
    }
    return i < points.size() ? even + odd + points[i].weight * distance(from, points[i].at) : even + odd;
}

/// Of a point of group `own` that is so far in all from the points of each group.
double silhouette(const std::vector<double>& away, const std::vector<double>& weights, std::size_t own) {
    if (weights[own] <= 1)
        return 0;
    const auto within = away[own] / (weights[own] - 1);
    auto next = std::numeric_limits<double>::infinity();
    for (std::size_t g = 0; g < weights.size(); ++g)
        if (g != own && weights[g] > 0)
            next = std::min(next, away[g] / weights[g]);
    const auto larger = std::max(within, next);
    return larger > 0 && next < std::numeric_limits<double>::infinity() ? (next - within) / larger : 0;
}

} // namespace

Partition settled(std::span<const WeightedPoint> points, std::vector<Point> centers, int rounds) {
    Partition partition{std::move(centers), std::vector<std::uint8_t>(points.size(), UINT8_MAX), 0};
    while (assign(points, partition) && rounds-- > 0)
        move_centers(points, partition);
    return partition;
}

Partition many_start_k_means(std::span<const WeightedPoint> points, std::size_t count, std::size_t starts, std::uint64_t seed) {
    Draw draw(seed + count);
    std::vector<Partition> begun;
    for (std::size_t start = 0; start < starts; ++start)
        begun.push_back(settled(points, start == 0 ? far_apart(points, count) : drawn_apart(points, count, draw), rounds_of_a_start));
    std::stable_sort(begun.begin(), begun.end(), [](const auto& a, const auto& b) { return a.cost < b.cost; });
    begun.resize(std::min(begun.size(), starts_followed));
    std::optional<Partition> best;
    for (auto& partition : begun)
        if (auto followed = settled(points, std::move(partition.centers), rounds_to_settle); !best || followed.cost < best->cost)
            best = std::move(followed);
    return std::move(*best);
}

std::vector<double> silhouettes(std::span<const WeightedPoint> points, std::span<const Partition> partitions) {
    double people = 0;
    std::vector<std::vector<double>> weights;
    for (const auto& partition : partitions) {
        weights.emplace_back(partition.centers.size());
        for (std::size_t p = 0; p < points.size(); ++p)
            weights.back()[partition.group_of[p]] += points[p].weight;
    }
    for (const auto& point : points)
        people += point.weight;
    const Companies companies(points, partitions);
    std::vector<double> sums(partitions.size());
    std::vector<double> of_company(companies.count());
    for (std::size_t own = 0; own < companies.count(); ++own)
        for (const auto& point : companies.points_of(own)) {
            for (std::size_t c = 0; c < companies.count(); ++c)
                of_company[c] = weighted_distances(point.at, companies.points_of(c));
            for (std::size_t k = 0; k < partitions.size(); ++k) {
                std::vector<double> away(weights[k].size());
                for (std::size_t c = 0; c < companies.count(); ++c)
                    away[companies.group(c, k)] += of_company[c];
                sums[k] += point.weight * silhouette(away, weights[k], companies.group(own, k));
            }
        }
    for (auto& sum : sums)
        sum /= std::max(1.0, people);
    return sums;
}

} // namespace samatcha::consensus
