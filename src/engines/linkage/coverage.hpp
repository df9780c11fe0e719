#pragma once

#include "engines/linkage/blocking.hpp"
#include "engines/linkage/compare.hpp"

#include <array>
#include <vector>

namespace samatcha::linkage {

/// Probabilities of the levels of each field, level 0 being "a side is missing".
using LevelProbabilities = std::vector<std::array<double, 16>>;

/// Which patterns the blocking rules let through. Candidate pairs are a sample cut off by the rules;
/// without taking that into account, whatever the rules demand looks more certain than it is.
class Coverage {
public:
    Coverage(const Records&, const Blocking&);

    struct Result {
        double met = 1; ///< Probability that some rule meets a pair of this class.
        LevelProbabilities not_met; ///< By field and level: probability of that level and of not being met.
    };
    /// For a class of pairs whose fields agree independently with these probabilities.
    Result of(const LevelProbabilities&) const;

private:
    struct Group {
        std::uint64_t rules;    ///< The rules that these levels do not forbid.
        std::uint32_t levels;   ///< A bit for each.
    };
    using Open = std::vector<std::pair<std::uint64_t, double>>;
    Open rules_open(const LevelProbabilities&, std::size_t without_field) const;
    static double mass(const std::array<double, 16>&, std::uint32_t levels);

    bool m_all = false;
    std::uint64_t m_every_rule = 0;
    std::vector<std::vector<Group>> m_groups; ///< By field.
};

} // namespace samatcha::linkage
