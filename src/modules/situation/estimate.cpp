#include "modules/situation/estimate.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

namespace samatcha::situation {

namespace {

constexpr double z_95 = 1.959964; // two-sided 95 % of the normal distribution
constexpr int em_rounds_max = 1000;
constexpr double em_tolerance = 1e-9;

/// What is believed of one child, and how probable being enrolled is when the linkage's errors are
/// corrected by what reviewers found.
struct Belief {
    bool is_enrolled = false;
    double p_enrolled = 0;
};

/// Sums over the children of a cell. Each child is a Bernoulli variable of its share, so that chance
/// is Poisson-binomial; false and missed links are kept apart because the model can be off on each.
struct Sums {
    double value = 0;
    double variance = 0;
    double false_links = 0;
    double missed_links = 0;
    double population = 0;

    void add(double in_window, const Belief& belief) {
        const double share = in_window * (1 - belief.p_enrolled);
        value += share;
        variance += share * (1 - share);
        if (belief.is_enrolled)
            false_links += in_window * (1 - belief.p_enrolled);
        else
            missed_links += in_window * belief.p_enrolled;
        population += in_window;
    }
};

struct Bounds {
    double low = 0;
    double high = 0;
};

Bounds interval(const Sums& sums, const ModelUncertainty& model) {
    const double off_false = model.false_links.relative_sd * sums.false_links;
    const double off_missed = model.missed_links.relative_sd * sums.missed_links;
    const double half = z_95 * std::sqrt(sums.variance + off_false * off_false + off_missed * off_missed);
    return {std::max(0.0, sums.value - half), std::min(sums.population, sums.value + half)};
}

template <class CellType>
void fill(CellType& cell, const Sums& sums, std::int64_t value, std::int64_t population,
          const ModelUncertainty& model) {
    const auto bounds = interval(sums, model);
    cell.value = std::min(value, population);
    cell.population = population;
    cell.low = std::clamp<std::int64_t>(static_cast<std::int64_t>(std::floor(bounds.low)), 0, cell.value);
    cell.high = std::clamp<std::int64_t>(static_cast<std::int64_t>(std::ceil(bounds.high)), cell.value,
                                         population);
}

Count count_of(const Sums& sums, const ModelUncertainty& model) {
    Count count;
    fill(count, sums, std::llround(sums.value), std::llround(sums.population), model);
    return count;
}

/// Cells whose values and populations sum to the total's, whatever the fractions.
template <class Key, class CellType, class MakeCell>
std::vector<CellType> cells(const std::map<Key, Sums>& sums_by_key, const Count& total,
                            const ModelUncertainty& model, MakeCell&& make_cell) {
    std::vector<double> in_school;
    std::vector<double> values;
    for (const auto& [key, sums] : sums_by_key) {
        values.push_back(sums.value);
        in_school.push_back(sums.population - sums.value);
    }
    // Rounding value and its complement apart keeps every value within its population.
    const auto whole_values = rounded_parts(values, total.value);
    const auto whole_in_school = rounded_parts(in_school, total.population - total.value);
    std::vector<CellType> out;
    std::size_t i = 0;
    for (const auto& [key, sums] : sums_by_key) {
        CellType cell = make_cell(key);
        fill(cell, sums, whole_values[i], whole_values[i] + whole_in_school[i], model);
        out.push_back(std::move(cell));
        ++i;
    }
    return out;
}

bool is_counted(const Definition& rules, const Child& child) {
    return child.reason < 0 ||
           rules.reasons[static_cast<std::size_t>(child.reason)].effect != ReasonEffect::NotCounted;
}

double share_in(const std::vector<AgeShare>& shares, int from, int to) {
    double sum = 0;
    for (const auto& s : shares)
        if (s.age >= from && s.age <= to)
            sum += s.share;
    return sum;
}

/// Missed links beyond all candidates fall on children who seem out of school, each alike: what they
/// lose together is the expected number of them.
double p_enrolled_unseen(const Definition& rules, std::span<const Child> children,
                         const PartialDate& as_of, double missed) {
    double seeming_out = 0;
    if (missed <= 0)
        return 0;
    for (const auto& child : children)
        if (child.p_enrolled < 0.5 && is_counted(rules, child))
            seeming_out += (1 - child.p_enrolled) *
                           share_in(age_shares(child.birth_date, as_of), rules.age_from, rules.age_to);
    return seeming_out > 0 ? std::min(0.5, missed / seeming_out) : 0;
}

Belief belief_about(const Child& child, double unseen, const ModelUncertainty& model) {
    const double p = std::clamp(child.p_enrolled, 0.0, 1.0);
    if (p >= 0.5)
        return {true, 1 - std::min(1.0, model.false_links.factor * (1 - p))};
    const double seen = std::min(1.0, model.missed_links.factor * p);
    return {false, seen + (1 - seen) * unseen};
}

bool contains(const std::vector<Stage>& stages, Stage stage) {
    return std::find(stages.begin(), stages.end(), stage) != stages.end();
}

/// One label of one framework, to which each child adds.
struct LabelSum {
    const Framework* framework;
    const LabelRule* rule;
    double value = 0;

