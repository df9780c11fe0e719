#pragma once

#include "engines/linkage/blocking.hpp"
#include "engines/linkage/compare.hpp"
#include "engines/linkage/estimate.hpp"
#include "engines/linkage/linkage.hpp"
#include "engines/linkage/resolve.hpp"
#include "engines/linkage/score.hpp"

#include <array>
#include <functional>
#include <optional>
#include <span>
#include <vector>

namespace samatcha::linkage {

/// The candidate pairs of a run: met by a rule, compared once, kept as two numbers and a pattern. Where
/// they would take too much memory only a part of them is kept to learn from, and all are met and
/// compared again to be scored.
class Candidates {
public:
    /// So many pairs say how pairs agree as well as any more would.
    static constexpr std::uint64_t learnt_pairs = 8'000'000;

    /// `pairs_kept_max` bounds what is kept; `pairs_expected` is what all rules will meet.
    Candidates(const Comparer&, Blocking&, const PairScope&, unsigned threads,
               std::uint64_t pairs_expected, std::uint64_t pairs_kept_max);

    /// Runs all rules. False if cancelled.
    bool collect(const std::function<bool(double)>& go_on);
    bool is_part() const { return m_one_in > 1; }

    const std::vector<RuleReport>& rules() const { return m_rules; }
    std::vector<PatternCount> patterns() const; ///< By pattern; of a part they stand for all.

    struct Scored {
        LargeVector<WeightedPair> above; ///< At or above the bound.
        LargeVector<WeightedPair> kept;  ///< All, if asked for.
        std::vector<WeightBin> histogram;
        double expected_below = 0; ///< Matches expected among those below the bound.
        std::uint64_t pairs = 0;
        std::uint64_t held() const { return above.size() + kept.size(); }
        void add(Scored more);
    };
    /// Compares and scores these pairs alone. Nothing if cancelled.
    static std::optional<Scored> score_pairs(const Comparer&, const Scorer&, std::span<const RecordPair>, double bound,
                                             bool keep_all, unsigned threads, const std::function<bool(double)>& go_on);
    /// Gives the kept pairs back to the system. Nothing if cancelled; stops early where what is to be returned is
    /// more than `pairs_max` pairs.
    std::optional<Scored> score(const Scorer&, double bound, bool keep_all, std::uint64_t pairs_max,
                                const std::function<bool(double)>& go_on);

private:
    /// In multiples of four bytes: there are many.
    struct Pair {
        std::uint32_t left, right;
        std::uint32_t pattern; ///< Its number among those of the part.
        Commonness common;
    };
    struct Part {
        std::vector<Pair> pairs;
        std::vector<PatternCount> patterns; ///< Of these pairs, by number.
    };
    class Collection;
    class ScoredPart;
    bool collect_all_pairs(const std::function<bool(double)>& go_on);
    template <class Result, class Make>
    bool meet(std::size_t rule, std::uint32_t one_in, std::vector<Result>& results, const Make&,
              const std::function<bool(double)>& go_on);
    class KeyRows;
    template <class Take>
    void meet_in_block(std::size_t rule, std::span<const std::uint32_t> records, std::uint32_t key,
                       const std::uint32_t* rows, const Take&) const;

    const Comparer& m_comparer;
    Blocking& m_blocking;
    PairScope m_scope;
    unsigned m_threads;
    std::uint32_t m_one_in = 1; ///< Of the keys, one in so many is looked at.
    std::vector<Part> m_parts;
    std::vector<RuleReport> m_rules;
};

} // namespace samatcha::linkage
