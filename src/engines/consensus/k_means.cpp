#include "engines/consensus/k_means.hpp"

#include "engines/consensus/draw.hpp"
#include "engines/consensus/lanes.hpp"

#include <algorithm>
#include <limits>
#include <optional>
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

/// The points of a partition, those of a group together.
class PointsByGroup {
public:
    PointsByGroup(std::span<const WeightedPoint> points, const Partition& partition)
        : m_weights(partition.centers.size()), m_begins(partition.centers.size() + 1), m_points(points.size()) {
        for (std::size_t p = 0; p < points.size(); ++p) {
            m_weights[partition.group_of[p]] += points[p].weight;
            ++m_begins[partition.group_of[p] + 1U];
        }
        for (std::size_t g = 1; g < m_begins.size(); ++g)
            m_begins[g] += m_begins[g - 1];
        auto next = m_begins;
        for (std::uint32_t p = 0; p < points.size(); ++p)
            m_points[next[partition.group_of[p]]++] = p;
    }

    /// Of a point in group `own` that is so far from all points, each as often as its weight.
    double silhouette(const std::vector<double>& away, std::size_t own) const {
        if (m_weights[own] <= 1)
            return 0;
        double within = 0;
        auto next = std::numeric_limits<double>::infinity();
        for (std::size_t g = 0; g < m_weights.size(); ++g) {
            if (m_weights[g] <= 0)
                continue;
            const auto sum = sum_of(away, g);
            if (g == own)
                within = sum / (m_weights[g] - 1);
            else
                next = std::min(next, sum / m_weights[g]);
        }
        const auto larger = std::max(within, next);
        return larger > 0 && next < std::numeric_limits<double>::infinity() ? (next - within) / larger : 0;
    }

private:
    double sum_of(const std::vector<double>& away, std::size_t group) const {
        double sums[4] = {}; // one alone would wait for each addition
        auto i = m_begins[group];
        for (; i + 4 <= m_begins[group + 1]; i += 4)
            for (std::size_t lane = 0; lane < 4; ++lane)
                sums[lane] += away[m_points[i + lane]];
        for (; i < m_begins[group + 1]; ++i)
            sums[0] += away[m_points[i]];
        return sums[0] + sums[1] + (sums[2] + sums[3]);
    }

    std::vector<double> m_weights;
    std::vector<std::size_t> m_begins;
    std::vector<std::uint32_t> m_points;
};

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

std::vector<double> Silhouettes::of(std::span<const Partition> partitions) const {
    std::vector<double> silhouettes;
    double people = 0;
    for (const auto& point : m_points)
        people += point.weight;
    std::vector<PointsByGroup> by_group;
    for (const auto& partition : partitions)
        by_group.emplace_back(m_points, partition);
    std::vector<double> sums(partitions.size());
    std::vector<double> away(m_points.size());
    for (std::size_t p = 0; p < m_points.size(); ++p) {
        if (m_points[p].weight <= 0)
            continue;
        for (std::size_t q = 0; q < m_points.size(); ++q)
            away[q] = m_points[q].weight * distance(m_points[p].at, m_points[q].at);
        for (std::size_t k = 0; k < partitions.size(); ++k)
            sums[k] += m_points[p].weight * by_group[k].silhouette(away, partitions[k].group_of[p]);
    }
    for (const auto sum : sums)
        silhouettes.push_back(sum / std::max(1.0, people));
    return silhouettes;
}

} // namespace samatcha::consensus
