#include "engines/consensus/k_means.hpp"

#include "engines/consensus/draw.hpp"

#include <algorithm>
#include <limits>

namespace samatcha::consensus {

namespace {

constexpr int rounds_of_a_start = 100;

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

/// Points to their nearest center; whether any changed.
bool assign(std::span<const WeightedPoint> points, Partition& partition) {
    bool changed = false;
    partition.cost = 0;
    for (std::size_t p = 0; p < points.size(); ++p) {
        std::uint8_t nearest = 0;
        double least = std::numeric_limits<double>::infinity();
        for (std::uint8_t c = 0; c < partition.centers.size(); ++c)
            if (const auto away = squared_distance(points[p].at, partition.centers[c]); away < least) {
                least = away;
                nearest = c;
            }
        changed |= partition.group_of[p] != nearest;
        partition.group_of[p] = nearest;
        partition.cost += points[p].weight * least;
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

} // namespace

Partition settled(std::span<const WeightedPoint> points, std::vector<Point> centers, int rounds) {
    Partition partition{std::move(centers), std::vector<std::uint8_t>(points.size(), UINT8_MAX), 0};
    while (assign(points, partition) && rounds-- > 0)
        move_centers(points, partition);
    return partition;
}

Partition many_start_k_means(std::span<const WeightedPoint> points, std::size_t count, std::size_t starts, std::uint64_t seed) {
    Draw draw(seed + count);
    auto best = settled(points, far_apart(points, count), rounds_of_a_start);
    for (std::size_t start = 1; start < starts; ++start)
        if (auto next = settled(points, drawn_apart(points, count, draw), rounds_of_a_start); next.cost < best.cost)
            best = std::move(next);
    return best;
}

std::vector<double> Silhouettes::of(std::span<const Partition> partitions) const {
    std::vector<std::size_t> offsets{0};
    for (const auto& partition : partitions)
        offsets.push_back(offsets.back() + partition.centers.size());
    std::vector<double> weights(offsets.back());
    double people = 0;
    for (const auto& point : m_points)
        people += point.weight;
    for (std::size_t k = 0; k < partitions.size(); ++k)
        for (std::size_t p = 0; p < m_points.size(); ++p)
            weights[offsets[k] + partitions[k].group_of[p]] += m_points[p].weight;
    std::vector<double> silhouettes(partitions.size());
    std::vector<double> away(offsets.back());
    for (std::size_t p = 0; p < m_points.size(); ++p) {
        if (m_points[p].weight <= 0)
            continue;
        std::fill(away.begin(), away.end(), 0.0);
        for (std::size_t q = 0; q < m_points.size(); ++q) {
            const auto part = m_points[q].weight * distance(m_points[p].at, m_points[q].at);
            for (std::size_t k = 0; k < partitions.size(); ++k)
                away[offsets[k] + partitions[k].group_of[q]] += part;
        }
        for (std::size_t k = 0; k < partitions.size(); ++k) {
            const auto own = offsets[k] + partitions[k].group_of[p];
            if (weights[own] <= 1)
                continue;
            const auto within = away[own] / (weights[own] - 1);
            auto next = std::numeric_limits<double>::infinity();
            for (auto g = offsets[k]; g < offsets[k + 1]; ++g)
                if (g != own && weights[g] > 0)
                    next = std::min(next, away[g] / weights[g]);
            const auto larger = std::max(within, next);
            if (larger > 0 && next < std::numeric_limits<double>::infinity())
                silhouettes[k] += m_points[p].weight * (next - within) / larger;
        }
    }
    for (auto& silhouette : silhouettes)
        silhouette /= std::max(1.0, people);
    return silhouettes;
}

} // namespace samatcha::consensus
