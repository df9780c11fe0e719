#include "modules/situation/situation.hpp"

#include <algorithm>

namespace samatcha::situation {

namespace {

using registers::RegisterKind;

double share_in_window(const Definition& rules, const std::vector<AgeShare>& shares) {
    double share = 0;
    for (const auto& s : shares)
        if (s.age >= rules.age_from && s.age <= rules.age_to)
            share += s.share;
    return share;
}

int likeliest_age(const std::vector<AgeShare>& shares) {
    return std::max_element(shares.begin(), shares.end(),
                            [](const AgeShare& l, const AgeShare& r) { return l.share < r.share; })
        ->age;
}

bool is_not_counted(const Definition& rules, const Child& child) {
    return child.reason >= 0 &&
           rules.reasons[static_cast<std::size_t>(child.reason)].effect == ReasonEffect::NotCounted;
}

/// The list, and how each person stands for the next situation's change.
void add_list(SituationFound& found, const Definition& rules, const PartialDate& as_of,
              const std::vector<double>& parts) {
    const auto& children = found.children.children;
    for (std::size_t i = 0; i < children.size(); ++i) {
        const auto& child = children[i];
        const auto shares = age_shares(child.birth_date, as_of);
        const double in_window = share_in_window(rules, shares);
        Standing standing;
        standing.person = child.person;
        standing.contribution = static_cast<float>(parts[i]);
        standing.in_window = static_cast<float>(in_window);
        standing.enrolled_in = child.p_enrolled >= 0.5 ? child.enrolled_in : std::int16_t{-1};
        standing.is_counted = is_not_counted(rules, child) ? 0 : 1;
        found.standings.push_back(standing);
        if (standing.is_counted && in_window >= 0.5 && child.p_enrolled < 0.5)
            found.list.push_back({child.person, found.children.clusters[i], likeliest_age(shares),
                                  child.sex, child.subdistrict, 1 - child.p_enrolled, child.reason});
    }
    const auto by_person = [](const auto& l, const auto& r) { return l.person < r.person; };
    std::sort(found.list.begin(), found.list.end(), by_person);
    std::sort(found.standings.begin(), found.standings.end(), by_person);
}

void add_registers(Situation& situation, const persons::RegisterSet& set, const LinkedChildren& linked) {
    for (std::size_t i = 0; i < set.registers().size(); ++i) {
        const auto& source = set.registers()[i];
        RegisterUsed used{json::enum_name(source.kind), source.snapshot, source.snapshot_date,
                          static_cast<std::int64_t>(set.rows(i)), linked.persons_by_register[i], 0, {}, {}};
        const auto expected = source.kind == RegisterKind::Civil
                                  ? used.persons + situation.without_civil_status.population
                                  : situation.population;
        if (expected > 0)
            used.coverage = std::min(1.0, static_cast<double>(used.persons) / static_cast<double>(expected));
        situation.method.dates_differ |= source.snapshot_date != situation.as_of;
        situation.registers.push_back(std::move(used));
    }
}

/// `by` children more in a cell; where rounding left it none to give, the fullest cell gives.
template <class AnyCell, class IsIt>
void count_in(std::vector<AnyCell>& cells, int by, IsIt is_it) {
    auto cell = std::find_if(cells.begin(), cells.end(), is_it);
    if (cell == cells.end() || cell->value + by < 0)
        cell = std::max_element(cells.begin(), cells.end(),
                                [](const auto& l, const auto& r) { return l.value < r.value; });
    if (cell == cells.end())
        return;
    cell->value = std::max<std::int64_t>(0, cell->value + by);
    cell->low = std::clamp<std::int64_t>(cell->low + by, 0, cell->value);
    cell->high = std::max(cell->value, cell->high + by);
    cell->population = std::max(cell->population, cell->high);
}

void count_in(Count& count, int by) {
    count.value = std::max<std::int64_t>(0, count.value + by);
    count.low = std::clamp<std::int64_t>(count.low + by, 0, count.value);
    count.high = std::max(count.value, count.high + by);
}

} // namespace

PartialDate as_of(const persons::RegisterSet& set) {
    PartialDate latest;
    PartialDate latest_civil;
    for (const auto& source : set.registers()) {
        latest = std::max(latest, source.snapshot_date);
        if (source.kind == RegisterKind::Civil)
            latest_civil = std::max(latest_civil, source.snapshot_date);
    }
    return latest_civil.is_empty() ? latest : latest_civil;
}

std::optional<ReviewedSample> reviewed_sample(const persons::ReviewAccuracy& accuracy) {
    if (accuracy.reviewed == 0)
        return std::nullopt;
    return ReviewedSample{accuracy.reviewed,
                          accuracy.precision.value,
                          accuracy.precision.low,
                          accuracy.precision.high,
                          accuracy.false_links.factor,
                          accuracy.false_links.relative_sd,
                          accuracy.missed_links.factor,
                          accuracy.missed_links.relative_sd};
}

SituationFound situation_of(const Definition& rules, const persons::RegisterSet& set,
                            const LinkedRecords& linked,
                            std::span<const std::int64_t> person_of_cluster, std::string_view province,
                            const std::optional<ReviewedSample>& review,
                            std::span<const FieldFinding> findings) {
    SituationFound found;
    auto& situation = found.situation;
    situation.as_of = as_of(set);
    situation.age_from = rules.age_from;
    situation.age_to = rules.age_to;
    found.children = children_of(rules, set, linked, situation.as_of, person_of_cluster);
    learn_from_visits(rules, findings, situation.as_of, found.children.children);

    ModelUncertainty model;
    model.missed_beyond_candidates = found.children.missed_beyond_candidates;
    model.civil_missed_beyond_candidates = found.children.civil_missed_beyond_candidates;
    if (review) {
        model.false_links = {review->false_links_factor, review->false_links_relative_sd};
        model.missed_links = {review->missed_links_factor, review->missed_links_relative_sd};
    }
    auto e = estimate(rules, found.children.children, situation.as_of, model);
    situation.value = e.total.value;
    situation.low = e.total.low;
    situation.high = e.total.high;
    situation.population = e.total.population;
    if (e.total.population > 0)
        situation.rate = static_cast<double>(e.total.value) / static_cast<double>(e.total.population);
    situation.compulsory = e.compulsory;
    situation.without_civil_status = without_civil_status(rules, found.children.without_civil_status,
                                                          situation.as_of, {});
    for (const auto& cell : e.by_subdistrict)
        if (!cell.code.empty() && !cell.code.starts_with(province))
            situation.method.outside_province += cell.population;
    situation.by_subdistrict = std::move(e.by_subdistrict);
    situation.by_district = std::move(e.by_district);
    situation.by_age_sex = std::move(e.by_age_sex);
    situation.by_level = std::move(e.by_level);
    situation.by_citizenship = std::move(e.by_citizenship);
    situation.by_reason = std::move(e.by_reason);
    situation.labels = std::move(e.labels);

    add_list(found, rules, situation.as_of,
             contributions(rules, found.children.children, situation.as_of, model));
    add_registers(situation, set, found.children);
    situation.method.definition = rules.version;
    situation.method.compulsory_source = rules.compulsory.source;
    situation.method.expected_false_links = e.expected_false_links;
    situation.method.expected_missed_links = e.expected_missed_links;
    situation.method.model_relative_sd = ErrorCorrection{}.relative_sd;
    situation.method.review = review;
    situation.method.listed = static_cast<std::int64_t>(found.list.size());
    situation.method.without_birth_date = e.without_birth_date;
    return found;
}

SituationFound situation_of(const Definition& rules, const persons::RegisterSet& set,
                            const linkage::Linkage& linkage,
                            std::span<const std::int64_t> person_of_cluster, std::string_view province,
                            const std::optional<ReviewedSample>& review,
                            std::span<const FieldFinding> findings) {
    return situation_of(rules, set,
                        LinkedRecords{linkage.links(), linkage.pairs(), linkage.clusters(),
                                      linkage.report().file_pairs,
                                      linkage.model().class_share[static_cast<std::size_t>(linkage::PairClass::Match)]},
                        person_of_cluster, province, review, findings);
}

void count_one(const Definition& rules, Situation& situation, const CorrectedChild& child, int by) {
    Count total{situation.value, situation.low, situation.high, situation.population};
    if (total.value + by < 0)
        return;
    count_in(total, by);
    situation.value = total.value;
    situation.low = total.low;
    situation.high = std::min(total.high, situation.population);
    if (situation.population > 0)
        situation.rate = static_cast<double>(situation.value) / static_cast<double>(situation.population);
    if (situation.change) {
        *situation.change += by;
        const auto part = std::find_if(situation.change_parts.begin(), situation.change_parts.end(),
                                       [](const ChangePart& p) { return p.reason == ChangeReason::FoundByVisit; });
        if (part == situation.change_parts.end())
            situation.change_parts.push_back({ChangeReason::FoundByVisit, by});
        else if ((part->value += by) == 0)
            situation.change_parts.erase(part);
    }
    const auto district = child.subdistrict_code.substr(0, 4);
    count_in(situation.by_subdistrict, by, [&](const AreaCell& c) { return c.code == child.subdistrict_code; });
    count_in(situation.by_district, by, [&](const AreaCell& c) { return c.code == district; });
    count_in(situation.by_age_sex, by,
             [&](const AgeSexCell& c) { return c.age == child.age && c.sex == child.sex; });
    const auto band = std::find_if(rules.bands.begin(), rules.bands.end(), [&](const AgeBand& b) {
        return child.age >= b.from && child.age <= b.to;
    });
    count_in(situation.by_level, by,
             [&](const LevelCell& c) { return band != rules.bands.end() && c.level == band->key; });
    count_in(situation.by_citizenship, by, [](const LevelCell&) { return false; }); // A list says none: the fullest.
    for (auto& cell : situation.by_reason)
        if (cell.counted && !child.reason.empty() && cell.reason == child.reason)
            cell.value = std::max<std::int64_t>(0, cell.value + by);
    // The year of birth is not on the list: full years stand for calendar years.
    if (child.age >= rules.compulsory.calendar_years_from && child.age <= rules.compulsory.calendar_years_to)
        count_in(situation.compulsory, by);
    for (auto& label : situation.labels)
        for (const auto& framework : rules.frameworks)
            for (const auto& rule : framework.labels)
                if (framework.key == label.framework && framework.version == label.version && rule.label == label.label &&
                    label.value && rule.ages_from && rule.ages_to && child.age >= *rule.ages_from &&
                    child.age <= *rule.ages_to)
                    label.value = std::max<std::int64_t>(0, *label.value + by);
    situation.method.corrected_by_visits = situation.method.corrected_by_visits.value_or(0) - by;
    situation.method.listed += by;
}

} // namespace samatcha::situation
