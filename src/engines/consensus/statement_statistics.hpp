#pragma once

#include "engines/consensus/conversation.hpp"
#include "engines/consensus/grouping.hpp"

#include <cstdint>
#include <vector>

namespace samatcha::consensus {

/// How some people voted on a statement. A pass is a vote.
struct VoteCounts {
    std::int64_t agree = 0;
    std::int64_t disagree = 0;
    std::int64_t seen = 0;

    std::int64_t pass() const { return seen - agree - disagree; }
    VoteCounts& operator+=(const VoteCounts&);
    VoteCounts& operator-=(const VoteCounts&);
    friend bool operator==(const VoteCounts&, const VoteCounts&) = default;
};

/// Of a conversation, statement by statement.
struct CountTable {
    std::vector<std::vector<VoteCounts>> of_group; ///< [group][statement]
    std::vector<VoteCounts> of_all;                ///< Everyone, grouped or not.
};

CountTable count_votes(const VoteTable&, const Grouping&, unsigned threads);

/// As Polis counts for its tests: on a statement that was moderated out everyone has passed.
CountTable moderated_counts(const CountTable&, const Conversation&, const Grouping&);

/// Share of those who saw a statement, drawn toward one half: (s+1)/(n+2).
double smoothed_share(std::int64_t successes, std::int64_t trials);
/// How far a share lies from one half, in standard deviations.
double one_share_test(std::int64_t successes, std::int64_t trials);
/// How far two shares lie apart, in standard deviations.
double two_shares_test(std::int64_t successes, std::int64_t trials, std::int64_t other_successes, std::int64_t other_trials);

/// What a group said of a statement, and how that differs from all other groups together.
struct StatementStatistics {
    VoteCounts counts;
    double agree_share = 0;    ///< Polis' pa, and so on: pd pat pdt ra rd rat rdt.
    double disagree_share = 0;
    double agree_test = 0;
    double disagree_test = 0;
    double agree_ratio = 0;
    double disagree_ratio = 0;
    double agree_ratio_test = 0;
    double disagree_ratio_test = 0;
};

/// [group][statement], of moderated counts.
std::vector<std::vector<StatementStatistics>> statement_statistics(const CountTable& moderated);

/// Product over groups of the smoothed share that agreed. High only where no group stands apart.
std::vector<double> group_aware_agreement(const CountTable&);
/// The same of disagreeing.
std::vector<double> group_aware_disagreement(const CountTable&);

} // namespace samatcha::consensus
