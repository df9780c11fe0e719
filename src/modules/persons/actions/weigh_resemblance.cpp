#include "modules/persons/actions.hpp"
#include "modules/persons/records.hpp"
#include "modules/persons/resemblance.hpp"
#include "modules/registers/snapshot_reading.hpp"

#include <algorithm>

namespace samatcha::persons {

namespace {

/// So many records tell how common values are.
constexpr std::size_t sample_records = 2000;

/// What a run learnt, as far as its charts tell: matches against everybody else.
linkage::Model model_of(const LinkRunCharts& charts, std::int64_t persons) {
    linkage::Model model;
    const auto match = 1.0 / static_cast<double>(std::max<std::int64_t>(persons, 2));
    model.class_share = {match, 1 - match, 0, 0, 0};
    for (const auto& field : charts.fields) {
        linkage::ComparisonModel comparison;
        comparison.field = field.field;
        for (const auto& level : field.levels)
            comparison.levels.push_back({level.level, {level.m, level.u, level.u, level.u, level.u}});
        model.comparisons.push_back(std::move(comparison));
    }
    return model;
}

/// Only what the run compared can be weighed.
void keep_compared(linkage::File& file, const LinkRunCharts& charts) {
    std::erase_if(file.columns, [&](const linkage::Column& column) {
        return std::none_of(charts.fields.begin(), charts.fields.end(), [&](const FieldLevels& field) {
            return field.field == linkage::meaning_name(column.meaning());
        });
    });
}

} // namespace

Result<std::vector<Resemblance>> weigh_resemblance(database::Connection& connection, const vault::KeyRing& keys,
                                                   std::string_view province, const registers::PersonRecord& said,
                                                   std::span<const PersonId> candidates) {
    const auto run = latest_complete_link_run(connection, province);
    if (!run || run->snapshots.empty() || candidates.empty())
        return std::vector<Resemblance>{};
    const auto charts = link_run_charts(connection, province, run->id);
    if (!charts) // Of a run that is older than the charts: names alone speak.
        return std::vector<Resemblance>{};
    RegisterSet set;
    const auto typed = set.add_register(registers::RegisterKind::Civil, {}, {});
    const auto known = set.add_register(registers::RegisterKind::Civil, {}, {});
    set.add(typed, said);
    std::vector<PersonId> person_of_row;
    for (const auto id : candidates)
        for (const auto& row : records_of_person(connection, province, run->id, id)) {
            set.add(known, TRY(registers::person_record(connection, keys, province, row.snapshot, row.row_no)));
            person_of_row.push_back(id);
        }
    std::size_t sampled = 0;
    TRY(registers::read_snapshot(connection, keys, province, run->snapshots.front().snapshot_id,
                                 [&](const registers::PersonRecord& record) {
                                     set.add(known, record);
                                     return ++sampled < sample_records ? database::Reading::Continue : database::Reading::Stop;
                                 }));
    std::vector<linkage::File> files(set.files().begin(), set.files().end());
    for (auto& file : files)
        keep_compared(file, *charts);
    linkage::Options options;
    options.model = model_of(*charts, run->report.persons);
    const auto linked = TRY(linkage::link_records(files, options));
    std::vector<Resemblance> resemblances;
    for (std::uint32_t row = 0; row < person_of_row.size(); ++row) {
        const double probability = linked.score({0, 0}, {1, row}).probability;
        if (resemblances.empty() || resemblances.back().person != person_of_row[row])
            resemblances.push_back({person_of_row[row], probability});
        else
            resemblances.back().probability = std::max(resemblances.back().probability, probability);
    }
    return resemblances;
}

} // namespace samatcha::persons
