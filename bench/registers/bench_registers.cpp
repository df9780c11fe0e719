// How good is the number when nothing but files and the engine are at work? (README.md)
#include "modules/area/gazetteer.hpp"
#include "modules/registers/column_mapping.hpp"
#include "modules/registers/column_profile.hpp"
#include "modules/registers/row_reading.hpp"
#include "modules/situation/situation.hpp"
#include "platform/tables/table.hpp"

#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <map>
#include <set>
#include <string>
#include <thread>
#include <unordered_map>
#include <unordered_set>
#include <vector>

using namespace samatcha;
namespace fs = std::filesystem;

namespace {

template <class T>
T must(Result<T> result) {
    if (!result) {
        std::cerr << result.error().key;
        for (const auto& [name, value] : result.error().arguments)
            std::cerr << ' ' << name << '=' << value;
        std::cerr << ' ' << result.error().detail << '\n';
        std::exit(1);
    }
    return std::move(result).value();
}

double seconds_since(std::chrono::steady_clock::time_point start) {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

double peak_mb() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return static_cast<double>(usage.ru_maxrss) / 1024;
}

/// The columns of a file as the product would suggest them.
std::vector<registers::ColumnReading> columns_of(const fs::path& path, const area::Gazetteer& gazetteer) {
    auto table = must(tables::Table::open(path));
    const auto headers = table.profile().columns;
    std::vector<std::vector<std::string>> samples(headers.size());
    tables::TableRow row;
    for (int i = 0; i < 2000 && must(table.next(row)); ++i)
        for (std::size_t c = 0; c < std::min(row.cells.size(), headers.size()); ++c)
            samples[c].emplace_back(row.cells[c]);
    std::vector<registers::ColumnProfile> profiles;
    for (const auto& sample : samples)
        profiles.push_back(
            registers::profile_of(std::vector<std::string_view>(sample.begin(), sample.end()), gazetteer));
    const auto suggestions = registers::suggest_fields(headers, profiles);
    std::vector<registers::ColumnReading> columns;
    std::cout << path.filename().string() << ':';
    for (std::size_t c = 0; c < suggestions.size(); ++c)
        if (suggestions[c].field) {
            columns.push_back({c, *suggestions[c].field, {}});
            std::cout << ' ' << headers[c] << '=' << registers::name_of(*suggestions[c].field);
        }
    std::cout << '\n';
    return columns;
}

struct ReadFile {
    std::string name; ///< As truth.csv names it.
    std::vector<std::string> record_ids;
};

registers::RegisterKind kind_of(const std::string& name) {
    if (name.starts_with("civil"))
        return registers::RegisterKind::Civil;
    if (name.starts_with("health"))
        return registers::RegisterKind::Health;
    return name.starts_with("welfare") ? registers::RegisterKind::Welfare : registers::RegisterKind::School;
}

ReadFile read_register(const fs::path& path, const area::Gazetteer& gazetteer, const PartialDate& as_of,
                       const std::string& province, persons::RegisterSet& set) {
    ReadFile file{path.stem().string(), {}};
    const auto number = set.add_register(kind_of(file.name), {static_cast<std::int64_t>(set.registers().size() + 1)}, as_of);
    registers::RowReader reader(columns_of(path, gazetteer), gazetteer, province, as_of);
    auto table = must(tables::Table::open(path));
    tables::TableRow row;
    registers::RowReading reading;
    while (must(table.next(row))) {
        if (row.kind != tables::RowKind::Data)
            continue;
        reader.read(row.row_no, row.cells, reading);
        if (reading.is_rejected())
            continue;
        set.add(number, reading.record);
        file.record_ids.push_back(reading.record.value(registers::Field::RecordId));
    }
    return file;
}

struct Truth {
    std::unordered_map<std::string, std::string> person_of; ///< By "register|record id".
    std::unordered_set<std::string> out_of_school;
};

Truth read_truth(const fs::path& folder) {
    Truth truth;
    std::set<std::string> in_school;
    std::set<std::string> in_civil;
    auto table = must(tables::Table::open(folder / "truth.csv"));
    tables::TableRow row;
    while (must(table.next(row))) {
        const std::string name(row.cells[0]);
        const std::string person(row.cells[2]);
        truth.person_of[name + "|" + std::string(row.cells[1])] = person;
        if (kind_of(name) == registers::RegisterKind::School)
            in_school.insert(person);
        if (kind_of(name) == registers::RegisterKind::Civil)
            in_civil.insert(person);
    }
    if (!fs::exists(folder / "persons.csv")) {
        for (const auto& person : in_civil)
            if (!in_school.contains(person))
                truth.out_of_school.insert(person);
        return truth;
    }
    auto persons = must(tables::Table::open(folder / "persons.csv"));
    const auto& columns = persons.profile().columns;
    const auto at = static_cast<std::size_t>(
        std::find(columns.begin(), columns.end(), "out_of_school") - columns.begin());
    while (must(persons.next(row)))
        if (at < row.cells.size() && (row.cells[at] == "1" || row.cells[at] == "true"))
            truth.out_of_school.insert(std::string(row.cells[0]));
    return truth;
}

/// Of the children in the age window only: the true number is theirs.
void score(const situation::SituationFound& found, const persons::RegisterSet& set,
           const std::vector<ReadFile>& files, const linkage::Linkage& linked, const Truth& truth) {
    std::unordered_map<std::uint32_t, std::string> person_of_cluster;
    for (std::uint32_t f = 0; f < files.size(); ++f) {
        if (set.registers()[f].kind != registers::RegisterKind::Civil)
            continue;
        for (std::uint32_t row = 0; row < files[f].record_ids.size(); ++row)
            if (const auto known = truth.person_of.find(files[f].name + "|" + files[f].record_ids[row]);
                known != truth.person_of.end())
                person_of_cluster.try_emplace(linked.clusters()[f][row], known->second);
    }
    std::unordered_map<std::string, double> window_of; // true persons: share in the age window
    double probability_sum[10] = {};
    std::int64_t decile_count[10] = {};
    std::int64_t decile_true[10] = {};
    std::unordered_map<std::int64_t, const situation::Standing*> standing_of;
    for (const auto& s : found.standings)
        standing_of[s.person] = &s;
    for (std::size_t i = 0; i < found.children.children.size(); ++i) {
        const auto& child = found.children.children[i];
        const auto person = person_of_cluster.find(found.children.clusters[i]);
        const auto* standing = standing_of[child.person];
        if (person == person_of_cluster.end() || !standing->is_counted)
            continue;
        window_of[person->second] = static_cast<double>(standing->in_window);
        if (standing->in_window < 0.5F)
            continue;
        const double out = 1 - child.p_enrolled;
        const auto decile = std::min<std::size_t>(9, static_cast<std::size_t>(out * 10));
        probability_sum[decile] += out;
        ++decile_count[decile];
        decile_true[decile] += truth.out_of_school.contains(person->second);
    }
    std::int64_t right = 0;
    for (const auto& child : found.list) {
        const auto person = person_of_cluster.find(child.cluster);
        right += person != person_of_cluster.end() && truth.out_of_school.contains(person->second);
    }
    std::int64_t truly_out = 0;
    for (const auto& person : truth.out_of_school)
        if (const auto window = window_of.find(person); window != window_of.end() && window->second >= 0.5)
            ++truly_out;
    const auto& s = found.situation;
    std::printf("number %ld (%ld-%ld) of %ld, truth %ld (all of truth: %zu): %s\n", s.value, s.low, s.high,
                s.population, truly_out, truth.out_of_school.size(),
                s.low <= truly_out && truly_out <= s.high ? "inside" : "OUTSIDE");
    std::printf("list %zu: precision %.4f recall %.4f; expected false %.0f missed %.0f beyond %.0f\n",
                found.list.size(), static_cast<double>(right) / static_cast<double>(found.list.size()),
                static_cast<double>(right) / static_cast<double>(truly_out), s.method.expected_false_links,
                s.method.expected_missed_links, found.children.missed_beyond_candidates);
    std::printf("without civil status %ld (%ld-%ld)\n", s.without_civil_status.value,
                s.without_civil_status.low, s.without_civil_status.high);
    std::puts("calibration: P(out) decile, children, mean said, share true");
    for (int d = 0; d < 10; ++d)
        if (decile_count[d] > 0)
            std::printf("  %d %8ld  %.4f  %.4f\n", d, decile_count[d],
                        probability_sum[d] / static_cast<double>(decile_count[d]),
                        static_cast<double>(decile_true[d]) / static_cast<double>(decile_count[d]));
}

/// Pairs within clusters against pairs of one true person, between civil and school registers.
void score_pairs(const persons::RegisterSet& set, const std::vector<ReadFile>& files,
                 const linkage::Linkage& linked, const Truth& truth) {
    const auto person = [&](std::uint32_t f, std::uint32_t row) -> std::string {
        const auto known = truth.person_of.find(files[f].name + "|" + files[f].record_ids[row]);
        return known == truth.person_of.end() ? std::string() : known->second;
    };
    std::unordered_map<std::string, std::pair<std::int64_t, std::int64_t>> of_person;
    std::unordered_map<std::uint32_t, std::pair<std::int64_t, std::int64_t>> of_cluster;
    std::map<std::pair<std::uint32_t, std::string>, std::pair<std::int64_t, std::int64_t>> of_both;
    for (std::uint32_t f = 0; f < files.size(); ++f) {
        const bool is_civil = set.registers()[f].kind == registers::RegisterKind::Civil;
        if (!is_civil && set.registers()[f].kind != registers::RegisterKind::School)
            continue;
        for (std::uint32_t row = 0; row < files[f].record_ids.size(); ++row) {
            const auto add = [&](std::pair<std::int64_t, std::int64_t>& to) {
                ++(is_civil ? to.first : to.second);
            };
            add(of_person[person(f, row)]);
            add(of_cluster[linked.clusters()[f][row]]);
            add(of_both[{linked.clusters()[f][row], person(f, row)}]);
        }
    }
    const auto pairs = [](const auto& map) {
        std::int64_t sum = 0;
        for (const auto& [key, counts] : map)
            sum += counts.first * counts.second;
        return static_cast<double>(sum);
    };
    const double true_pairs = pairs(of_person), found = pairs(of_cluster), right = pairs(of_both);
    const double precision = right / found, recall = right / true_pairs;
    std::printf("civil-school pairs in clusters: precision %.4f recall %.4f F1 %.4f\n", precision, recall,
                2 * precision * recall / (precision + recall));
}

} // namespace

