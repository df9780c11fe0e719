#include "engines/linkage/candidates.hpp"

#include "base/parallel.hpp"
#include "engines/linkage/hash.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace samatcha::linkage {

namespace {

constexpr std::uint64_t pairs_of_a_part = 200'000;
/// So many pairs say how pairs agree as well as any more would.
constexpr std::uint64_t learnt_pairs = 8'000'000;
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

/// Lets a few pairs wait between asking memory for what they need and looking at it.
template <class Taker>
class WaitingPairs {
public:
    WaitingPairs(const Comparer& comparer, Taker taker) : m_comparer(comparer), m_taker(std::move(taker)) {}

    void take(std::uint32_t left, std::uint32_t right) {
        const auto& records = m_comparer.records();
        m_comparer.fetch(records.record(left), records.record(right));
        m_waiting[m_count++] = {left, right};
        if (m_count == m_waiting.size())
            look();
    }
    auto result() {
        look();
        return m_taker.result();
    }

private:
    void look() {
        for (std::size_t i = 0; i < m_count; ++i)
            m_taker.take(m_waiting[i].first, m_waiting[i].second);
        m_count = 0;
    }

    const Comparer& m_comparer;
    Taker m_taker;
    std::array<std::pair<std::uint32_t, std::uint32_t>, 16> m_waiting{};
    std::size_t m_count = 0;
};

/// Compares the pairs of a part and keeps them.
class Candidates::Collection {
public:
    explicit Collection(const Comparer& comparer) : m_comparer(comparer) {}
    void take(std::uint32_t left, std::uint32_t right) {
        const auto& records = m_comparer.records();
        m_part.pairs.push_back({left, right, m_comparer.pattern(records.record(left), records.record(right), m_memo)});
    }
    Part result() { return std::move(m_part); }

private:
    const Comparer& m_comparer;
    CompareMemo m_memo;
    Part m_part;
};

/// What one part of the pairs comes to.
class Candidates::ScoredPart {
public:
    ScoredPart(const Comparer& comparer, const Scorer& scorer, double bound, bool keep_all)
        : m_comparer(comparer), m_records(comparer.records()), m_scorer(scorer), m_bound(std::exp2(bound)),
          m_keep_all(keep_all), m_scored(nothing_scored()) {}

    static Scored nothing_scored() {
        Scored nothing;
        for (int from = histogram_from; from < histogram_to; ++from)
            nothing.histogram.push_back({static_cast<double>(from), 0, 0});
        return nothing;
    }

    void take(std::uint32_t left, std::uint32_t right) {
        take(left, right, m_comparer.pattern(m_records.record(left), m_records.record(right), m_compared));
    }
    void take(std::uint32_t left, std::uint32_t right, Pattern pattern) {
        const double odds = m_scorer.odds(pattern, m_records.record(left), m_records.record(right), m_weighed);
        const double probability = odds < odds_sure ? odds / (1 + odds) : 1;
        const auto bin = odds > 0 ? std::clamp(std::ilogb(odds), histogram_from, histogram_to - 1) : histogram_from;
        auto& at = m_scored.histogram[static_cast<std::size_t>(bin - histogram_from)];
        ++at.pairs;
        at.expected_matches += probability;
        ++m_scored.pairs;
        const bool is_above = odds >= m_bound;
        if (!is_above)
            m_scored.expected_below += probability;
        if (!is_above && !m_keep_all)
            return;
        const WeightedPair weighted{left, right, static_cast<float>(weight_of_odds(odds)), false};
        if (is_above)
            m_scored.above.push_back(weighted);
        if (m_keep_all)
            m_scored.kept.push_back(weighted);
    }

