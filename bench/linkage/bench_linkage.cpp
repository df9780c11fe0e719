// How many pairs are compared and scored in a second, beside what memory alone would allow (README.md).
#include "people.hpp"

#include "base/parallel.hpp"
#include "engines/linkage/hash.hpp"
#include "engines/linkage/linkage.hpp"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <string>
#include <vector>

using namespace samatcha;

namespace {

double seconds_now() {
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

/// Pairs a second if a pair cost nothing but bringing its two packed records from memory.
double memory_bound(std::uint64_t pairs, std::size_t records, unsigned threads) {
    constexpr std::size_t words = 6;
    constexpr std::size_t parts = 64;
    constexpr std::uint64_t ahead = 24;
    std::vector<std::uint32_t> memory(records * words);
    for (std::size_t i = 0; i < memory.size(); ++i)
        memory[i] = static_cast<std::uint32_t>(linkage::mix(i));
    std::vector<std::uint32_t> sums(parts);
    const auto place = [&](std::uint64_t number) { return memory.data() + linkage::mix(number) % records * words; };
    const auto start = seconds_now();
    parallel_parts(threads, parts, [&](std::size_t part) {
        std::uint32_t sum = 0;
        const auto end = 2 * pairs / parts * (part + 1);
        for (auto i = 2 * pairs / parts * part; i < end; ++i) {
            __builtin_prefetch(place(i + ahead));
            const auto* record = place(i);
            for (std::size_t w = 0; w < words; ++w)
                sum ^= record[w];
        }
        sums[part] = sum;
    });
    const auto took = seconds_now() - start;
    std::printf("%30s (check %08x)\n", "", sums[0]);
    return static_cast<double>(pairs) / took;
}

} // namespace

int main(int count, char** arguments) {
    if (count < 2) {
        std::fprintf(stderr, "usage: bench_linkage synth1m.csv.zst [threads]\n");
        return 2;
    }
    linkage::Options options;
    options.task = linkage::Task::Deduplicate;
    options.blocking = {{{"place"}}}; // many pairs, each met once
    options.threads = count > 2 ? static_cast<unsigned>(std::atoi(arguments[2])) : 2;
    const std::vector<linkage::File> files = {people::read(arguments[1])};
    std::map<linkage::Stage, double> stages;
    auto stage = linkage::Stage::Normalise;
    auto since = seconds_now();
    const auto run = linkage::link_records(files, options, [&](linkage::Stage now, double) {
        if (now != stage) {
            stages[stage] += seconds_now() - since;
            since = seconds_now();
            stage = now;
        }
        return true;
    });
    stages[stage] += seconds_now() - since;
    if (!run) {
        std::fprintf(stderr, "%s\n", run.error().key.c_str());
        return 1;
    }
    const auto pairs = run->report().pairs_scored;
    for (const auto& [s, took] : stages)
        std::printf("%-10s %7.3f s\n", std::string(linkage::stage_name(s)).c_str(), took);
    const auto rate = static_cast<double>(pairs) /
                      (stages[linkage::Stage::Compare] + stages[linkage::Stage::Score]);
    const auto bound = memory_bound(pairs, files[0].rows(), options.threads);
    std::printf("%llu pairs met, compared and scored: %.1f million a second; memory alone allows %.1f (%.0f %%)\n",
                static_cast<unsigned long long>(pairs), rate / 1e6, bound / 1e6, 100 * rate / bound);
    return 0;
}
