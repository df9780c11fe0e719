#pragma once

#include "engines/linkage/compare.hpp"
#include "engines/linkage/coverage.hpp"
#include "engines/linkage/linkage.hpp"
#include "engines/linkage/model.hpp"
#include "engines/linkage/pair_scope.hpp"

#include <array>
#include <cstdint>
#include <functional>
#include <vector>

namespace samatcha::linkage {

struct PatternCount {
    Pattern pattern = 0;
    std::uint64_t pairs = 0;
};

/// All comparable pairs, whether a rule met them or not.
struct AllPairs {
    double pairs = 0;
    LevelProbabilities levels; ///< Over present values; matches are among them.
    std::vector<double> missing; ///< By field: share of pairs where a side has no value.
    /// Every pair was counted; else the fuzzy levels are those of values drawn among many, of which
    /// matches are next to none.
    bool is_counted = false;
};

/// Exact levels from the frequencies of all values (of more than four million records, of a part of them). Fuzzy ones by
/// comparing 500 values with 500 others: both stand at even steps through the values of all records in their order, so that
/// each value comes as often as it is frequent. Nothing is drawn by lot: the same files give the same. Or, where every pair
/// is a candidate, from the counts.
AllPairs describe_all_pairs(const Comparer&, const PairScope&, unsigned threads);
AllPairs describe_all_pairs(const Comparer&, const std::vector<PatternCount>&);

/// A pair of which people know what it is.
struct LabelledPair {
    Pattern pattern = 0;
    Decision decision = Decision::Same;
    double stands_for = 1; ///< As DecidedPair.
};

struct Estimate {
    Model model;
    double matches = 0;        ///< Expected among all pairs, those that no rule met included.
    double matches_unmet = 0;  ///< Of them, met by no rule.
    std::vector<double> matches_of_pattern; ///< Expected among the pairs of each pattern, in their order.
};

/// Expectation maximisation (Dempster, Laird and Rubin 1977) over the counts of patterns. Five classes
/// of pairs: what is personal is fixed to chance in all but the matches, so that a family stays a
/// family; the cut that blocking makes is imputed (Coverage); chance itself is what the frequencies
/// say less what the other classes explain.
///
/// Labelled pairs, all met by a rule, are of the class people gave them, whatever they look like
/// (Larsen and Rubin 2001): the model is learnt without them first; then each takes the place of as many
/// pairs as it stands for among those of the same whole number of bits, never of more than there are,
/// and the model is learnt on from there.
Estimate estimate_model(const Comparer&, const Coverage&, const AllPairs&,
                        const std::vector<PatternCount>&, const std::vector<LabelledPair>&,
                        double matches_expected, unsigned threads, const std::function<bool(double)>& go_on);

} // namespace samatcha::linkage
