// What adding a snapshot to a finished run costs beside running anew over all, and how far the clusters
// are the same (README.md).
#include "people.hpp"

#include "engines/linkage/hash.hpp"
#include "engines/linkage/linkage_index.hpp"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

using namespace samatcha;

namespace {

struct Time {
    double seconds = 0;
    double processor = 0; ///< Of all threads: what stays the same where others use the machine.
};

class Watch {
public:
    Time time() const {
        return {std::chrono::duration<double>(std::chrono::steady_clock::now() - m_since).count(),
                static_cast<double>(std::clock() - m_processor) / CLOCKS_PER_SEC};
    }

private:
    std::chrono::steady_clock::time_point m_since = std::chrono::steady_clock::now();
    std::clock_t m_processor = std::clock();
};

Time median(std::vector<Time> times) {
    const auto middle = [&](auto value) {
        std::sort(times.begin(), times.end(), [&](const Time& x, const Time& y) { return value(x) < value(y); });
        return value(times[times.size() / 2]);
    };
    return {middle([](const Time& t) { return t.seconds; }), middle([](const Time& t) { return t.processor; })};
}

/// Some rows of a file.
template <class Takes>
linkage::File rows_of(const linkage::File& all, const char* name, const Takes& takes) {
    linkage::File file;
    file.name = name;
    for (const auto& column : all.columns) {
        file.columns.emplace_back(column.meaning(), column.name());
        for (std::size_t row = 0; row < column.size(); ++row)
            if (takes(row))
                file.columns.back().append(column.value(row));
    }
    return file;
}

struct Snapshots {
    std::vector<linkage::File> before;
    linkage::File added;
    Time reading;       ///< All,
    Time reading_added; ///< and what is added.
};

/// Of one file some rows by lot, the rest as two files.
Snapshots parts_of(const char* path) {
    const Watch watch;
    const auto all = people::read(path);
    const auto reading = watch.time();
    const auto lot = [](std::size_t row) { return linkage::mix(row) % 21; };
    Snapshots parts{{rows_of(all, "first", [&](std::size_t row) { return lot(row) % 2 == 1; }),
                     rows_of(all, "second", [&](std::size_t row) { return lot(row) % 2 == 0 && lot(row) != 0; })},
                    rows_of(all, "added", [&](std::size_t row) { return lot(row) == 0; }),
                    reading,
                    {}};
    const auto share = static_cast<double>(parts.added.rows()) / static_cast<double>(all.rows());
    parts.reading_added = {reading.seconds * share, reading.processor * share};
    return parts;
}

/// Civil, school and health registers, and 50,000 rows of the welfare register.
Snapshots registers_of(const std::string& folder) {
    const Watch watch;
    auto added = people::read(folder + "/welfare.csv", 50'000);
    const auto reading_added = watch.time();
    std::vector<linkage::File> before;
    for (const auto* name : {"/civil.csv", "/school.csv", "/health.txt"})
        before.push_back(people::read(folder + name));
    return {std::move(before), std::move(added), watch.time(), reading_added};
}

/// The index as it comes back from its bytes, which are in memory; and what that took.
Time loaded(linkage::LinkageIndex& index, unsigned threads) {
    std::string bytes;
    ValueWriter writer([&](std::span<const char> piece) { bytes.append(piece.data(), piece.size()); });
    const Watch writing;
    index.write(writer);
    std::printf("written %.1f MB in %.3f s\n", static_cast<double>(bytes.size()) / 1e6, writing.time().seconds);
    std::string_view left = bytes;
    ValueReader reader([&](std::span<char> piece) {
        if (piece.size() > left.size())
            return false;
        std::copy_n(left.data(), piece.size(), piece.data());
        left.remove_prefix(piece.size());
        return true;
    });
    const Watch watch;
    index = *linkage::LinkageIndex::read(reader, threads);
    return watch.time();
}

std::vector<std::uint32_t> in_one_list(const linkage::Linkage& linkage) {
    std::vector<std::uint32_t> all;
    for (const auto& file : linkage.clusters())
        all.insert(all.end(), file.begin(), file.end());
    return all;
}

/// Of the pairs of records that one or the other has in one cluster, those that both have.
double agreement(const std::vector<std::uint32_t>& x, const std::vector<std::uint32_t>& y) {
    std::unordered_map<std::uint64_t, std::uint64_t> both;
    std::unordered_map<std::uint64_t, std::uint64_t> of_x;
    std::unordered_map<std::uint64_t, std::uint64_t> of_y;
    for (std::size_t r = 0; r < x.size(); ++r) {
        ++both[std::uint64_t{x[r]} << 32U | y[r]];
        ++of_x[x[r]];
        ++of_y[y[r]];
    }
    const auto pairs = [](const auto& counts) {
        double sum = 0;
        for (const auto& [key, n] : counts)
            sum += static_cast<double>(n * (n - 1) / 2);
        return sum;
    };
    return pairs(both) / (pairs(of_x) + pairs(of_y) - pairs(both));
}

const std::vector<linkage::BlockingRule> readme_rules = {
    {{"given_name", "surname"}}, {{"surname", "birth_date"}}, {{"given_name", "birth_date"}},
    {{"postcode", "surname"}},   {{"postcode", "given_name"}}, {{"birth_date", "place", "category"}}};

} // namespace

int main(int count, char** arguments) {
    if (count < 3) {
        std::fprintf(stderr, "usage: bench_incremental synth1m.csv.zst|FOLDER_OF_GENERATE given|automatic [runs] [threads]\n");
        return 2;
    }
    const auto number = [&](int at, int otherwise) { return count > at ? std::atoi(arguments[at]) : otherwise; };
    linkage::Options options;
    options.task = linkage::Task::LinkAndDeduplicate;
    options.threads = static_cast<unsigned>(number(4, 2));
    if (std::string(arguments[2]) == "given")
        options.blocking = readme_rules;
    const auto [before, added, reading, reading_added] = std::filesystem::is_directory(arguments[1]) ? registers_of(arguments[1])
                                                                             : parts_of(arguments[1]);
    std::size_t rows = 0;
    for (const auto& file : before)
        rows += file.rows();
    std::printf("%zu records, %zu added\n", rows, added.rows());

    std::vector<Time> full;
    std::vector<Time> adding;
    std::vector<Time> loading;
    for (int run = 0; run < number(3, 3); ++run) {
        std::vector<std::uint32_t> anew;
        {
            auto files = before;
            files.push_back(added);
            const Watch watch;
            const auto linked = linkage::link_records(std::move(files), options).value();
            full.push_back(watch.time());
            anew = in_one_list(linked);
        }
        auto index = linkage::LinkageIndex::build(before, options).value();
        loading.push_back(loaded(index, options.threads));
        const Watch watch;
        const auto change = index.add(std::span(&added, 1));
        adding.push_back(watch.time());
        if (!change) {
            std::fprintf(stderr, "%s\n", change.error().key.c_str());
            return 1;
        }
        std::printf("run anew %6.2f s (processor %6.2f s), adding %6.3f s (processor %6.3f s): %llu pairs scored, %zu clusters "
                    "changed; %.5f of linked pairs in common\n",
                    full.back().seconds, full.back().processor, adding.back().seconds, adding.back().processor,
                    static_cast<unsigned long long>(change->pairs_scored), change->clusters.size(),
                    agreement(anew, in_one_list(index.linkage())));
    }
    const auto f = median(full);
    const auto a = median(adding);
    const auto l = median(loading);
    std::printf("medians: run anew %.2f s, adding %.3f s: %.1f %% (of processor time %.1f %%)\n", f.seconds, a.seconds,
                100 * a.seconds / f.seconds, 100 * a.processor / f.processor);
    std::printf("reading the index: %.3f s; with that: %.1f %% (of processor time %.1f %%)\n", l.seconds,
                100 * (a.seconds + l.seconds) / f.seconds, 100 * (a.processor + l.processor) / f.processor);
    std::printf("with reading the tables, %.2f s and %.3f s of processor time: %.1f %% (of processor time %.1f %%)\n",
                reading.processor, reading_added.processor,
                100 * (a.seconds + reading_added.seconds) / (f.seconds + reading.seconds),
                100 * (a.processor + reading_added.processor) / (f.processor + reading.processor));
    return 0;
}
