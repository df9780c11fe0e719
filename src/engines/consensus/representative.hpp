#pragma once

#include "engines/consensus/statement_statistics.hpp"

#include <cstdint>
#include <vector>

namespace samatcha::consensus {

/// One-sided, of nine in ten.
constexpr double significant_test = 1.2816;
constexpr std::size_t statements_told = 5;

/// What a statement stands for in a group: agreeing with it or disagreeing.
struct RepresentativeStatement {
    std::size_t statement = 0;
    Vote direction = Vote::Agree;
    std::int64_t successes = 0; ///< Votes in that direction.
    std::int64_t trials = 0;
    double share = 0;
    double test = 0;
    double ratio = 0;
    double ratio_test = 0;
    bool is_best_agreed = false; ///< Of all the group agrees with, it tells the group best.
    std::int64_t agreed = 0;     ///< Of the best agreed.
};

/// As Polis chooses: at most five, agreed ones first.
std::vector<RepresentativeStatement> representative_statements(const std::vector<StatementStatistics>& of_group,
                                                              const std::vector<Moderation>&);

/// What most people said, over the whole conversation.
struct MajorityStatement {
    std::size_t statement = 0;
    std::int64_t successes = 0;
    std::int64_t trials = 0;
    double share = 0;
    double test = 0;
};

struct MajorityStatements {
    std::vector<MajorityStatement> agreed;
    std::vector<MajorityStatement> disagreed;
};

MajorityStatements majority_statements(const std::vector<VoteCounts>& of_all, const std::vector<Moderation>&);

} // namespace samatcha::consensus
