#pragma once

#include "engines/linkage/blocking.hpp"
#include "engines/linkage/compare.hpp"
#include "engines/linkage/coverage.hpp"
#include "engines/linkage/estimate.hpp"
#include "engines/linkage/pair_scope.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace samatcha::linkage {

/// What one rule finds of the pairs of one person.
struct RuleShare {
    double recall = 0;      ///< The share that it meets,
    double recall_more = 0; ///< and the share that it meets and no rule before it.
};

/// What the estimate does not tell from the share that is wanted: a rule that brings less brings
/// nothing.
inline constexpr double recall_told_apart = 1e-4;

/// What rules find of the pairs of one person.
struct RuleRecall {
    double together = 0;
    std::vector<RuleShare> rules;
};
RuleRecall recall_of(const RuleMasses&, std::size_t rules);

/// How a model says pairs of one person agree, missing values included.
LevelProbabilities match_levels(const Model&, const AllPairs&);

/// Patterns of pairs that the rules would meet, some thousand of each rule, counted for all: to
/// learn how pairs of one person agree before any rule is run. Asked for before make_keys(), which
/// it needs not.
std::vector<PatternCount> drawn_patterns(const Comparer&, const Blocking&, const PairScope&,
                                         unsigned threads);

/// Which rules are needed, a bit for each: the costliest are left out as long as the others find the wanted share of
/// the pairs of one person, or, where all together do not, next to as many as all. Those across scripts stay.
std::uint64_t needed_rules(const RuleMasses&, const Blocking&, double recall_wanted);

} // namespace samatcha::linkage
