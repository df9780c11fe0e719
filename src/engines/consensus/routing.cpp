#include "engines/consensus/routing.hpp"

#include <cmath>

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

} // namespace samatcha::consensus
