#include "pipeline.hpp"

#include "modules/registers/column_mapping.hpp"
#include "modules/registers/row_reading.hpp"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <set>

namespace samatcha::bench {
namespace {

using population::RegisterFile;

template <class T>
T value_or_die(Result<T> result) {
    if (!result) {
        std::fprintf(stderr, "failed: %s %s\n", result.error().key.c_str(),
                     result.error().detail.c_str());
        std::exit(1);
    }
    if constexpr (!std::is_void_v<T>)
        return std::move(result).value();
}

struct FileText {
    std::vector<std::string> headers;
    std::string bytes;
    std::vector<std::size_t> ends;
    std::size_t rows() const { return headers.empty() ? 0 : ends.size() / headers.size(); }
    std::string_view cell(std::size_t row, std::size_t column) const {
        const auto i = row * headers.size() + column;
        const auto start = i == 0 ? 0 : ends[i - 1];
        return std::string_view(bytes).substr(start, ends[i] - start);
    }
};

registers::RegisterKind kind_of(population::Register source) {
    switch (source) {
    case population::Register::Civil:
        return registers::RegisterKind::Civil;
    case population::Register::School:
        return registers::RegisterKind::School;
    case population::Register::Health:
        return registers::RegisterKind::Health;
    case population::Register::Welfare:
        return registers::RegisterKind::Welfare;
    }
    return registers::RegisterKind::Civil;
}

/// The mapping an officer gets by accepting every suggestion.
std::vector<registers::ColumnReading> suggested_columns(const area::Gazetteer& gazetteer,
                                                        const FileText& file,
                                                        const std::string& name,
                                                        std::vector<std::string>& mapping) {
    const std::size_t sampled = std::min<std::size_t>(file.rows(), 1000);
    std::vector<registers::ColumnProfile> profiles;
    std::vector<std::vector<std::string_view>> samples(file.headers.size());
    for (std::size_t column = 0; column < file.headers.size(); ++column) {
        for (std::size_t row = 0; row < sampled; ++row)
            samples[column].push_back(file.cell(row, column));
        profiles.push_back(registers::profile_of(samples[column], gazetteer));
    }
    const auto suggestions = registers::suggest_fields(file.headers, profiles);
    std::vector<registers::ColumnReading> columns;
    for (std::size_t column = 0; column < suggestions.size(); ++column) {
        const auto& field = suggestions[column].field;
        mapping.push_back(name + ": " + file.headers[column] + " -> " +
                          (field ? std::string(registers::name_of(*field)) : "nothing"));
        if (!field)
            continue;
        registers::ColumnReading reading{column, *field, {}};
        if (*field == registers::Field::BirthDate || *field == registers::Field::UpdatedOn)
            reading.dates = date_convention_of(samples[column], 2023);
        columns.push_back(reading);
    }
    return columns;
}

void import_file(const area::Gazetteer& gazetteer, const FileText& file, const RegisterFile& layout,
                 const std::map<std::string, std::int64_t, std::less<>>& person_of_record,
                 PartialDate as_of, const std::string& home_province, Province& province) {
    const auto number = province.registers.add_register(
        kind_of(layout.source),
        registers::SnapshotId{static_cast<std::int64_t>(province.person_of_row.size()) + 1}, as_of);
    auto& persons = province.person_of_row.emplace_back();
    registers::RowReader reader(suggested_columns(gazetteer, file, layout.name, province.mapping),
                                gazetteer, home_province, as_of);
    std::size_t id_column = 0;
    for (std::size_t column = 0; column < layout.columns.size(); ++column)
        if (layout.columns[column].header == "PID")
            id_column = column;
    registers::RowReading reading;
    std::vector<std::string_view> cells(file.headers.size());
    for (std::size_t row = 0; row < file.rows(); ++row) {
        for (std::size_t column = 0; column < cells.size(); ++column)
            cells[column] = file.cell(row, column);
        reader.read(static_cast<std::int64_t>(row) + 1, cells, reading);
        if (reading.is_rejected())
            continue;
        province.registers.add(number, reading.record);
        persons.push_back(person_of_record.find(cells[id_column])->second);
    }
}

/// Who each person counted apart truly is, by what the estimate makes of it.
std::map<std::string, double> who_is_apart(const Province& province, const linkage::Linkage& linkage,
                                           const situation::LinkedChildren& children) {
    std::unordered_map<std::uint32_t, std::vector<std::int64_t>> persons_of;
    for (std::size_t file = 0; file < linkage.clusters().size(); ++file)
        for (std::size_t row = 0; row < linkage.clusters()[file].size(); ++row)
            persons_of[linkage.clusters()[file][row]].push_back(province.person_of_row[file][row]);
    std::set<std::int64_t> seen;
    std::map<std::string, double> apart;
    for (std::size_t i = 0; i < children.without_civil_status.size(); ++i) {
        const auto& said = children.without_civil_status[i];
        const auto person = persons_of[children.their_clusters[i]].front();
        const auto& truth = province.persons.at(person);
        const auto* word = truth.has_status                   ? "has civil status: the link is missed"
                           : truth.age < 3 || truth.age > 17  ? "of another age"
                           : truth.is_in_school               ? "in school: the link is missed"
                           : !truth.is_out_without_status     ? "not counted for another reason"
                           : !seen.insert(person).second      ? "counted twice"
                                                              : "right";
        const auto shares = situation::age_shares(said.birth_date, province.truth.as_of);
        for (const auto& share : shares)
            if (share.age >= 3 && share.age <= 17)
                apart[word] += share.share * said.p_person * (1 - said.p_elsewhere);
    }
    return apart;
}

double seconds_since(std::chrono::steady_clock::time_point start) {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

/// Pairs of rows in one cluster, against pairs of rows of one person.
std::vector<std::pair<std::string, PairScore>>
pair_scores(const Province& province, const std::vector<std::vector<std::uint32_t>>& clusters) {
    const auto files = province.registers.files();
    std::vector<std::pair<std::string, PairScore>> scores;
    for (std::size_t left = 0; left < files.size(); ++left)
        for (std::size_t right = left + 1; right < files.size(); ++right) {
            PairScore score;
            std::unordered_map<std::int64_t, std::uint64_t> by_person;
            std::unordered_map<std::uint32_t, std::vector<std::int64_t>> by_cluster;
            for (std::size_t row = 0; row < clusters[left].size(); ++row) {
                ++by_person[province.person_of_row[left][row]];
                by_cluster[clusters[left][row]].push_back(province.person_of_row[left][row]);
            }
            for (std::size_t row = 0; row < clusters[right].size(); ++row) {
                const auto person = province.person_of_row[right][row];
                if (const auto found = by_person.find(person); found != by_person.end())
                    score.true_pairs += found->second;
                if (const auto found = by_cluster.find(clusters[right][row]);
                    found != by_cluster.end())
                    for (const auto other : found->second) {
                        ++score.found;
                        score.right += other == person ? 1 : 0;
                    }
            }
            scores.emplace_back(files[left].name + "-" + files[right].name, score);
        }
    return scores;
}

void explain(const Province& province, const linkage::Linkage& linkage, int examples) {
    for (const auto& rule : linkage.report().rules)
        std::printf("rule %-44s %10llu pairs, %6llu blocks divided, %10llu pairs dropped\n",
                    rule.rule.c_str(), static_cast<unsigned long long>(rule.pairs),
                    static_cast<unsigned long long>(rule.blocks_divided),
                    static_cast<unsigned long long>(rule.pairs_dropped));
    for (const auto& pair : linkage.report().file_pairs)
        std::printf("files %u-%u: %llu links, expected false %.1f, missed %.1f\n", pair.left,
                    pair.right, static_cast<unsigned long long>(pair.links), pair.expected_false,
                    pair.expected_missed);
    std::set<std::pair<linkage::RecordRef, linkage::RecordRef>> scored, linked;
    for (const auto& pair : linkage.pairs())
        scored.emplace(pair.left, pair.right);
    for (const auto& link : linkage.links())
        linked.emplace(link.left, link.right);
    std::unordered_map<std::int64_t, std::uint32_t> civil_row;
    for (std::size_t row = 0; row < province.person_of_row[0].size(); ++row)
        civil_row.emplace(province.person_of_row[0][row], static_cast<std::uint32_t>(row));
    std::map<std::string, int> why;
    const auto files = province.registers.files();
    for (std::uint32_t row = 0; row < province.person_of_row[1].size(); ++row) {
        const auto civil = civil_row.find(province.person_of_row[1][row]);
        if (civil == civil_row.end() ||
            linkage.clusters()[0][civil->second] == linkage.clusters()[1][row])
            continue;
        const linkage::RecordRef left{0, civil->second}, right{1, row};
        const auto score = linkage.score(left, right);
        const bool was_scored = scored.contains({left, right}),
                   was_linked = linked.contains({left, right});
        const int bin = static_cast<int>(score.weight) / 5 * 5;
        ++why[std::string(was_linked   ? "linked, clusters differ"
                          : was_scored ? "scored, not linked"
                                       : "no candidate") +
              ", weight from " + std::to_string(bin)];
        if (examples-- <= 0)
            continue;
        std::printf("\n%s weight %.1f\n",
                    was_linked   ? "LINKED"
                    : was_scored ? "SCORED"
                                 : "NO CANDIDATE",
                    static_cast<double>(score.weight));
        for (const auto& ref : {left, right}) {
            for (const auto& column : files[ref.file].columns)
                std::printf(" %s |", std::string(column.value(ref.row)).c_str());
            std::printf("\n");
        }
        for (const auto& e : linkage.evidence(left, right))
            std::printf("  %s %s %+.1f;", e.field.c_str(), e.level.c_str(), e.weight);
        std::printf("\n");
    }
    for (const auto& [reason, count] : why)
        std::printf("missed: %s: %d\n", reason.c_str(), count);
}

} // namespace

population::Plan plan_of_province(const area::Gazetteer& gazetteer, const std::string& code) {
    population::Plan plan;
    plan.province = code;
    plan.province_name = gazetteer.province(code)->name_th;
    for (const auto& subdistrict : gazetteer.subdistricts(code))
        plan.places.push_back({subdistrict.code, subdistrict.name_th,
                               gazetteer.district(subdistrict.district)->name_th,
                               subdistrict.postcode});
    return plan;
}

Province imported_province(const area::Gazetteer& gazetteer, population::Plan plan) {
    const auto home_province = plan.province;
    const auto as_of = population::snapshot_date(plan.snapshot);
    const auto layouts = population::register_files(plan);
    const auto population = value_or_die(population::Population::create(std::move(plan)));
    std::vector<FileText> files(layouts.size());
    std::vector<std::size_t> seen(layouts.size() + 2);
    std::map<std::string, std::int64_t, std::less<>> person_of_record;
    Province province;
    province.truth = value_or_die(population::generate(
        population, 2,
        [&](std::size_t file, std::span<const std::string_view> cells) -> Result<void> {
            const auto row = seen[file]++;
            if (file == layouts.size() && row > 0) {
                person_of_record.emplace(cells[1], std::atoll(std::string(cells[2]).c_str()));
            } else if (file == layouts.size() + 1 && row > 0) {
                const bool is_counted = cells[7] == "1" && cells[6] == "resident";
                const int age = full_years(value_or_die(from_iso(cells[2])), as_of);
                const bool is_apart = cells[5] == "no_status" && cells[8] == "0" && age >= 3 &&
                                      age <= 17 && (cells[10] == "1" || cells[11] == "1");
                province.persons[std::atoll(std::string(cells[0]).c_str())] = {
                    cells[12] == "1", is_counted, is_apart, cells[5] != "no_status", cells[8] == "1", age};
            } else if (file < layouts.size() && row >= layouts[file].titles.size()) {
                if (row == layouts[file].titles.size()) {
                    files[file].headers.assign(cells.begin(), cells.end());
                } else if (cells.size() == files[file].headers.size()) { // Not the total.
                    for (const auto cell : cells) {
                        files[file].bytes += cell;
                        files[file].ends.push_back(files[file].bytes.size());
                    }
                }
            }
            return {};
        }));
    for (std::size_t file = 0; file < layouts.size(); ++file) {
        import_file(gazetteer, files[file], layouts[file], person_of_record, as_of, home_province,
                    province);
        files[file] = {};
    }
    province.registers.finish();
    return province;
}

Outcome outcome_of(const Province& province, unsigned threads, int explained) {
    Outcome outcome;
    auto start = std::chrono::steady_clock::now();
    linkage::Options options;
    options.task = linkage::Task::LinkAndDeduplicate;
    options.threads = threads;
    options.keep_pairs = true;
    const auto linkage = value_or_die(linkage::link_records(province.registers.files(), options));
    outcome.seconds_link = seconds_since(start);
    if (explained > 0)
        explain(province, linkage, explained);

    start = std::chrono::steady_clock::now();
    const auto& rules = situation::current_definition();
    const auto as_of = province.truth.as_of;
    const situation::LinkedRecords linked{linkage.links(), linkage.pairs(), linkage.clusters(),
                                          linkage.report().file_pairs,
                                      linkage.model().class_share[static_cast<std::size_t>(linkage::PairClass::Match)]};
    const auto children = situation::children_of(rules, province.registers, linked, as_of, {});
    situation::ModelUncertainty uncertainty;
    uncertainty.missed_beyond_candidates = children.missed_beyond_candidates;
    uncertainty.civil_missed_beyond_candidates = children.civil_missed_beyond_candidates;
    outcome.estimate = situation::estimate(rules, children.children, as_of, uncertainty);
    outcome.without_civil_status =
        situation::without_civil_status(rules, children.without_civil_status, as_of, uncertainty);
    outcome.apart = who_is_apart(province, linkage, children);
    for (const auto& [key, person] : province.persons)
        outcome.true_apart += person.is_out_without_status ? 1 : 0;
    const auto parts = situation::contributions(rules, children.children, as_of, uncertainty);
    outcome.seconds_estimate = seconds_since(start);

    // A listed child is right if the person to whom the cluster's civil row belongs is out of
    // school.
    std::unordered_map<std::uint32_t, std::int64_t> civil_person;
    for (std::size_t row = 0; row < linkage.clusters()[0].size(); ++row)
        civil_person.emplace(linkage.clusters()[0][row], province.person_of_row[0][row]);
    std::set<std::int64_t> listed;
    for (std::size_t i = 0; i < parts.size(); ++i)
        if (parts[i] >= 0.5) {
            ++outcome.listed;
            const auto person = civil_person.at(children.clusters[i]);
            if (listed.insert(person).second && province.persons.at(person).is_out_of_school)
                ++outcome.listed_right;
        }
    outcome.true_out = province.truth.out_of_school;
    outcome.by_register_pair = pair_scores(province, linkage.clusters());
    outcome.missed_beyond_candidates = children.missed_beyond_candidates;
    outcome.expected_false_links = linkage.report().expected_false_links;
    outcome.expected_missed_links = linkage.report().expected_missed_links;
    return outcome;
}

} // namespace samatcha::bench
