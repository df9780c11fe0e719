#include "engines/linkage/estimate.hpp"
#include "engines/linkage/level_rules.hpp"
#include "engines/linkage/parallel.hpp"

#include <algorithm>
#include <map>

namespace samatcha::linkage {

namespace {

/// Values of one field counted by file.
using CountsByFile = std::map<std::uint32_t, std::vector<std::uint64_t>>;

/// The pairs that agree at each exact level, and how many pairs have both values.
struct ExactPairs {
    std::array<double, 16> agree{};
    double present = 0;
};

ExactPairs exact_pairs(const Comparer& comparer, const PairScope& scope, std::size_t index) {
    const auto& records = comparer.records();
    const auto& field = records.fields[index];
    std::vector<std::pair<std::uint32_t, std::uint32_t>> values; // value, file
    std::vector<std::uint64_t> present(records.files(), 0);
    for (std::size_t f = 0; f < records.files(); ++f)
        for (auto r = records.file_starts[f]; r < records.file_starts[f + 1]; ++r)
            if (const auto value = records.record(r)[field.slot]; value != 0) {
                values.emplace_back(value, static_cast<std::uint32_t>(f));
                ++present[f];
            }
    std::sort(values.begin(), values.end());
    ExactPairs found;
    found.present = static_cast<double>(scope.pairs(present));
    std::vector<std::uint64_t> by_file(records.files(), 0);
    for (std::size_t i = 0; i < values.size();) {
        std::fill(by_file.begin(), by_file.end(), 0);
        const auto value = values[i].first;
        for (; i < values.size() && values[i].first == value; ++i)
            ++by_file[values[i].second];
        unsigned level = 1;
        if (field.kind == FieldKind::Date)
            level = date_level({value}, {value});
        else if (exact_levels(field.kind) > 1)
            level = comparer.exact_level(index, value);
        found.agree[level] += static_cast<double>(scope.pairs(by_file));
    }
    return found;
}

std::vector<PatternCount> sampled_patterns(const Comparer& comparer, const PairScope& scope,
                                           std::uint64_t sampled, std::uint64_t seed, unsigned threads) {
    const auto& records = comparer.records();
    constexpr std::size_t parts = 64;
    std::vector<std::vector<PatternCount>> found(parts);
    parallel_parts(threads, parts, [&](std::size_t part) {
        CompareMemo memo;
        auto state = mix(seed ^ mix(part + 1));
        for (std::uint64_t i = 0; i < sampled / parts; ++i) {
            state = mix(state);
            const auto a = static_cast<std::uint32_t>((state >> 32U) % records.size());
            const auto b = static_cast<std::uint32_t>((state & 0xFFFFFFFFU) % records.size());
            if (a == b || !scope.holds(records.file_of(a), records.file_of(b)))
                continue;
            found[part].push_back({comparer.pattern(records.record(a), records.record(b), memo), 1});
        }
    });
    std::vector<PatternCount> all;
    for (const auto& part : found)
        all.insert(all.end(), part.begin(), part.end());
    return all;
}

void add_counts(const std::vector<PatternCount>& patterns, LevelProbabilities& counts, double& pairs) {
    for (const auto& [pattern, n] : patterns) {
        pairs += static_cast<double>(n);
        for (std::size_t f = 0; f < counts.size(); ++f)
            counts[f][level_at(pattern, f)] += static_cast<double>(n);
    }
}

/// Counts to probabilities over the present levels, none of them zero.
void normalise(std::array<double, 16>& levels, std::size_t level_count, double smoothing) {
    double sum = 0;
    for (std::size_t l = 1; l <= level_count; ++l)
        sum += levels[l] += smoothing;
    for (std::size_t l = 1; l <= level_count; ++l)
        levels[l] /= sum;
}

} // namespace

AllPairs describe_all_pairs(const Comparer& comparer, const PairScope& scope, std::uint64_t sampled,
                            std::uint64_t seed, unsigned threads) {
    const auto& records = comparer.records();
    AllPairs all;
    std::vector<std::uint64_t> by_file;
    for (std::size_t f = 0; f < records.files(); ++f)
        by_file.push_back(records.file_starts[f + 1] - records.file_starts[f]);
    all.pairs = std::max(1.0, static_cast<double>(scope.pairs(by_file)));
    all.levels.assign(records.fields.size(), {});
    double drawn = 0;
    add_counts(sampled_patterns(comparer, scope, sampled, seed, threads), all.levels, drawn);
    for (std::size_t f = 0; f < records.fields.size(); ++f) {
        auto& levels = all.levels[f];
        const auto kind = records.fields[f].kind;
        const auto count = level_names(kind).size();
        all.missing.push_back(drawn > 0 ? levels[0] / drawn : 0);
        levels[0] = 0;
        for (std::size_t l = 1; l <= exact_levels(kind); ++l)
            levels[l] = 0;
        normalise(levels, count, 0.3);
        if (exact_levels(kind) == 0)
            continue;
        const auto exact = exact_pairs(comparer, scope, f);
        double agree = 0;
        for (std::size_t l = 1; l <= exact_levels(kind); ++l)
            agree += levels[l] = std::max(exact.agree[l], 0.3) / std::max(1.0, exact.present);
        agree = std::min(agree, 0.999);
        double rest = 0;
        for (std::size_t l = exact_levels(kind) + 1U; l <= count; ++l)
            rest += levels[l];
        for (std::size_t l = exact_levels(kind) + 1U; l <= count; ++l)
            levels[l] *= (1 - agree) / rest;
    }
    return all;
}

AllPairs describe_all_pairs(const Comparer& comparer, const std::vector<PatternCount>& patterns) {
    const auto& records = comparer.records();
    AllPairs all;
    all.levels.assign(records.fields.size(), {});
    add_counts(patterns, all.levels, all.pairs);
    for (std::size_t f = 0; f < records.fields.size(); ++f) {
        all.missing.push_back(all.pairs > 0 ? all.levels[f][0] / all.pairs : 0);
        all.levels[f][0] = 0;
        normalise(all.levels[f], level_names(records.fields[f].kind).size(), 0.3);
    }
    all.pairs = std::max(1.0, all.pairs);
    return all;
}

} // namespace samatcha::linkage
