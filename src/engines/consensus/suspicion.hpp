#pragma once

#include "engines/consensus/votes.hpp"

#include <cstdint>
#include <vector>

namespace samatcha::consensus {

constexpr std::size_t votes_to_be_suspected = 10;
constexpr std::size_t alike_to_be_suspected = 3;

/// When a participant voted first and last.
struct VotingTime {
    std::int64_t first_ms = 0;
    std::int64_t last_ms = 0;
};

/// Reasons to look at a participant's votes, none of them proof. All need at least ten votes.
struct Suspicion {
    ParticipantIndex participant = 0;
    bool votes_all_same = false;  ///< Agreed to everything, or disagreed with, or passed.
    bool votes_in_a_burst = false; ///< Less than a second a vote, so nothing was read.
    std::size_t alike = 0;         ///< Participants with exactly these votes, this one among them; at least three, else 0.
};

/// In the order of participants. `times` may be empty: then no burst is seen.
std::vector<Suspicion> suspicions(const VoteTable&, const std::vector<VotingTime>& times);

} // namespace samatcha::consensus
