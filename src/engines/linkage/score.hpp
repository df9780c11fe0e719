#pragma once

#include "engines/linkage/compare.hpp"
#include "engines/linkage/linkage.hpp"
#include "engines/linkage/model.hpp"

#include <array>
#include <vector>

namespace samatcha::linkage {

/// Turns patterns into weights by a model.
class Scorer {
public:
    /// Fails with InvalidInput, linkage.model_does_not_fit, if the model is of other fields or levels.
    static Result<Scorer> create(const Comparer&, const Model&);

    /// log2 of the odds that two records are one person. How common a shared value is scales the chance
    /// of agreeing by accident, but only in the classes where it is an accident: a rare surname does
    /// not tell brothers apart.
    double weight(Pattern, const std::uint32_t* left, const std::uint32_t* right) const;

    /// The same, field by field: what each adds to the weight, in the order of the fields; the first
    /// entry, of no field, is the prior. They sum to the weight.
    std::vector<Evidence> evidence(Pattern, const std::uint32_t* left, const std::uint32_t* right) const;

private:
    using Odds = std::array<double, class_count>;
    explicit Scorer(const Comparer& comparer) : m_comparer(&comparer) {}
    void add_field(Odds&, std::size_t field, unsigned level, const std::uint32_t* left,
                   const std::uint32_t* right) const;
    static double log_odds(const Odds&);

    const Comparer* m_comparer;
    Odds m_prior{};
    std::vector<std::array<Odds, 16>> m_levels; ///< By field and level.
};

double probability_of(double weight);
double weight_of(double probability);

} // namespace samatcha::linkage
