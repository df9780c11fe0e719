#include "engines/linkage/coverage.hpp"

#include "base/parallel.hpp"
#include "engines/linkage/level_rules.hpp"

#include <algorithm>
#include <map>

namespace samatcha::linkage {

namespace {

/// Records whose values are compared with as many others'.
constexpr std::uint32_t records_drawn = 300;
/// What fewer pairs at a level say of their keys is left to the level's meaning.
constexpr double drawn_min = 30;

/// Whether two values at this level have the same key in this form, as a rule.
bool keys_agree(FieldKind kind, std::string_view form, unsigned level) {
    if (level == 0)
        return false;
    switch (kind) {
    case FieldKind::Name:
        if (form == "latin" && level == name_levels::other_script)
            return true;
        if (form == "start" && (level == name_levels::neighbouring_key || level == name_levels::close || level == name_levels::part))
            return true;
        return level <= name_levels::key || level == name_levels::swapped;
    case FieldKind::Guardians:
        return level <= guardian_levels::one || level == guardian_levels::one_of_two;
    case FieldKind::Date:
        using namespace date_levels;
        if (level <= exact_first_january)
            return true;
        if (form == "year_month")
            return level == year_month;
        if (form == "month_day")
            return level == month_day;
        return form == "year" && (level == date_levels::swapped || level == year_only || level == year_month ||
                                  level == year_day || level == year);
    case FieldKind::Area: return level <= (form == "prefix4" ? 6U : 4U);
    case FieldKind::Words: return level <= (form == "word" ? 3U : 1U);
    case FieldKind::Text:
    case FieldKind::Identifier:
    case FieldKind::Sex:
    case FieldKind::Number:
    case FieldKind::Point: return level <= exact_levels(kind);
    }
    return false;
}

} // namespace

Coverage::Coverage(const Comparer& comparer, const Blocking& blocking, unsigned threads) {
    m_all = blocking.is_all_pairs();
    const auto rules = std::min<std::size_t>(64, blocking.rules());
    m_every_rule = rules == 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << rules) - 1;
    m_groups.resize(comparer.records().fields.size());
    parallel_parts(threads, m_groups.size(), [&](std::size_t f) { add_by_level(comparer, blocking, f); });
}

void Coverage::add(std::size_t field, unsigned level, std::uint64_t rules, double share) {
    auto& groups = m_groups[field];
    auto group = std::find_if(groups.begin(), groups.end(), [&](const Group& g) { return g.rules == rules; });
    if (group == groups.end())
        group = groups.insert(groups.end(), {rules, {}});
    group->shares[level] += share;
}

void Coverage::add_by_level(const Comparer& comparer, const Blocking& blocking, std::size_t f) {
    const auto& records = comparer.records();
    const auto& field = records.fields[f];
    struct RuleColumn {
        std::uint64_t rule;
        const KeyColumn* column;
        std::string_view form;
    };
    std::vector<RuleColumn> columns; // of this field
    for (std::size_t r = 0; r < std::min<std::size_t>(64, blocking.rules()); ++r)
        for (const auto c : blocking.rule_columns(r))
            if (const auto& column = blocking.columns()[c]; column.field == f)
                columns.push_back({std::uint64_t{1} << r, &column,
                                   column.name.size() > field.name.size()
                                       ? std::string_view(column.name).substr(field.name.size() + 1)
                                       : std::string_view()});
    std::array<std::map<std::uint64_t, double>, 16> drawn; // by level: pairs that leave these rules open
    const auto levels = static_cast<unsigned>(level_names(field.kind).size());
    const auto exact = std::max(1U, exact_levels(field.kind));
    if (!columns.empty() && field.width == 1) {
        CompareMemo memo;
        const auto all = std::min(2 * records_drawn, records.size());
        const auto record = [&](std::uint32_t i) {
            return records.record(static_cast<std::uint32_t>(std::uint64_t{i} * records.size() / all));
        };
        for (std::uint32_t i = 0; i < all; i += 2)
            for (std::uint32_t j = 1; j < all; j += 2) {
                const auto* left = record(i);
                const auto* right = record(j);
                const auto level = comparer.level(f, left, right, memo);
                if (level <= exact || level >= levels)
                    continue;
                auto open = m_every_rule;
                for (const auto& [rule, column, form] : columns)
                    if (!column->agree(left, right, column->is_automatic ? 1 : column->width))
                        open &= ~rule;
                ++drawn[level][open];
            }
    }
    for (unsigned level = 0; level < 16; ++level) {
        double sum = 0;
        for (const auto& [rules, pairs] : drawn[level])
            sum += pairs;
        if (sum >= drawn_min) {
            for (const auto& [rules, pairs] : drawn[level])
                add(f, level, rules, pairs / sum);
            continue;
        }
        auto open = m_every_rule;
        for (const auto& [rule, column, form] : columns)
            if (!keys_agree(field.kind, form, level))
                open &= ~rule;
        add(f, level, open, 1);
    }
}

