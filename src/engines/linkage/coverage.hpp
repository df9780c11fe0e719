#pragma once

#include "engines/linkage/blocking.hpp"
#include "engines/linkage/compare.hpp"

#include <array>
#include <cstdint>
#include <utility>
#include <vector>

namespace samatcha::linkage {

/// Probabilities of the levels of each field, level 0 being "a side is missing".
using LevelProbabilities = std::vector<std::array<double, 16>>;

/// Shares of pairs by the rules that meet them, a bit for each rule.
using RuleMasses = std::vector<std::pair<std::uint64_t, double>>;

/// Which patterns the blocking rules let through. Candidate pairs are a sample cut off by the rules;
/// without taking that into account, whatever the rules demand looks more certain than it is. Of values that
/// are nearly alike some have a key in common: how many is counted among values drawn.
class Coverage {
public:
    Coverage(const Comparer&, const Blocking&, unsigned threads);

    struct Result {
        double met = 1; ///< Probability that some rule meets a pair of this class.
        LevelProbabilities not_met; ///< By field and level: probability of that level and of not being met.
    };
    /// For a class of pairs whose fields agree independently with these probabilities.
    Result of(const LevelProbabilities&) const;
    /// Leaves out all rules but these, a bit for each.
    void keep_rules(std::uint64_t rules);
    /// Of such pairs, which share is met by these rules and by no other; those met by none are left
    /// out.
    RuleMasses met_by(const LevelProbabilities&) const;

private:
    struct Group {
        std::uint64_t rules;           ///< The rules that are not forbidden,
        std::array<double, 16> shares; ///< by such a share of the pairs at each level.
    };
    using Masses = std::vector<std::vector<double>>; ///< Of the groups, by field.
    Masses masses(const LevelProbabilities&) const;
    RuleMasses rules_open(const Masses&, std::size_t without_field) const;
    void add(std::size_t field, unsigned level, std::uint64_t rules, double share);
    void add_by_level(const Comparer&, const Blocking&, std::size_t field);
    static double mass(const std::array<double, 16>&, const Group&);

    bool m_all = false;
    std::uint64_t m_every_rule = 0;
    std::vector<std::vector<Group>> m_groups; ///< By field.
};

} // namespace samatcha::linkage
