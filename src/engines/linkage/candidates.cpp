#include "engines/linkage/candidates.hpp"

#include "engines/linkage/hash.hpp"
#include "engines/linkage/parallel.hpp"

#include <algorithm>
#include <cmath>

namespace samatcha::linkage {

namespace {

constexpr std::uint64_t pairs_of_a_part = 200'000;
constexpr int histogram_from = -60;
constexpr int histogram_to = 60;

/// Counts patterns in an open table.
class PatternCounter {
public:
    PatternCounter() : m_slots(1U << 12U) {}

    void add(Pattern pattern, std::uint64_t pairs) {
        auto* slot = find(pattern);
        if (slot->pairs == 0) {
            slot->pattern = pattern;
            if (++m_used * 2 > m_slots.size()) {
                slot->pairs = pairs;
                return grow();
            }
        }
        slot->pairs += pairs;
    }

    std::vector<PatternCount> sorted() const {
        std::vector<PatternCount> counts;
        for (const auto& slot : m_slots)
            if (slot.pairs > 0)
                counts.push_back(slot);
        std::sort(counts.begin(), counts.end(),
                  [](const PatternCount& x, const PatternCount& y) { return x.pattern < y.pattern; });
        return counts;
    }

private:
    PatternCount* find(Pattern pattern) {
        auto i = mix(pattern) & (m_slots.size() - 1);
        while (m_slots[i].pairs != 0 && m_slots[i].pattern != pattern)
            i = (i + 1) & (m_slots.size() - 1);
        return &m_slots[i];
    }

    void grow() {
        std::vector<PatternCount> old(m_slots.size() * 2);
        old.swap(m_slots);
        for (const auto& slot : old)
            if (slot.pairs > 0)
                *find(slot.pattern) = slot;
    }