void Coverage::keep_rules(std::uint64_t rules) {
    const auto kept = [&](std::uint64_t of) {
        std::uint64_t found = 0;
        unsigned place = 0;
        for (unsigned r = 0; r < 64; ++r)
            if ((rules >> r & 1U) != 0)
                found |= (of >> r & 1U) << place++;
        return found;
    };
    m_every_rule = kept(m_every_rule);
    const auto before = std::move(m_groups);
    m_groups.assign(before.size(), {});
    for (std::size_t f = 0; f < before.size(); ++f)
        for (const auto& group : before[f])
            for (unsigned level = 0; level < 16; ++level)
                if (group.shares[level] > 0)
                    add(f, level, kept(group.rules), group.shares[level]);
}

double Coverage::mass(const std::array<double, 16>& probabilities, const Group& group) {
    double sum = 0;
    for (unsigned level = 0; level < 16; ++level)
        sum += probabilities[level] * group.shares[level];
    return sum;
}

/// The distribution of the set of rules that all fields but one leave open; the empty set left out.
RuleMasses Coverage::rules_open(const Masses& masses, std::size_t without) const {
    RuleMasses open{{m_every_rule, 1.0}};
    RuleMasses next;
    for (std::size_t f = 0; f < m_groups.size(); ++f) {
        if (f == without || m_groups[f].size() == 1)
            continue;
        next.clear();
        for (const auto& [rules, probability] : open)
            for (std::size_t g = 0; g < m_groups[f].size(); ++g)
                if (const auto left = rules & m_groups[f][g].rules; left != 0)
                    next.emplace_back(left, probability * masses[f][g]);
        std::sort(next.begin(), next.end());
        open.clear();
        for (const auto& [rules, probability] : next) {
            if (!open.empty() && open.back().first == rules)
                open.back().second += probability;
            else
                open.emplace_back(rules, probability);
        }
    }
    return open;
}

Coverage::Masses Coverage::masses(const LevelProbabilities& probabilities) const {
    Masses masses(m_groups.size());
    for (std::size_t f = 0; f < m_groups.size(); ++f)
        for (const auto& group : m_groups[f])
            masses[f].push_back(mass(probabilities[f], group));
    return masses;
}

RuleMasses Coverage::met_by(const LevelProbabilities& probabilities) const {
    return rules_open(masses(probabilities), m_groups.size());
}

Coverage::Result Coverage::of(const LevelProbabilities& probabilities) const {
    Result result;
    result.not_met.assign(m_groups.size(), {});
    if (m_all)
        return result;
    const auto masses = this->masses(probabilities);
    double met = 0;
    for (const auto& [rules, probability] : rules_open(masses, m_groups.size()))
        met += probability;
    result.met = std::clamp(met, 1e-9, 1.0);
    for (std::size_t f = 0; f < m_groups.size(); ++f) {
        const auto open = rules_open(masses, f);
        for (const auto& group : m_groups[f]) {
            double met_here = 0;
            for (const auto& [rules, probability] : open)
                if ((rules & group.rules) != 0)
                    met_here += probability;
            for (unsigned level = 0; level < 16; ++level)
                result.not_met[f][level] += probabilities[f][level] * group.shares[level] * std::max(0.0, 1 - met_here);
        }
    }
    return result;
}

} // namespace samatcha::linkage
