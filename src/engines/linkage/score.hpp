#pragma once

#include "engines/linkage/compare.hpp"
#include "engines/linkage/hash.hpp"
#include "engines/linkage/linkage.hpp"
#include "engines/linkage/model.hpp"

#include <algorithm>
#include <array>
#include <vector>

namespace samatcha::linkage {

/// Odds of the classes of pairs, not normalised.
using ClassOdds = std::array<double, class_count>;

/// Odds of the classes whose pairs agree in the same fields by accident, against those of matches.
struct OddsAgainst {
    double kin = 0; ///< Of one household, and twins.
    double neighbour = 0;
    double chance = 0;

    /// That two records are one person, if what they share is so common.
    double odds(const Commonness& common) const {
        return 1 / std::max(kin * common.personal + neighbour * common.household + chance * common.all, 1e-300);
    }
};

/// Remembers what patterns met lately say. One for each thread and Scorer.
class ScoreMemo {
public:
    ScoreMemo() : m_entries(size) {}
    template <class Compute>
    const OddsAgainst& odds(Pattern pattern, const Compute& compute) {
        auto& entry = m_entries[mix(pattern) % size];
        if (entry.pattern != pattern)
            entry = {pattern, compute()};
        return entry.odds;
    }

private:
    static constexpr std::size_t size = 1U << 12U;
    struct Entry {
        Pattern pattern = ~Pattern{0}; ///< Which is none: no field has so many levels.
        OddsAgainst odds;
    };
    std::vector<Entry> m_entries;
};

/// Turns patterns into weights by a model.
class Scorer {
public:
    /// Fails with InvalidInput, linkage.model_does_not_fit, if the model is of other fields or levels.
    static Result<Scorer> create(const Comparer&, const Model&);

    /// log2 of the odds that two records are one person. How common a shared value is scales the chance
    /// of agreeing by accident, but only in the classes where it is an accident: a rare surname does
    /// not tell brothers apart.
    double weight(Pattern, const std::uint32_t* left, const std::uint32_t* right, ScoreMemo&) const;
    /// What the pattern says of the classes that are no matches.
    OddsAgainst against(Pattern) const;
    /// The odds themselves, which cost less.
    double odds(Pattern, const Commonness&, ScoreMemo&) const;

    /// The same, field by field: what each adds to the weight, in the order of the fields; the first
    /// entry, of no field, is the prior. They sum to the weight.
    std::vector<Evidence> evidence(Pattern, const std::uint32_t* left, const std::uint32_t* right) const;

private:
    explicit Scorer(const Comparer& comparer) : m_comparer(&comparer) {}
    void add_level(ClassOdds&, std::size_t field, unsigned level) const;
    static void add_commonness(ClassOdds&, const Commonness&);
    static double match_odds(const ClassOdds&);

    const Comparer* m_comparer;
    ClassOdds m_prior{};
    std::vector<std::array<ClassOdds, 16>> m_levels; ///< By field and level.
};

double probability_of(double weight);
double weight_of(double probability);
/// Bits, no more than 120 either way.
double weight_of_odds(double odds);

} // namespace samatcha::linkage