int main(int argument_count, char** arguments) {
    if (argument_count < 2) {
        std::cerr << "bench_registers FOLDER [AS_OF]\n";
        return 2;
    }
    const fs::path folder = arguments[1];
    const auto as_of = must(from_iso(argument_count > 2 ? arguments[2] : "2023-11-10"));
    const auto gazetteer = area::Gazetteer::load();
    const auto start = std::chrono::steady_clock::now();

    std::vector<fs::path> paths;
    for (const auto& entry : fs::directory_iterator(folder))
        if (const auto name = entry.path().filename().string();
            (name.ends_with(".csv") || name.ends_with(".txt") || name.ends_with(".xlsx")) &&
            !name.starts_with("truth") && !name.starts_with("persons"))
            paths.push_back(entry.path());
    std::sort(paths.begin(), paths.end());
    persons::RegisterSet set;
    std::vector<ReadFile> files;
    for (const auto& path : paths)
        files.push_back(read_register(path, gazetteer, as_of, "40", set));
    set.finish();
    std::printf("%zu records read in %.1f s, %.0f MB\n", set.rows(), seconds_since(start), peak_mb());

    const auto linking = std::chrono::steady_clock::now();
    linkage::Options options;
    options.task = linkage::Task::LinkAndDeduplicate;
    options.threads = std::max(1U, std::thread::hardware_concurrency());
    options.keep_pairs = true;
    auto linked = must(linkage::link_records(set.files(), options));
    const auto& report = linked.report();
    std::printf("linked in %.1f s, %.0f MB: %lu pairs scored, %zu links, %lu clusters, expected false %.0f "
                "missed %.0f\n",
                seconds_since(linking), peak_mb(), report.pairs_scored, linked.links().size(),
                report.clusters, report.expected_false_links, report.expected_missed_links);
    for (const auto& warning : report.warnings)
        std::cout << "  " << warning << '\n';
    const auto counting = std::chrono::steady_clock::now();
    const auto found = situation::situation_of(situation::current_definition(), set, linked, {}, "40");
    std::printf("counted in %.1f s, %.0f MB\n", seconds_since(counting), peak_mb());

    const auto truth = read_truth(folder);
    score_pairs(set, files, linked, truth);
    score(found, set, files, linked, truth);
    for (const auto& used : found.situation.registers)
        std::printf("  %-8s %8ld records %8ld persons coverage %.3f\n", used.kind.c_str(), used.records,
                    used.persons, used.coverage);
    return 0;
}
