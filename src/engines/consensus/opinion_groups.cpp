#include "engines/consensus/opinion_groups.hpp"

#include "engines/consensus/polis_groups.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

namespace samatcha::consensus {

namespace {

constexpr std::size_t cells_max = 2304; ///< With fewer people, each stands alone.
constexpr std::size_t starts = 24;
constexpr int rounds_of_people = 3;
constexpr double nearly_equal = 0.005;

/// People on a grid of 48 by 48 that reaches four deviations out; a cell stands where its people stand on average.
class CellGrid {
public:
    explicit CellGrid(const std::vector<WeightedPoint>& people) {
        Point sum;
        Point squares;
        for (const auto& person : people) {
            sum.x += person.at.x;
            sum.y += person.at.y;
            squares.x += person.at.x * person.at.x;
            squares.y += person.at.y * person.at.y;
        }
        const auto n = static_cast<double>(people.size());
        m_middle = {sum.x / n, sum.y / n};
        m_step = {reach * 2 / side * std::sqrt(std::max(0.0, squares.x / n - m_middle.x * m_middle.x)),
                  reach * 2 / side * std::sqrt(std::max(0.0, squares.y / n - m_middle.y * m_middle.y))};
    }
    std::size_t cell_of(Point at) const { return place(at.y - m_middle.y, m_step.y) * side + place(at.x - m_middle.x, m_step.x); }
    static constexpr std::size_t cells() { return std::size_t{side} * side; }

private:
    static constexpr int side = 48;
    static constexpr double reach = 4;
    static std::size_t place(double away, double step) {
        const auto steps = step > 0 ? away / step + side / 2 : 0;
        return static_cast<std::size_t>(std::clamp(steps, 0.0, side - 1.0));
    }
    Point m_middle;
    Point m_step;
};

std::vector<WeightedPoint> cells_of(const std::vector<WeightedPoint>& people) {
    if (people.size() <= cells_max)
        return people;
    const CellGrid grid(people);
    std::vector<WeightedPoint> cells(CellGrid::cells(), WeightedPoint{{}, 0});
    for (const auto& person : people) {
        auto& cell = cells[grid.cell_of(person.at)];
        cell.at.x += person.at.x;
        cell.at.y += person.at.y;
        ++cell.weight;
    }
    std::erase_if(cells, [](const WeightedPoint& cell) { return cell.weight == 0; });
    for (auto& cell : cells)
        cell.at = {cell.at.x / cell.weight, cell.at.y / cell.weight};
    return cells;
}

/// Names from 0, the largest group first; of equal ones the one of the first participant. The cells'
/// groups get the same numbers.
Grouping named_by_size(const std::vector<ParticipantIndex>& participants, const Partition& of_people, std::size_t all, Partition& of_cells) {
    const auto groups = of_people.centers.size();
    std::vector<std::size_t> sizes(groups);
    std::vector<std::size_t> first(groups, SIZE_MAX);
    for (std::size_t i = 0; i < participants.size(); ++i) {
        ++sizes[of_people.group_of[i]];
        first[of_people.group_of[i]] = std::min(first[of_people.group_of[i]], i);
    }
    std::vector<std::size_t> order(groups);
    std::iota(order.begin(), order.end(), 0U);
    std::sort(order.begin(), order.end(), [&](auto a, auto b) { return sizes[a] != sizes[b] ? sizes[a] > sizes[b] : first[a] < first[b]; });
    std::vector<std::uint8_t> name(groups);
    std::vector<Point> centers;
    Grouping grouping;
    for (std::size_t i = 0; i < groups; ++i) {
        name[order[i]] = static_cast<std::uint8_t>(i);
        centers.push_back(of_cells.centers[order[i]]);
        grouping.names.push_back(std::to_string(i));
    }
    of_cells.centers = std::move(centers);
    for (auto& group : of_cells.group_of)
        group = name[group];
    grouping.of_participant.assign(all, ungrouped);
    for (std::size_t i = 0; i < participants.size(); ++i)
        grouping.of_participant[participants[i]] = name[of_people.group_of[i]];
    return grouping;
}

TriedCount described(const Partition& of_people, double silhouette, std::size_t size_min) {
    TriedCount tried{of_people.centers.size(), of_people.cost, silhouette, std::vector<std::size_t>(of_people.centers.size()), false};
    for (const auto group : of_people.group_of)
        ++tried.sizes[group];
    std::sort(tried.sizes.rbegin(), tried.sizes.rend());
    tried.is_admissible = tried.sizes.back() >= size_min;
    return tried;
}

} // namespace

std::size_t group_size_min(std::size_t grouped) { return std::max<std::size_t>(5, (grouped + 49) / 50); }

std::size_t chosen_count(const std::vector<TriedCount>& tried) {
    double best = -1;
    for (const auto& t : tried)
        if (t.is_admissible)
            best = std::max(best, t.silhouette);
    for (const auto& t : tried)
        if (t.is_admissible && t.silhouette >= best - nearly_equal)
            return t.count;
    return 1;
}

bool something_divides(const Conversation& conversation, const OpinionMap& map) {
    const auto& counts = conversation.co_votes();
    std::vector<std::size_t> shaping;
    std::vector<double> deviation; // mean square of a vote less the mean
    double variance = 0;
    double largest = 0;
    for (std::size_t j = 0; j < counts.statements(); ++j) {
        const auto& own = counts.of_statement(j);
        if (conversation.moderation()[j].is_out() || own.participants == 0)
            continue;
        const auto squares = own.product_sum - own.participants * map.center[j] * map.center[j];
        shaping.push_back(j);
        deviation.push_back(squares / own.participants);
        variance += squares;
        largest = std::max(largest, squares);
    }
    double widest = 0;
    std::vector<double> rows(shaping.size());
    for (std::size_t a = 0; a < shaping.size(); ++a)
        for (std::size_t b = 0; b < a; ++b) {
            const auto spread = counts.pair(shaping[a], shaping[b]).participants * deviation[a] * deviation[b];
            rows[a] += spread;
            rows[b] += spread;
        }
    for (const auto row : rows)
        widest = std::max(widest, row);
    return !map.explained.empty() && map.explained[0] * variance > largest + 2 * std::sqrt(widest);
}

OpinionGroups opinion_groups(const Conversation& conversation, const OpinionMap& map, const std::vector<Point>& positions, std::uint64_t seed) {
    OpinionGroups found;
    std::vector<ParticipantIndex> voters;
    for (ParticipantIndex p = 0; p < conversation.votes().participants(); ++p)
        if (!conversation.votes().row(p).empty())
            voters.push_back(p);
    found.participants = in_conversation(conversation.votes(), voters);
    std::vector<WeightedPoint> people;
    for (const auto participant : found.participants)
        people.push_back({positions[participant], 1});
    const auto size_min = group_size_min(people.size());
    found.cells = cells_of(people);
    std::vector<Partition> of_people;
    const auto counts_max = people.size() / size_min;
    const auto part = [&](std::size_t count) {
        found.partitions.push_back(many_start_k_means(found.cells, count, starts, seed));
        of_people.push_back(settled(people, found.partitions.back().centers, rounds_of_people));
    };
    for (std::size_t count = 2; count <= std::min(counts_tried, counts_max); ++count)
        part(count);
    const auto silhouette = silhouettes(found.cells, found.partitions);
    for (std::size_t k = 0; k < of_people.size(); ++k)
        found.tried.push_back(described(of_people[k], silhouette[k], size_min));
    for (auto count = counts_tried + 1; count <= counts_max && chosen_count(found.tried) + counts_further >= count; ++count) {
        part(count);
        found.tried.push_back(described(of_people.back(), silhouettes(found.cells, std::span(&found.partitions.back(), 1))[0], size_min));
    }
    found.count = something_divides(conversation, map) ? chosen_count(found.tried) : 1;
    if (found.count > 1) {
        found.grouping = named_by_size(found.participants, of_people[found.count - 2], positions.size(),
                                       found.partitions[found.count - 2]);
        return found;
    }
    found.found = something_divides(conversation, map) ? GroupsFound::TooSmall : GroupsFound::NothingDivides;
    found.grouping.names = {"0"};
    found.grouping.of_participant.assign(positions.size(), ungrouped);
    for (const auto participant : found.participants)
        found.grouping.of_participant[participant] = 0;
    return found;
}

Grouping with_names_of(const Grouping& before, Grouping now) {
    std::map<std::pair<std::int32_t, std::int32_t>, std::size_t> shared;
    for (std::size_t p = 0; p < std::min(before.of_participant.size(), now.of_participant.size()); ++p)
        if (before.of_participant[p] != ungrouped && now.of_participant[p] != ungrouped)
            ++shared[{before.of_participant[p], now.of_participant[p]}];
    std::vector<std::pair<std::size_t, std::pair<std::int32_t, std::int32_t>>> by_size;
    for (const auto& [pair, people] : shared)
        by_size.emplace_back(people, pair);
    std::stable_sort(by_size.begin(), by_size.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
    std::vector<bool> is_taken(before.groups());
    std::vector<bool> is_named(now.groups());
    for (const auto& [people, pair] : by_size) {
        const auto old = static_cast<std::size_t>(pair.first);
        const auto group = static_cast<std::size_t>(pair.second);
        if (is_taken[old] || is_named[group])
            continue;
        is_taken[old] = is_named[group] = true;
        now.names[group] = before.names[old];
    }
    int next = 0; // what is new has a name that no group before had
    for (std::size_t g = 0; g < now.groups(); ++g) {
        const auto is_used = [&](const std::string& name) {
            return std::find(before.names.begin(), before.names.end(), name) != before.names.end();
        };
        while (!is_named[g] && is_used(std::to_string(next)))
            ++next;
        if (!is_named[g])
            now.names[g] = std::to_string(next++);
    }
    return now;
}

} // namespace samatcha::consensus
