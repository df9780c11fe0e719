#include "engines/linkage/self_weight.hpp"

#include "base/parallel.hpp"

#include <algorithm>
#include <cmath>
#include <map>

namespace samatcha::linkage {

namespace {

/// So many say the share of records within a third of a percentage point.
constexpr std::uint32_t records_looked_at_max = 100'000;

} // namespace

SelfWeights self_weights(const Comparer& comparer, const Scorer& scorer, double weight_min, unsigned threads) {
    constexpr std::uint32_t records_of_a_part = 8192;
    const auto& records = comparer.records();
    const auto step = std::max(1U, (records.size() + records_looked_at_max - 1) / records_looked_at_max);
    const auto looked_at = (records.size() + step - 1) / step;
    struct Part {
        std::map<int, std::uint64_t> bins;
        std::uint64_t unlinkable = 0;
    };
    std::vector<Part> parts((looked_at + records_of_a_part - 1) / records_of_a_part);
    parallel_parts(threads, parts.size(), [&](std::size_t p) {
        CompareMemo compared;
        ScoreMemo weighed;
        const auto begin = static_cast<std::uint32_t>(p) * records_of_a_part;
        for (auto i = begin; i < std::min(looked_at, begin + records_of_a_part); ++i) {
            const auto* record = records.record(i * step);
            const double weight = scorer.weight(comparer.pattern(record, record, compared), record, record, weighed);
            parts[p].unlinkable += weight < weight_min;
            ++parts[p].bins[static_cast<int>(std::floor(weight))];
        }
    });
    SelfWeights found;
    found.records = looked_at;
    std::map<int, std::uint64_t> bins;
    for (const auto& part : parts) {
        found.unlinkable += part.unlinkable;
        for (const auto& [from, count] : part.bins)
            bins[from] += count;
    }
    for (const auto& [from, count] : bins)
        found.histogram.push_back({static_cast<double>(from), count});
    return found;
}

} // namespace samatcha::linkage