    void add(const std::vector<AgeShare>& shares, const Child& child, double p_enrolled) {
        if (rule->at_risk_in || !rule->ages_from || !rule->ages_to || !rule->in_school)
            return;
        const double in_window = share_in(shares, *rule->ages_from, *rule->ages_to);
        const bool satisfies = contains(*rule->in_school, child.enrolment.stage);
        value += in_window * (satisfies ? 1 - p_enrolled : 1);
    }
};

/// All sums of one pass over the children.
struct Tables {
    Sums total;
    Sums compulsory;
    std::int64_t without_birth_date = 0;
    std::map<std::int32_t, Sums> by_subdistrict;
    std::map<std::int32_t, Sums> by_district;
    std::map<std::pair<int, char>, Sums> by_age_sex;
    std::map<std::size_t, Sums> by_band;
    std::map<Citizenship, Sums> by_citizenship;
    std::map<std::pair<std::string, bool>, double> by_reason;
    std::vector<LabelSum> labels;
};

void add_child(Tables& tables, const Definition& rules, const Child& child, const PartialDate& as_of,
               const Belief& belief) {
    const auto shares = age_shares(child.birth_date, as_of);
    if (shares.empty()) {
        ++tables.without_birth_date;
        return;
    }
    const double in_window = share_in(shares, rules.age_from, rules.age_to);
    const bool counted = is_counted(rules, child);
    if (child.reason >= 0)
        tables.by_reason[{rules.reasons[static_cast<std::size_t>(child.reason)].key, counted}] +=
            in_window * (counted ? 1 - belief.p_enrolled : 1);
    if (!counted)
        return;
    if (is_of_compulsory_age(rules.compulsory, child.birth_date, as_of))
        tables.compulsory.add(1, belief);
    for (auto& label : tables.labels)
        label.add(shares, child, belief.p_enrolled);
    if (in_window <= 0)
        return;
    tables.total.add(in_window, belief);
    tables.by_subdistrict[child.subdistrict].add(in_window, belief);
    tables.by_district[child.subdistrict / 100].add(in_window, belief);
    tables.by_citizenship[child.citizenship].add(in_window, belief);
    for (const auto& s : shares) {
        if (s.age < rules.age_from || s.age > rules.age_to)
            continue;
        tables.by_age_sex[{s.age, child.sex}].add(s.share, belief);
        if (const auto* band = band_of(rules, s.age))
            tables.by_band[static_cast<std::size_t>(band - rules.bands.data())].add(s.share, belief);
    }
}

std::vector<LabelSum> labels_of(const Definition& rules) {
    std::vector<LabelSum> labels;
    for (const auto& framework : rules.frameworks)
        for (const auto& rule : framework.labels)
            labels.push_back({&framework, &rule, 0});
    return labels;
}

AreaCell area_cell(std::int32_t code, int digits) {
    AreaCell cell;
    cell.code = code == 0 ? "" : fmt::format("{:0{}}", code, digits);
    return cell;
}

void add_breakdowns(Estimate& result, const Tables& tables, const Definition& rules,
                    const ModelUncertainty& model) {
    const auto& total = result.total;
    result.by_subdistrict = cells<std::int32_t, AreaCell>(
        tables.by_subdistrict, total, model, [](std::int32_t code) { return area_cell(code, 6); });
    result.by_district = cells<std::int32_t, AreaCell>(
        tables.by_district, total, model, [](std::int32_t code) { return area_cell(code, 4); });
    result.by_age_sex = cells<std::pair<int, char>, AgeSexCell>(
        tables.by_age_sex, total, model, [](const std::pair<int, char>& key) {
            AgeSexCell cell;
            cell.age = key.first;
            cell.sex = key.second == 0 ? std::string() : std::string(1, key.second);
            return cell;
        });
    result.by_level = cells<std::size_t, LevelCell>(tables.by_band, total, model, [&](std::size_t band) {
        LevelCell cell;
        cell.level = rules.bands[band].key;
        return cell;
    });
    result.by_citizenship = cells<Citizenship, LevelCell>(
        tables.by_citizenship, total, model, [](Citizenship citizenship) {
            LevelCell cell;
            cell.level = json::enum_name(citizenship);
            return cell;
        });
    for (const auto& [key, value] : tables.by_reason)
        result.by_reason.push_back({key.first, key.second, std::llround(value)});
    for (const auto& label : tables.labels) {
        std::optional<std::int64_t> value;
        if (!label.rule->at_risk_in)
            value = std::llround(label.value);
        result.labels.push_back({label.framework->key, label.framework->version, label.rule->label,
                                 label.framework->confirmed, value});
    }
}

} // namespace

std::vector<double> p_missed(std::span<const double> ratios, double linked) {
    std::vector<double> p(ratios.size(), 0.5);
    double share = -1;
    for (int round = 0; round < em_rounds_max; ++round) {
        const double next = (linked + std::accumulate(p.begin(), p.end(), 0.0)) /
                            std::max(1.0, linked + static_cast<double>(p.size()));
        if (std::abs(next - share) < em_tolerance)
            break;
        share = next;
        for (std::size_t i = 0; i < p.size(); ++i)
            p[i] = share * ratios[i] / (share * ratios[i] + 1 - share);
    }
    return p;
}

std::vector<std::int64_t> rounded_parts(std::span<const double> parts, std::int64_t total) {
    std::vector<std::int64_t> whole(parts.size());
    std::vector<std::size_t> order(parts.size());
    std::int64_t sum = 0;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        whole[i] = static_cast<std::int64_t>(std::floor(parts[i]));
        sum += whole[i];
    }
    std::iota(order.begin(), order.end(), std::size_t{0});
    const auto remainder = [&](std::size_t i) { return parts[i] - std::floor(parts[i]); };
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t l, std::size_t r) { return remainder(l) > remainder(r); });
    for (std::size_t i = 0; i < order.size() && sum < total; ++i, ++sum)
        ++whole[order[i]];
    // Floating point may leave a sum one above: the smallest remainder that can give it back does.
    for (std::size_t i = order.size(); i > 0 && sum > total; --i)
        if (whole[order[i - 1]] > 0) {
            --whole[order[i - 1]];
            --sum;
        }
    return whole;
}

