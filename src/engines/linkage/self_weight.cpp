#include "engines/linkage/self_weight.hpp"

#include <algorithm>
#include <cmath>
#include <map>

namespace samatcha::linkage {

namespace {

/// So many say the share of records within a third of a percentage point.
constexpr std::uint32_t records_looked_at_max = 100'000;

} // namespace

SelfWeights self_weights(const Comparer& comparer, const Scorer& scorer, double weight_min) {
    const auto& records = comparer.records();
    const auto step = std::max(1U, (records.size() + records_looked_at_max - 1) / records_looked_at_max);
    SelfWeights found;
    std::map<int, std::uint64_t> bins;
    CompareMemo compared;
    ScoreMemo weighed;
    for (std::uint32_t r = 0; r < records.size(); r += step) {
        const auto* record = records.record(r);
        const double weight = scorer.weight(comparer.pattern(record, record, compared), record, record, weighed);
        ++found.records;
        found.unlinkable += weight < weight_min;
        ++bins[static_cast<int>(std::floor(weight))];
    }
    for (const auto& [from, count] : bins)
        found.histogram.push_back({static_cast<double>(from), count});
    return found;
}

} // namespace samatcha::linkage
