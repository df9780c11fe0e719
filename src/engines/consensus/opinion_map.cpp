#include "engines/consensus/opinion_map.hpp"

#include "base/parallel.hpp"
#include "engines/consensus/leading_axes.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace samatcha::consensus {

namespace {

constexpr std::size_t axes_told = 4;

/// Statements that shape the map: voted on and not moderated out.
std::vector<std::size_t> shaping_statements(const Conversation& conversation) {
    std::vector<std::size_t> shaping;
    for (std::size_t j = 0; j < conversation.votes().statements(); ++j)
        if (!conversation.moderation()[j].is_out() && conversation.co_votes().of_statement(j).participants > 0)
            shaping.push_back(j);
    return shaping;
}

/// X'X of the votes less their statement's mean, from whole numbers: (X'X)_ij = Q_ij - m_j S_ij - m_i S_ji + m_i m_j N_ij.
SymmetricMatrix cross_products(const CoVotes& counts, const std::vector<std::size_t>& shaping,
                               const std::vector<double>& mean) {
    SymmetricMatrix matrix(shaping.size());
    for (std::size_t a = 0; a < shaping.size(); ++a)
        for (std::size_t b = 0; b <= a; ++b) {
            const auto i = shaping[a];
            const auto j = shaping[b];
            const auto& pair = counts.pair(i, j);
            matrix.set(a, b, pair.product_sum - mean[j] * pair.higher_sum - mean[i] * pair.lower_sum +
                                 mean[i] * mean[j] * pair.participants);
        }
    return matrix;
}

/// A component points where its loadings' sum is positive.
void set_sign(std::vector<double>& direction) {
    const auto sum = std::accumulate(direction.begin(), direction.end(), 0.0);
    if (sum < 0)
        for (auto& value : direction)
            value = -value;
}

/// Of one participant alone, whose votes are no deviation from anything: the votes themselves.
void map_single_voter(const Conversation& conversation, ParticipantIndex participant, OpinionMap& map) {
    std::fill(map.center.begin(), map.center.end(), 0.0);
    std::vector<double> direction(map.center.size());
    double length = 0;
    for (const auto cast : conversation.votes().row(participant))
        if (!conversation.moderation()[cast.statement()].is_out()) {
            direction[cast.statement()] = -value_of(cast.vote());
            length += std::abs(direction[cast.statement()]);
        }
    for (std::size_t j = 0; j < direction.size() && length > 0; ++j)
        map.loading[j].x = direction[j] / std::sqrt(length);
    map.explained.assign(1, length > 0 ? 1.0 : 0.0);
}

void map_variance(const Conversation& conversation, OpinionMap& map) {
    const auto shaping = shaping_statements(conversation);
    std::vector<double> mean(map.center.size());
    for (const auto j : shaping)
        mean[j] = -map.center[j];
    const auto matrix = cross_products(conversation.co_votes(), shaping, mean);
    double variance = 0;
    for (std::size_t a = 0; a < shaping.size(); ++a)
        variance += matrix.at(a, a);
    auto axes = leading_axes(matrix, axes_told);
    for (std::size_t k = 0; k < axes.size(); ++k) {
        map.explained.push_back(variance > 0 ? axes[k].strength / variance : 0.0);
        if (k >= 2 || axes[k].strength <= 1e-12 * variance) // everyone agrees in all that is left
            continue;
        set_sign(axes[k].direction);
        for (std::size_t a = 0; a < shaping.size(); ++a)
            (k == 0 ? map.loading[shaping[a]].x : map.loading[shaping[a]].y) = axes[k].direction[a];
    }
}

} // namespace

OpinionMap opinion_map(const Conversation& conversation) {
    const auto statements = conversation.votes().statements();
    OpinionMap map;
    map.center.resize(statements);
    map.loading.resize(statements);
    for (const auto j : shaping_statements(conversation)) {
        const auto& own = conversation.co_votes().of_statement(j);
        map.center[j] = -static_cast<double>(own.higher_sum) / own.participants;
    }
    std::vector<ParticipantIndex> voters;
    for (ParticipantIndex p = 0; p < conversation.votes().participants() && voters.size() < 2; ++p)
        if (!conversation.votes().row(p).empty())
            voters.push_back(p);
    if (voters.size() == 1)
        map_single_voter(conversation, voters[0], map);
    else
        map_variance(conversation, map);
    const auto scale = std::sqrt(static_cast<double>(statements));
    for (std::size_t j = 0; j < statements; ++j) {
        const auto pull = scale * (-1 - map.center[j]);
        map.statement_position.push_back({pull * map.loading[j].x, pull * map.loading[j].y});
        map.statement_extremity.push_back(distance({}, map.statement_position[j]));
    }
    return map;
}

namespace {

Point position_at(const Conversation& conversation, const OpinionMap& map, ParticipantIndex participant, std::size_t moderated) {
    Point sum;
    auto counted = moderated;
    for (const auto cast : conversation.votes().row(participant)) {
        const std::size_t j = cast.statement();
        if (conversation.moderation()[j].is_out())
            continue;
        const auto pull = -value_of(cast.vote()) - map.center[j];
        sum.x += pull * map.loading[j].x;
        sum.y += pull * map.loading[j].y;
        ++counted;
    }
    const auto scale = std::sqrt(static_cast<double>(conversation.votes().statements()) /
                                 static_cast<double>(std::max<std::size_t>(1, counted)));
    return {sum.x * scale, sum.y * scale};
}

std::size_t moderated_out(const Conversation& conversation) {
    return static_cast<std::size_t>(std::count_if(conversation.moderation().begin(), conversation.moderation().end(),
                                                  [](const Moderation& m) { return m.is_out(); }));
}

} // namespace

Point position_of(const Conversation& conversation, const OpinionMap& map, ParticipantIndex participant) {
    return position_at(conversation, map, participant, moderated_out(conversation));
}

std::vector<Point> positions(const Conversation& conversation, const OpinionMap& map, unsigned threads) {
    constexpr std::size_t participants_of_a_part = 4096;
    const auto moderated = moderated_out(conversation);
    std::vector<Point> places(conversation.votes().participants());
    parallel_parts(threads, (places.size() + participants_of_a_part - 1) / participants_of_a_part, [&](std::size_t part) {
        const auto first = part * participants_of_a_part;
        for (auto p = first; p < std::min(places.size(), first + participants_of_a_part); ++p)
            places[p] = position_at(conversation, map, static_cast<ParticipantIndex>(p), moderated);
    });
    return places;
}

std::vector<StatementIndex> placing_statements(const Conversation& conversation, const OpinionMap& map, ParticipantIndex participant,
                                               Point position, std::size_t count) {
    std::vector<std::pair<double, StatementIndex>> pulls;
    for (const auto cast : conversation.votes().row(participant)) {
        const std::size_t j = cast.statement();
        const auto deviation = -value_of(cast.vote()) - map.center[j];
        const auto pull = deviation * (map.loading[j].x * position.x + map.loading[j].y * position.y);
        if (pull > 0 && !conversation.moderation()[j].is_out())
            pulls.emplace_back(-pull, cast.statement());
    }
    std::sort(pulls.begin(), pulls.end());
    std::vector<StatementIndex> placing;
    for (std::size_t i = 0; i < std::min(count, pulls.size()); ++i)
        placing.push_back(pulls[i].second);
    return placing;
}

} // namespace samatcha::consensus
