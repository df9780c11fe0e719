#include "engines/consensus/routing.hpp"

#include "engines/consensus/draw.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

// docs/consensus.md, "Which statement next".

namespace samatcha::consensus {

std::vector<double> polis_priorities(const Conversation& conversation, const OpinionMap& map, const CountTable& counts) {
    constexpr double meta_priority = 49;
    std::vector<double> priorities;
    for (std::size_t j = 0; j < counts.of_all.size(); ++j) {
        if (conversation.moderation()[j].is_meta) {
            priorities.push_back(meta_priority);
            continue;
        }
        VoteCounts grouped;
        for (const auto& group : counts.of_group)
            grouped += group[j];
        const auto importance = (1 - smoothed_share(grouped.pass(), grouped.seen)) * (map.statement_extremity[j] + 1) *
                                smoothed_share(grouped.agree, grouped.seen);
        const auto novelty = 1 + 8 * std::exp2(-static_cast<double>(grouped.seen) / 5);
        priorities.push_back(importance * novelty * importance * novelty);
    }
    return priorities;
}

namespace {

constexpr double meta_weight = 1;
constexpr std::size_t votes_before_meta = 7;
constexpr std::size_t votes_of_a_meta = 3;

/// How unsure the share is that agrees: 1 where nobody has voted, falling with the root of votes.
double unsureness(const VoteCounts& votes) {
    const auto a = static_cast<double>(votes.agree + 1);
    const auto n = static_cast<double>(votes.seen + 2);
    return std::sqrt(12 * a * (n - a) / (n * n * (n + 1)));
}

} // namespace

Router::Router(const Conversation& conversation, const OpinionMap& map, const Grouping& grouping, const CountTable& counts, Options options)
    : m_options(std::move(options)), m_grouping(grouping) {
    const auto priorities = polis_priorities(conversation, map, counts);
    const auto wanted_of = [&](const std::vector<VoteCounts>& votes) {
        std::vector<double> wanted;
        for (StatementIndex j = 0; j < priorities.size(); ++j) {
            const auto& moderation = conversation.moderation()[j];
            const bool is_open = m_options.is_open ? m_options.is_open(j) : moderation.decision != Decision::Rejected;
            const auto unsure = unsureness(votes[j]);
            wanted.push_back(!is_open ? 0 : (moderation.is_meta ? meta_weight : priorities[j]) * (0.25 + 3 * unsure * unsure));
        }
        return wanted;
    };
    for (const auto& of_group : counts.of_group)
        m_wanted.push_back(wanted_of(of_group));
    m_wanted.push_back(wanted_of(counts.of_all));
}

std::optional<StatementIndex> Router::next(const Conversation& conversation, ParticipantIndex participant,
                                           const std::vector<StatementIndex>& passed_over) const {
    const auto row = conversation.votes().row(participant);
    const auto group = participant < m_grouping.of_participant.size() ? m_grouping.of_participant[participant] : ungrouped;
    auto wanted = m_wanted[place(group)];
    std::size_t meta = 0;
    for (const auto cast : row)
        if (cast.statement() < wanted.size()) {
            wanted[cast.statement()] = 0;
            meta += conversation.moderation()[cast.statement()].is_meta;
        }
    for (const auto statement : passed_over)
        if (statement < wanted.size()) // those written since are asked after the next publication
            wanted[statement] = 0;
    for (const auto statement : m_options.first)
        if (statement < wanted.size() && wanted[statement] > 0)
            return statement;
    const bool may_ask_meta = row.size() >= votes_before_meta && (meta + 1) * votes_of_a_meta <= row.size() + 1;
    double sum = 0;
    for (StatementIndex j = 0; j < wanted.size(); ++j) {
        if (!may_ask_meta && conversation.moderation()[j].is_meta)
            wanted[j] = 0;
        sum += wanted[j];
    }
    if (sum <= 0)
        return std::nullopt;
    // One draw for each participant and number of votes: asking again gives the same statement.
    Draw draw(m_options.seed * 0x9e3779b97f4a7c15 + (std::uint64_t{participant} << 20) + row.size() + passed_over.size());
    auto left = draw.unit() * sum;
    std::optional<StatementIndex> chosen;
    for (StatementIndex j = 0; j < wanted.size(); ++j) {
        if (wanted[j] <= 0)
            continue;
        chosen = j;
        if ((left -= wanted[j]) < 0)
            break;
    }
    return chosen;
}

} // namespace samatcha::consensus