Estimate estimate(const Definition& rules, std::span<const Child> children, const PartialDate& as_of,
                  const ModelUncertainty& model) {
    Tables tables;
    tables.labels = labels_of(rules);
    const double unseen = p_enrolled_unseen(rules, children, as_of, model.missed_beyond_candidates);
    for (const auto& child : children)
        add_child(tables, rules, child, as_of, belief_about(child, unseen, model));

    Estimate result;
    result.total = count_of(tables.total, model);
    result.compulsory = count_of(tables.compulsory, model);
    result.expected_false_links = tables.total.false_links;
    result.expected_missed_links = tables.total.missed_links;
    result.without_birth_date = tables.without_birth_date;
    add_breakdowns(result, tables, rules, model);
    return result;
}

std::vector<double> contributions(const Definition& rules, std::span<const Child> children,
                                  const PartialDate& as_of, const ModelUncertainty& model) {
    const double unseen = p_enrolled_unseen(rules, children, as_of, model.missed_beyond_candidates);
    std::vector<double> out;
    out.reserve(children.size());
    for (const auto& child : children)
        out.push_back(is_counted(rules, child)
                          ? share_in(age_shares(child.birth_date, as_of), rules.age_from, rules.age_to) *
                                (1 - belief_about(child, unseen, model).p_enrolled)
                          : 0.0);
    return out;
}

Count without_civil_status(const Definition& rules, std::span<const PersonWithoutCivilStatus> persons,
                           const PartialDate& as_of, const ModelUncertainty& model) {
    Sums sums;
    for (const auto& person : persons) {
        const double in_window =
            share_in(age_shares(person.birth_date, as_of), rules.age_from, rules.age_to);
        if (in_window > 0)
            sums.add(in_window * std::clamp(person.p_person, 0.0, 1.0),
                     {person.is_pupil, std::clamp(person.p_elsewhere, 0.0, 1.0)});
    }
    sums.missed_links += model.civil_missed_beyond_candidates;
    return count_of(sums, model);
}

} // namespace samatcha::situation
