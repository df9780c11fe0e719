#pragma once

#include "engines/linkage/blocking.hpp"
#include "engines/linkage/compare.hpp"
#include "engines/linkage/estimate.hpp"
#include "engines/linkage/linkage.hpp"
#include "engines/linkage/resolve.hpp"
#include "engines/linkage/score.hpp"

#include <functional>
#include <vector>

namespace samatcha::linkage {

/// The candidate pairs of a run: met by a rule, compared once, kept as two numbers and a pattern.
class Candidates {
public:
    Candidates(const Comparer&, Blocking&, const PairScope&, unsigned threads);

    /// Runs all rules. False if cancelled.
    bool collect(const std::function<bool(double)>& go_on);

    const std::vector<RuleReport>& rules() const { return m_rules; }
    std::uint64_t pairs() const { return m_count; }
    std::vector<PatternCount> patterns() const; ///< By pattern.

    struct Scored {
        std::vector<WeightedPair> above; ///< At or above the bound.
        std::vector<WeightedPair> kept;  ///< All, if asked for.
        std::vector<WeightBin> histogram;
        double expected_below = 0; ///< Matches expected among those below the bound.
    };
    Scored score(const Scorer&, double bound, bool keep_all) const;

private:
    struct Pair {
        std::uint32_t left, right;
        Pattern pattern;
    };
    struct Part {
        std::vector<Pair> pairs;
    };
    bool collect_all_pairs(const std::function<bool(double)>& go_on);
    bool collect_rule(std::size_t rule, const std::function<bool(double)>& go_on);
    void fetch_ahead(const Blocking::RuleBlocks&, std::size_t block) const;
    void compare_block(std::size_t rule, const Blocking::RuleBlocks&, const Blocking::Block&, CompareMemo&,
                       Part&) const;

    const Comparer& m_comparer;
    Blocking& m_blocking;
    PairScope m_scope;
    unsigned m_threads;
    std::vector<Part> m_parts;
    std::vector<RuleReport> m_rules;
    std::uint64_t m_count = 0;
};

} // namespace samatcha::linkage
