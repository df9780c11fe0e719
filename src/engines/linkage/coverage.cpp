#include "engines/linkage/coverage.hpp"

#include "engines/linkage/level_rules.hpp"

#include <algorithm>

namespace samatcha::linkage {

namespace {

/// Whether two values at this level have the same key in this form.
bool keys_agree(FieldKind kind, std::string_view form, unsigned level) {
    if (level == 0)
        return false;
    switch (kind) {
    case FieldKind::Name:
        if (form == "latin" && level == name_levels::other_script)
            return true;
        if (form == "start" && (level == name_levels::close || level == name_levels::part))
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
    case FieldKind::Number: return level <= exact_levels(kind);
    }
    return false;
}

} // namespace

Coverage::Coverage(const Records& records, const Blocking& blocking) {
    m_all = blocking.is_all_pairs();
    const auto rules = std::min<std::size_t>(64, blocking.rules());
    m_every_rule = rules == 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << rules) - 1;
    for (std::size_t f = 0; f < records.fields.size(); ++f) {
        std::vector<Group> groups;
        for (unsigned level = 0; level < 16; ++level) {
            auto allowed = m_every_rule;
            for (std::size_t r = 0; r < rules; ++r)
                for (const auto c : blocking.rule_columns(r)) {
                    const auto& column = blocking.columns()[c];
                    if (column.field != f)
                        continue;
                    const auto& name = records.fields[f].name;
                    const auto form = column.name.size() > name.size()
                                          ? std::string_view(column.name).substr(name.size() + 1)
                                          : std::string_view();
                    if (!keys_agree(records.fields[f].kind, form, level))
                        allowed &= ~(std::uint64_t{1} << r);
                }
            const auto same = std::find_if(groups.begin(), groups.end(),
                                           [&](const Group& g) { return g.rules == allowed; });
            if (same != groups.end())
                same->levels |= 1U << level;
            else
                groups.push_back({allowed, 1U << level});
        }
        m_groups.push_back(std::move(groups));
    }
}

double Coverage::mass(const std::array<double, 16>& probabilities, std::uint32_t levels) {
    double sum = 0;
    for (unsigned level = 0; level < 16; ++level)
        if ((levels >> level & 1U) != 0)
            sum += probabilities[level];
    return sum;
}

/// The distribution of the set of rules that all fields but one leave open; the empty set left out.
Coverage::Open Coverage::rules_open(const LevelProbabilities& probabilities, std::size_t without) const {
    Open open{{m_every_rule, 1.0}};
    Open next;
    for (std::size_t f = 0; f < m_groups.size(); ++f) {
        if (f == without || m_groups[f].size() == 1)
            continue;
        next.clear();
        for (const auto& [rules, probability] : open)
            for (const auto& group : m_groups[f])
                if (const auto left = rules & group.rules; left != 0)
                    next.emplace_back(left, probability * mass(probabilities[f], group.levels));
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

Coverage::Result Coverage::of(const LevelProbabilities& probabilities) const {
    Result result;
    result.not_met.assign(m_groups.size(), {});
    if (m_all)
        return result;
    double met = 0;
    for (const auto& [rules, probability] : rules_open(probabilities, m_groups.size()))
        met += probability;
    result.met = std::clamp(met, 1e-9, 1.0);
    for (std::size_t f = 0; f < m_groups.size(); ++f) {
        const auto open = rules_open(probabilities, f);
        for (const auto& group : m_groups[f]) {
            double met_here = 0;
            for (const auto& [rules, probability] : open)
                if ((rules & group.rules) != 0)
                    met_here += probability;
            for (unsigned level = 0; level < 16; ++level)
                if ((group.levels >> level & 1U) != 0)
                    result.not_met[f][level] = probabilities[f][level] * std::max(0.0, 1 - met_here);
        }
    }
    return result;
}

} // namespace samatcha::linkage