    std::vector<PatternCount> m_slots;
    std::size_t m_used = 0;
};

} // namespace

Candidates::Candidates(const Comparer& comparer, Blocking& blocking, const PairScope& scope, unsigned threads)
    : m_comparer(comparer), m_blocking(blocking), m_scope(scope), m_threads(std::max(1U, threads)) {}

bool Candidates::collect(const std::function<bool(double)>& go_on) {
    if (m_blocking.is_all_pairs())
        return collect_all_pairs(go_on);
    for (std::size_t rule = 0; rule < m_blocking.rules(); ++rule)
        if (!collect_rule(rule, go_on))
            return false;
    return true;
}

bool Candidates::collect_all_pairs(const std::function<bool(double)>& go_on) {
    const auto& records = m_comparer.records();
    constexpr std::size_t parts = 64;
    m_parts.resize(parts);
    const bool done = parallel_parts(
        m_threads, parts,
        [&](std::size_t part) {
            CompareMemo memo;
            for (auto a = static_cast<std::uint32_t>(part); a < records.size(); a += parts)
                for (auto b = a + 1; b < records.size(); ++b)
                    if (m_scope.holds(records.file_of(a), records.file_of(b)))
                        m_parts[part].pairs.push_back(
                            {a, b, m_comparer.pattern(records.record(a), records.record(b), memo)});
        },
        [&](std::size_t begun) { return go_on(static_cast<double>(begun) / parts); });
    for (const auto& part : m_parts)
        m_count += part.pairs.size();
    m_rules.push_back({"all pairs", m_count, 0, 0});
    return done;
}

/// Asks for the records of a later block, which stand anywhere in memory, while this one is compared.
void Candidates::fetch_ahead(const Blocking::RuleBlocks& blocks, std::size_t block) const {
    constexpr std::size_t ahead = 12;
    if (block + ahead >= blocks.blocks.size())
        return;
    const auto& later = blocks.blocks[block + ahead];
    for (auto e = later.begin; e < std::min(later.end, later.begin + 4); ++e) {
        __builtin_prefetch(m_blocking.keys(blocks.entries[e]));
        __builtin_prefetch(m_comparer.records().record(blocks.entries[e]));
    }
}

void Candidates::compare_block(std::size_t rule, const Blocking::RuleBlocks& blocks,
                               const Blocking::Block& block, CompareMemo& memo, Part& part) const {
    const auto& records = m_comparer.records();
    const auto all = std::span(blocks.entries).subspan(block.begin, block.end - block.begin);
    for (std::size_t i = 0; i < all.size(); ++i) {
        const auto* left_keys = m_blocking.keys(all[i]);
        const auto* left = records.record(all[i]);
        const auto left_file = records.file_of(all[i]);
        auto j = i + 1;
        // Records ascend, so those of one file stand together.
        if (m_scope.task == Task::Link)
            j = static_cast<std::size_t>(
                std::lower_bound(all.begin() + static_cast<std::ptrdiff_t>(j), all.end(),
                                 records.file_starts[left_file + 1]) - all.begin());
        for (; j < all.size() && m_scope.holds(left_file, records.file_of(all[j])); ++j)
            if (!m_blocking.met_before(rule, block.key, left_keys, m_blocking.keys(all[j])))
                part.pairs.push_back({all[i], all[j], m_comparer.pattern(left, records.record(all[j]), memo)});
    }
}

bool Candidates::collect_rule(std::size_t rule, const std::function<bool(double)>& go_on) {
    const auto blocks = m_blocking.blocks(rule);
    std::vector<std::size_t> starts{0};
    std::uint64_t pairs = 0;
    for (std::size_t i = 0; i < blocks.blocks.size(); ++i) {
        const std::uint64_t size = blocks.blocks[i].end - blocks.blocks[i].begin;
        pairs += size * (size - 1) / 2;
        if (pairs >= pairs_of_a_part) {
            starts.push_back(i + 1);
            pairs = 0;
        }
    }
    if (starts.back() != blocks.blocks.size())
        starts.push_back(blocks.blocks.size());
    const auto first = m_parts.size();
    const auto parts = starts.size() - 1;
    m_parts.resize(first + parts);
    const bool done = parallel_parts(
        m_threads, parts,
        [&](std::size_t part) {
            CompareMemo memo;
            for (auto i = starts[part]; i < starts[part + 1]; ++i) {
                fetch_ahead(blocks, i);
                compare_block(rule, blocks, blocks.blocks[i], memo, m_parts[first + part]);
            }
        },
        [&](std::size_t begun) {
            return go_on((static_cast<double>(rule) + static_cast<double>(begun) / static_cast<double>(parts)) /
                         static_cast<double>(m_blocking.rules()));
        });
    RuleReport report{m_blocking.rule_name(rule), 0, blocks.divided, blocks.dropped};
    for (auto i = first; i < m_parts.size(); ++i)
        report.pairs += m_parts[i].pairs.size();
    m_count += report.pairs;
    m_rules.push_back(std::move(report));
    return done;
}

std::vector<PatternCount> Candidates::patterns() const {
    PatternCounter counter;
    for (const auto& part : m_parts)
        for (const auto& pair : part.pairs)
            counter.add(pair.pattern, 1);
    return counter.sorted();
}

Candidates::Scored Candidates::score(const Scorer& scorer, double bound, bool keep_all) const {
    const auto& records = m_comparer.records();
    std::vector<Scored> by_part(m_parts.size());
    parallel_parts(m_threads, m_parts.size(), [&](std::size_t p) {
        auto& scored = by_part[p];
        ScoreMemo memo;
        for (int from = histogram_from; from < histogram_to; ++from)
            scored.histogram.push_back({static_cast<double>(from), 0, 0});
        for (const auto& pair : m_parts[p].pairs) {
            const double weight =
                scorer.weight(pair.pattern, records.record(pair.left), records.record(pair.right), memo);
            const double probability = probability_of(weight);
            const auto bin = std::clamp(static_cast<int>(std::floor(weight)), histogram_from, histogram_to - 1);
            auto& at = scored.histogram[static_cast<std::size_t>(bin - histogram_from)];
            ++at.pairs;
            at.expected_matches += probability;
            const WeightedPair weighted{pair.left, pair.right, static_cast<float>(weight), false};
            if (weight >= bound)
                scored.above.push_back(weighted);
            else
                scored.expected_below += probability;
            if (keep_all)
                scored.kept.push_back(weighted);
        }
    });
    Scored all;
    for (int from = histogram_from; from < histogram_to; ++from)
        all.histogram.push_back({static_cast<double>(from), 0, 0});
    for (const auto& part : by_part) {
        all.above.insert(all.above.end(), part.above.begin(), part.above.end());
        all.kept.insert(all.kept.end(), part.kept.begin(), part.kept.end());
        all.expected_below += part.expected_below;
        for (std::size_t i = 0; i < part.histogram.size(); ++i) {
            all.histogram[i].pairs += part.histogram[i].pairs;
            all.histogram[i].expected_matches += part.histogram[i].expected_matches;
        }
    }
    return all;
}

} // namespace samatcha::linkage
