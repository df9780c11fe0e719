#pragma once

#include "engines/linkage/compare.hpp"
#include "engines/linkage/coverage.hpp"
#include "engines/linkage/estimate.hpp"

#include <vector>

namespace samatcha::linkage {

/// Pairs of one person whose fields agree independently with these probabilities, missing values included.
struct MatchKind {
    double share = 0; ///< Of all pairs of one person, those that no rule meets included.
    LevelProbabilities levels;
};

/// Errors come together: a record that has one has the others sooner. So the pairs of one person are of two kinds, some
/// with few errors and some with many, learnt by expectation maximisation from how the pairs that were met agree, with the
/// cut that blocking makes imputed. Beside the model, which weighs evidence; this says what rules find.
std::vector<MatchKind> match_kinds(const Comparer&, const Coverage&, const LevelProbabilities& matches,
                                   const std::vector<PatternCount>&, const std::vector<double>& matches_of_pattern);

/// Which rules meet pairs of these kinds.
RuleMasses met_by(const Coverage&, const std::vector<MatchKind>&);

} // namespace samatcha::linkage