    Scored result() { return std::move(m_scored); }

private:
    const Comparer& m_comparer;
    const Records& m_records;
    const Scorer& m_scorer;
    static constexpr double odds_sure = 1e30;
    double m_bound; ///< Odds.
    bool m_keep_all;
    CompareMemo m_compared;
    ScoreMemo m_weighed;
    Scored m_scored;
};

void Candidates::Scored::add(Scored more) {
    above.insert(above.end(), more.above.begin(), more.above.end());
    kept.insert(kept.end(), more.kept.begin(), more.kept.end());
    expected_below += more.expected_below;
    pairs += more.pairs;
    for (std::size_t i = 0; i < more.histogram.size(); ++i) {
        histogram[i].pairs += more.histogram[i].pairs;
        histogram[i].expected_matches += more.histogram[i].expected_matches;
    }
}

Candidates::Candidates(const Comparer& comparer, Blocking& blocking, const PairScope& scope, unsigned threads,
                       std::uint64_t pairs_expected, std::uint64_t pairs_kept_max)
    : m_comparer(comparer), m_blocking(blocking), m_scope(scope), m_threads(std::max(1U, threads)) {
    if (!blocking.is_all_pairs() && pairs_expected > pairs_kept_max)
        m_one_in = static_cast<std::uint32_t>(
            pairs_expected / std::max<std::uint64_t>(1, std::min(pairs_kept_max, learnt_pairs)) + 1);
}

bool Candidates::collect(const std::function<bool(double)>& go_on) {
    if (m_blocking.is_all_pairs())
        return collect_all_pairs(go_on);
    for (std::size_t rule = 0; rule < m_blocking.rules(); ++rule) {
        const auto first = m_parts.size();
        if (!meet(rule, m_one_in, m_parts, [&] { return Collection(m_comparer); }, go_on))
            return false;
        for (auto part = first; part < m_parts.size(); ++part)
            m_rules.back().pairs += m_parts[part].pairs.size();
    }
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
    m_rules.push_back({"all pairs", 0, 0, 0});
    for (const auto& part : m_parts)
        m_rules.back().pairs += part.pairs.size();
    return done;
}

/// Asks for the records of a later block, which stand anywhere in memory, while this one is compared.
void Candidates::fetch_ahead(const Blocking::RuleBlocks& blocks, std::size_t block) const {
    constexpr std::size_t ahead = 12;
    if (block + ahead >= blocks.blocks.size())
        return;
    const auto& later = blocks.blocks[block + ahead];
    constexpr std::size_t line = 16; // numbers in a line of the cache
    for (auto e = later.begin; e < std::min(later.end, later.begin + 16); ++e) {
        const auto* keys = m_blocking.keys(blocks.entries[e]);
        for (std::size_t k = 0; k < m_blocking.key_stride(); k += line)
            __builtin_prefetch(keys + k);
        __builtin_prefetch(m_comparer.records().record(blocks.entries[e]));
    }
}

template <class Take>
void Candidates::meet_in_block(std::size_t rule, const Blocking::RuleBlocks& blocks,
                               const Blocking::Block& block, const Take& take) const {
    const auto& records = m_comparer.records();
    const auto all = std::span(blocks.entries).subspan(block.begin, block.end - block.begin);
    for (std::size_t i = 0; i < all.size(); ++i) {
        const auto* left_keys = m_blocking.keys(all[i]);
        const auto left_file = records.file_of(all[i]);
        auto j = i + 1;
        // Records ascend, so those of one file stand together.
        if (m_scope.task == Task::Link)
            j = static_cast<std::size_t>(
                std::lower_bound(all.begin() + static_cast<std::ptrdiff_t>(j), all.end(),
                                 records.file_starts[left_file + 1]) - all.begin());
        for (; j < all.size() && m_scope.holds(left_file, records.file_of(all[j])); ++j)
            if (!m_blocking.met_before(rule, block.key, left_keys, m_blocking.keys(all[j])))
                take(all[i], all[j]);
    }
}

/// Gives each pair that this rule is the first to meet to take(left, right) of what `make` makes for a
/// part of the blocks; the results follow in the order of the parts.
template <class Result, class Make>
bool Candidates::meet(std::size_t rule, std::uint32_t one_in, std::vector<Result>& results, const Make& make,
                      const std::function<bool(double)>& go_on) {
    auto blocks = m_blocking.blocks(rule);
    if (one_in > 1)
        std::erase_if(blocks.blocks, [&](const auto& block) { return mix(block.key) % one_in != 0; });
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
    const auto parts = starts.size() - 1;
    const auto first = results.size();
    results.resize(first + parts);
    m_rules.push_back({m_blocking.rule_name(rule), 0, blocks.divided, blocks.dropped});
    return parallel_parts(
        m_threads, parts,
        [&](std::size_t part) {
            WaitingPairs taker(m_comparer, make());
            for (auto i = starts[part]; i < starts[part + 1]; ++i) {
                fetch_ahead(blocks, i);
                meet_in_block(rule, blocks, blocks.blocks[i], [&](std::uint32_t left, std::uint32_t right) {
                    taker.take(left, right);
                });
            }
            results[first + part] = taker.result();
        },
        [&](std::size_t begun) {
            return go_on((static_cast<double>(rule) + static_cast<double>(begun) / static_cast<double>(parts)) /
                         static_cast<double>(m_blocking.rules()));
        });
}

std::vector<PatternCount> Candidates::patterns() const {
    PatternCounter counter;
    for (const auto& part : m_parts)
        for (const auto& pair : part.pairs)
            counter.add(pair.pattern, m_one_in);
    return counter.sorted();
}

std::optional<Candidates::Scored> Candidates::score(const Scorer& scorer, double bound, bool keep_all,
                                                    const std::function<bool(double)>& go_on) {
    const auto make = [&] { return ScoredPart(m_comparer, scorer, bound, keep_all); };
    auto all = ScoredPart::nothing_scored();
    std::vector<Scored> parts;
    if (!is_part()) {
        parts.resize(m_parts.size());
        const bool done = parallel_parts(
            m_threads, parts.size(),
            [&](std::size_t p) {
                auto part = make();
                for (const auto& pair : m_parts[p].pairs)
                    part.take(pair.left, pair.right, pair.pattern);
                m_parts[p] = {};
                parts[p] = part.result();
            },
            [&](std::size_t begun) { return go_on(static_cast<double>(begun) / static_cast<double>(parts.size())); });
        if (!done)
            return {};
        std::size_t above = 0;
        for (const auto& part : parts)
            above += part.above.size();
        all.above.reserve(above);
        for (auto& part : parts)
            all.add(std::move(part));
        return all;
    }
    m_parts.clear();
    // Large blocks were divided, and counted, when they were met first.
    auto rules = std::exchange(m_rules, {});
    for (std::size_t rule = 0; rule < m_blocking.rules(); ++rule) {
        parts.clear();
        if (!meet(rule, 1, parts, make, go_on))
            return {};
        rules[rule].pairs = 0;
        for (auto& part : parts) {
            rules[rule].pairs += part.pairs;
            all.add(std::move(part));
        }
    }
    m_rules = std::move(rules);
    return all;
}

} // namespace samatcha::linkage
