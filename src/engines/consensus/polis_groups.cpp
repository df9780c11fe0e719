#include "engines/consensus/polis_groups.hpp"

#include <algorithm>
#include <limits>
#include <numeric>
#include <tuple>
#include <utility>

// docs/consensus.md, "Groups as Polis finds them". Every choice here that looks arbitrary is Polis'.

namespace samatcha::consensus {

namespace {

constexpr std::size_t base_clusters_max = 100;
constexpr int base_rounds = 100;
constexpr int group_rounds = 20;
constexpr int polis_groups_max = 5;
constexpr double centers_stand_still = 0.01;

std::vector<Point> sorted_centers(const std::vector<Cluster>& clusters) {
    std::vector<Point> centers;
    for (const auto& cluster : clusters)
        centers.push_back(cluster.center);
    std::sort(centers.begin(), centers.end(),
              [](Point a, Point b) { return std::tie(a.x, a.y) < std::tie(b.x, b.y); });
    return centers;
}

bool stand_still(const std::vector<Cluster>& before, const std::vector<Cluster>& after) {
    const auto a = sorted_centers(before);
    const auto b = sorted_centers(after);
    for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i)
        if (distance(a[i], b[i]) >= centers_stand_still)
            return false;
    return true;
}

/// Centers are the first distinct points.
std::vector<Cluster> cold_start(const std::vector<WeightedPoint>& points, std::size_t count) {
    std::vector<Cluster> clusters;
    for (const auto& point : points) {
        if (clusters.size() == count)
            break;
        if (std::none_of(clusters.begin(), clusters.end(), [&](const Cluster& c) { return c.center == point.at; }))
            clusters.push_back({static_cast<int>(clusters.size()), point.at, {}});
    }
    return clusters;
}

/// Every point to its nearest center (the last of equals), empty clusters dropped, centers moved.
std::vector<Cluster> moved(const std::vector<WeightedPoint>& points, std::vector<Cluster> clusters) {
    for (auto& cluster : clusters)
        cluster.members.clear();
    for (std::size_t p = 0; p < points.size(); ++p) {
        std::size_t nearest = 0;
        double least = std::numeric_limits<double>::infinity();
        for (std::size_t c = 0; c < clusters.size(); ++c)
            if (const auto away = squared_distance(points[p].at, clusters[c].center); away <= least) {
                least = away;
                nearest = c;
            }
        clusters[nearest].members.push_back(p);
    }
    std::erase_if(clusters, [](const Cluster& cluster) { return cluster.members.empty(); });
    for (auto& cluster : clusters) {
        Point sum;
        double weight = 0;
        for (const auto member : cluster.members) {
            sum.x += points[member].weight * points[member].at.x;
            sum.y += points[member].weight * points[member].at.y;
            weight += points[member].weight;
        }
        cluster.center = {sum.x / weight, sum.y / weight};
    }
    return clusters;
}

/// At most rounds + 1 steps: Polis counts after the step.
std::vector<Cluster> k_means(const std::vector<WeightedPoint>& points, std::size_t count, int rounds) {
    auto clusters = cold_start(points, count);
    if (clusters.empty())
        return clusters;
    for (;; --rounds) {
        auto next = moved(points, clusters);
        const bool is_done = rounds == 0 || stand_still(clusters, next);
        clusters = std::move(next);
        if (is_done)
            return clusters;
    }
}

/// Mean over base clusters, each counting one; alone in its group it counts 0.
double silhouette_of(const std::vector<WeightedPoint>& points, const std::vector<Cluster>& groups) {
    if (groups.size() < 2)
        return 0;
    double sum = 0;
    for (std::size_t own = 0; own < groups.size(); ++own)
        for (const auto member : groups[own].members) {
            if (groups[own].members.size() == 1)
                continue;
            double within = 0;
            double nearest = std::numeric_limits<double>::infinity();
            for (std::size_t g = 0; g < groups.size(); ++g) {
                double away = 0;
                for (const auto other : groups[g].members)
                    away += distance(points[member].at, points[other].at);
                if (g == own)
                    within = away / static_cast<double>(groups[g].members.size() - 1);
                else
                    nearest = std::min(nearest, away / static_cast<double>(groups[g].members.size()));
            }
            const auto larger = std::max(within, nearest);
            sum += larger > 0 ? (nearest - within) / larger : 0;
        }
    return sum / static_cast<double>(points.size());
}

} // namespace

std::vector<ParticipantIndex> order_of_appearance(const VoteTable& votes) {
    std::vector<ParticipantIndex> order;
    for (ParticipantIndex p = 0; p < votes.participants(); ++p)
        if (!votes.row(p).empty())
            order.push_back(p);
    std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) {
        return votes.row(a).front().statement() < votes.row(b).front().statement();
    });
    return order;
}

std::vector<ParticipantIndex> in_conversation(const VoteTable& votes, const std::vector<ParticipantIndex>& order) {
    const auto enough = std::min(votes_to_be_grouped, votes.statements());
    std::vector<bool> is_in(votes.participants());
    std::size_t in = 0;
    for (const auto participant : order)
        in += is_in[participant] = votes.row(participant).size() >= enough;
    if (in < grouped_min) {
        auto by_count = order;
        std::stable_sort(by_count.begin(), by_count.end(),
                         [&](auto a, auto b) { return votes.row(a).size() > votes.row(b).size(); });
        for (std::size_t i = 0; i < std::min(grouped_min, by_count.size()); ++i)
            is_in[by_count[i]] = true;
    }
    std::vector<ParticipantIndex> grouped;
    std::copy_if(order.begin(), order.end(), std::back_inserter(grouped), [&](auto p) { return is_in[p]; });
    return grouped;
}

PolisGroups polis_groups(const VoteTable& votes, const std::vector<Point>& positions, const std::vector<ParticipantIndex>& order) {
    PolisGroups found;
    found.participants = in_conversation(votes, order);
    std::vector<WeightedPoint> points;
    for (const auto participant : found.participants)
        points.push_back({positions[participant], 1});
    found.base = k_means(points, base_clusters_max, base_rounds);
    std::vector<WeightedPoint> base;
    for (const auto& cluster : found.base)
        base.push_back({cluster.center, static_cast<double>(cluster.members.size())});
    if (base.empty())
        return found;
    const auto most = std::min(polis_groups_max, 2 + static_cast<int>(base.size() / 12));
    for (int count = 2; count <= most; ++count) {
        GroupsOfCount groups{count, 0, k_means(base, static_cast<std::size_t>(count), group_rounds)};
        groups.silhouette = silhouette_of(base, groups.groups);
        found.by_count.push_back(std::move(groups));
        if (!found.best || found.by_count.back().silhouette >= found.by_count[*found.best].silhouette)
            found.best = found.by_count.size() - 1;
    }
    return found;
}

Grouping grouping_of(const PolisGroups& found, std::size_t participants) {
    Grouping grouping;
    grouping.of_participant.assign(participants, ungrouped);
    if (!found.best)
        return grouping;
    for (const auto& group : found.by_count[*found.best].groups) {
        for (const auto base : group.members)
            for (const auto member : found.base[base].members)
                grouping.of_participant[found.participants[member]] = static_cast<std::int32_t>(grouping.names.size());
        grouping.names.push_back(std::to_string(group.id));
    }
    return grouping;
}

} // namespace samatcha::consensus
