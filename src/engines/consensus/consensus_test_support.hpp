#pragma once

// For tests only: conversations that nobody had.
#include "engines/consensus/conversation.hpp"

#include <random>
#include <string_view>
#include <utility>
#include <vector>

namespace samatcha::consensus {

/// A row a participant, a letter a statement: + agree, - disagree, o pass, . no vote.
inline VoteTable votes_drawn(const std::vector<std::string_view>& rows) {
    VoteTable votes(rows.empty() ? 0 : rows[0].size(), rows.size());
    for (ParticipantIndex p = 0; p < rows.size(); ++p)
        for (StatementIndex j = 0; j < rows[p].size(); ++j)
            if (rows[p][j] != '.')
                votes.set(p, j, rows[p][j] == '+' ? Vote::Agree : rows[p][j] == '-' ? Vote::Disagree : Vote::Pass);
    return votes;
}

inline Conversation conversation_of(VoteTable votes) {
    std::vector<Moderation> moderation(votes.statements());
    return Conversation(std::move(votes), std::move(moderation), 1);
}

/// Camps that see each statement in their own way, and vote so four times in five.
struct InventedCamps {
    std::vector<int> sizes;
    std::size_t statements = 40;
    double voted = 0.5; ///< Share of statements that a participant votes on.
};

inline VoteTable invented_votes(const InventedCamps& camps, std::uint64_t seed, std::vector<int>* camp_of = nullptr) {
    std::mt19937_64 random(seed);
    const auto one_in = [&](double share) { return static_cast<double>(random() >> 11) * 0x1p-53 < share; };
    std::vector<std::vector<Vote>> opinions(camps.sizes.size());
    for (auto& opinion : opinions)
        for (std::size_t j = 0; j < camps.statements; ++j)
            opinion.push_back(one_in(0.5) ? Vote::Agree : Vote::Disagree);
    VoteTable votes(camps.statements, 0);
    for (std::size_t camp = 0; camp < opinions.size(); ++camp)
        for (int i = 0; i < camps.sizes[camp]; ++i) {
            const auto p = static_cast<ParticipantIndex>(votes.participants());
            votes.add_participant();
            if (camp_of != nullptr)
                camp_of->push_back(static_cast<int>(camp));
            for (StatementIndex j = 0; j < camps.statements; ++j)
                if (one_in(camps.voted))
                    votes.set(p, j, one_in(0.8) ? opinions[camp][j] : one_in(0.5) ? Vote::Pass : one_in(0.5) ? Vote::Agree : Vote::Disagree);
        }
    return votes;
}

} // namespace samatcha::consensus
