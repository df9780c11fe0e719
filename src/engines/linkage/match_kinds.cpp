#include "engines/linkage/match_kinds.hpp"

#include "engines/linkage/hash.hpp"
#include "engines/linkage/level_rules.hpp"

#include <algorithm>
#include <array>
#include <numeric>

namespace samatcha::linkage {

namespace {

using KindLevels = std::array<double, 16>;

constexpr std::size_t kinds_told_apart = 2;
constexpr int rounds = 16;
constexpr int rounds_of_one_cover = 4; ///< What rules meet changes slowly.
/// To begin with, one kind has so many times the errors of the other.
constexpr std::array<double, kinds_told_apart> errors_at_first = {0.5, 2};
constexpr std::array<double, kinds_told_apart> share_at_first = {0.67, 0.33};
/// So many pairs speak for a kind being like all others.
constexpr double alike_at_first = 20;
/// A kind of which rules meet next to nothing cannot be known from what they met.
constexpr double met_min = 0.2;
/// Patterns that fewer matches have may be many: about so many of them stand for all.
constexpr double matches_few = 10;
constexpr std::size_t patterns_of_few = 2'000;

class Separation {
public:
    Separation(const Comparer& comparer, const Coverage& coverage, const LevelProbabilities& matches)
        : m_comparer(comparer), m_coverage(coverage), m_matches(matches) {
        for (std::size_t k = 0; k < kinds_told_apart; ++k) {
            m_kinds[k].share = share_at_first[k];
            m_kinds[k].levels = matches;
            for (std::size_t f = 0; f < matches.size(); ++f)
                begin(m_kinds[k].levels[f], exact_levels(comparer.records().fields[f].kind), errors_at_first[k]);
        }
    }

    std::vector<MatchKind> run(const std::vector<PatternCount>& patterns, const std::vector<double>& pairs) {
        const auto is_few = [](double n) { return n > 0 && n < matches_few; };
        const auto few = static_cast<std::size_t>(std::count_if(pairs.begin(), pairs.end(), is_few));
        const auto one_in = std::max<std::size_t>(1, few / patterns_of_few);
        for (std::size_t i = 0; i < patterns.size(); ++i)
            if (pairs[i] >= matches_few)
                m_seen.emplace_back(patterns[i].pattern, pairs[i]);
            else if (is_few(pairs[i]) && mix(patterns[i].pattern) % one_in == 0)
                m_seen.emplace_back(patterns[i].pattern, static_cast<double>(one_in) * pairs[i]);
        for (int round = 0; round < rounds; ++round) {
            if (round % rounds_of_one_cover == 0)
                for (std::size_t k = 0; k < kinds_told_apart; ++k)
                    m_covered[k] = m_coverage.of(m_kinds[k].levels);
            learn();
        }
        return {m_kinds.begin(), m_kinds.end()};
    }

private:
    static void begin(KindLevels& levels, unsigned exact, double errors) {
        const auto others = levels.begin() + std::max(1U, exact) + 1;
        const double wrong = std::accumulate(others, levels.end(), 0.0);
        const double right = std::accumulate(levels.begin() + 1, others, 0.0);
        if (wrong <= 0 || right <= 0)
            return;
        const double now = std::min(0.9 * (wrong + right), errors * wrong);
        for (auto level = others; level != levels.end(); ++level)
            *level *= now / wrong;
        for (auto level = levels.begin() + 1; level != others; ++level)
            *level *= (wrong + right - now) / right;
    }

    void learn() {
        std::array<double, kinds_told_apart> totals{};
        std::array<LevelProbabilities, kinds_told_apart> sums;
        for (std::size_t k = 0; k < kinds_told_apart; ++k)
            sums[k].assign(m_matches.size(), {});
        for (const auto& [pattern, pairs] : m_seen) {
            std::array<double, kinds_told_apart> a{};
            double sum = 0;
            for (std::size_t k = 0; k < kinds_told_apart; ++k) {
                a[k] = m_kinds[k].share;
                for (std::size_t f = 0; f < m_matches.size(); ++f)
                    if (const auto level = level_at(pattern, f); !m_comparer.says_it_again(f, level))
                        a[k] *= m_kinds[k].levels[f][level];
                sum += a[k];
            }
            if (!(sum > 0))
                continue;
            for (std::size_t k = 0; k < kinds_told_apart; ++k) {
                const double own = a[k] / sum * pairs;
                totals[k] += own;
                for (std::size_t f = 0; f < m_matches.size(); ++f)
                    sums[k][f][level_at(pattern, f)] += own;
            }
        }
        double all = 0;
        for (std::size_t k = 0; k < kinds_told_apart; ++k) {
            const double expected = totals[k] / std::max(met_min, m_covered[k].met);
            all += m_kinds[k].share = expected;
            for (std::size_t f = 0; f < m_matches.size(); ++f) {
                auto& levels = m_kinds[k].levels[f];
                double present = 0;
                for (std::size_t l = 0; l < levels.size(); ++l)
                    present += levels[l] = sums[k][f][l] + expected * m_covered[k].not_met[f][l] + alike_at_first * m_matches[f][l];
                for (auto& level : levels)
                    level /= present;
            }
        }
        for (auto& kind : m_kinds)
            kind.share /= std::max(all, 1e-9);
    }

    const Comparer& m_comparer;
    const Coverage& m_coverage;
    const LevelProbabilities& m_matches;
    std::array<MatchKind, kinds_told_apart> m_kinds;
    std::array<Coverage::Result, kinds_told_apart> m_covered;
    std::vector<std::pair<Pattern, double>> m_seen;
};

} // namespace

std::vector<MatchKind> match_kinds(const Comparer& comparer, const Coverage& coverage, const LevelProbabilities& matches,
                                   const std::vector<PatternCount>& patterns, const std::vector<double>& matches_of_pattern) {
    return Separation(comparer, coverage, matches).run(patterns, matches_of_pattern);
}

RuleMasses met_by(const Coverage& coverage, const std::vector<MatchKind>& kinds) {
    RuleMasses all;
    for (const auto& kind : kinds)
        for (const auto& [rules, mass] : coverage.met_by(kind.levels))
            all.emplace_back(rules, kind.share * mass);
    return all;
}

} // namespace samatcha::linkage
