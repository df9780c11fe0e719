#include "engines/linkage/score.hpp"

#include <algorithm>
#include <cmath>

namespace samatcha::linkage {

namespace {

constexpr std::size_t at(PairClass k) { return static_cast<std::size_t>(k); }

} // namespace

double probability_of(double weight) { return 1 / (1 + std::exp2(-weight)); }

double weight_of(double probability) {
    const double p = std::clamp(probability, 1e-12, 1 - 1e-12);
    return std::log2(p / (1 - p));
}

double weight_of_odds(double odds) { return std::clamp(std::log2(odds), -120.0, 120.0); }

Result<Scorer> Scorer::create(const Comparer& comparer, const Model& model) {
    const auto& fields = comparer.records().fields;
    Scorer scorer(comparer);
    const auto misfit = [](const std::string& field) {
        return failure(ErrorCode::InvalidInput, "linkage.model_does_not_fit", {{"field", field}});
    };
    if (model.class_share.size() != class_count)
        return misfit("class_share");
    std::copy(model.class_share.begin(), model.class_share.end(), scorer.m_prior.begin());
    for (auto& p : scorer.m_prior)
        p = std::max(p, 1e-300);
    for (const auto& field : fields) {
        const auto found = std::find_if(model.comparisons.begin(), model.comparisons.end(),
                                        [&](const auto& c) { return c.field == field.name; });
        const auto names = level_names(field.kind);
        if (found == model.comparisons.end() || found->levels.size() != names.size())
            return misfit(field.name);
        std::array<ClassOdds, 16> levels{};
        levels[0].fill(1);
        for (std::size_t l = 0; l < names.size(); ++l) {
            if (found->levels[l].name != names[l] || found->levels[l].probability.size() != class_count)
                return misfit(field.name);
            for (std::size_t k = 0; k < class_count; ++k)
                levels[l + 1][k] = std::max(found->levels[l].probability[k], 1e-15);
            if (comparer.says_it_again(scorer.m_levels.size(), static_cast<unsigned>(l + 1)))
                levels[l + 1].fill(1);
        }
        scorer.m_levels.push_back(levels);
    }
    return scorer;
}

void Scorer::add_level(ClassOdds& odds, std::size_t field, unsigned level) const {
    const auto& likelihood = m_levels[field][level];
    for (std::size_t k = 0; k < class_count; ++k)
        odds[k] *= likelihood[k];
}

void Scorer::add_commonness(ClassOdds& odds, const Commonness& common) {
    odds[at(PairClass::Household)] *= common.personal;
    odds[at(PairClass::Twin)] *= common.personal;
    odds[at(PairClass::Neighbour)] *= common.household;
    odds[at(PairClass::Chance)] *= common.all;
}

double Scorer::match_odds(const ClassOdds& odds) {
    double others = 0;
    for (std::size_t k = 1; k < class_count; ++k)
        others += odds[k];
    return odds[0] / std::max(others, 1e-300);
}

OddsAgainst Scorer::against(Pattern pattern) const {
    ClassOdds odds = m_prior;
    for (std::size_t f = 0; f < m_levels.size(); ++f)
        if (const auto level = level_at(pattern, f); level != 0)
            add_level(odds, f, level);
    const auto of = [&](PairClass k) { return odds[at(k)] / odds[at(PairClass::Match)]; };
    return {of(PairClass::Household) + of(PairClass::Twin), of(PairClass::Neighbour), of(PairClass::Chance)};
}

double Scorer::odds(Pattern pattern, const Commonness& common, ScoreMemo& memo) const {
    return memo.odds(pattern, [&] { return against(pattern); }).odds(common);
}

double Scorer::weight(Pattern pattern, const std::uint32_t* left, const std::uint32_t* right,
                      ScoreMemo& memo) const {
    return weight_of_odds(odds(pattern, m_comparer->commonness(pattern, left, right), memo));
}

std::vector<Evidence> Scorer::evidence(Pattern pattern, const std::uint32_t* left,
                                       const std::uint32_t* right) const {
    ClassOdds odds = m_prior;
    double before = weight_of_odds(match_odds(odds));
    std::vector<Evidence> found{{"", "prior", before, Meaning::Text}};
    const auto& fields = m_comparer->records().fields;
    for (std::size_t f = 0; f < m_levels.size(); ++f) {
        const auto level = level_at(pattern, f);
        Evidence evidence{fields[f].name, "missing", 0, fields[f].meaning};
        if (level != 0) {
            add_level(odds, f, level);
            // Of this field alone.
            add_commonness(odds, m_comparer->commonness(pattern & Pattern{15} << (4 * f), left, right));
            const double now = weight_of_odds(match_odds(odds));
            evidence.level = level_names(fields[f].kind)[level - 1];
            evidence.weight = now - before;
            before = now;
        }
        found.push_back(std::move(evidence));
    }
    return found;
}

} // namespace samatcha::linkage
