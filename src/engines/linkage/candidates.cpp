#include "engines/linkage/candidates.hpp"

#include "base/parallel.hpp"
#include "engines/linkage/hash.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <bit>
#include <cmath>
#include <utility>

namespace samatcha::linkage {

namespace {

/// At most; of few pairs fewer, so that no thread is at the last part for long.
constexpr std::uint64_t pairs_of_a_part_max = 200'000;
constexpr std::uint64_t pairs_of_a_part_min = 20'000;
constexpr std::uint64_t parts_of_a_rule = 16;
constexpr int histogram_from = -60;
constexpr int histogram_to = 60;

/// Counts patterns, and numbers them as they come.
class PatternCounter {
public:
    PatternCounter() : m_slots(1U << 12U, none) {}

    std::uint32_t add(Pattern pattern, std::uint64_t pairs) {
        auto& slot = slot_of(pattern);
        if (slot != none) {
            m_counts[slot].pairs += pairs;
            return slot;
        }
        const auto number = slot = static_cast<std::uint32_t>(m_counts.size());
        m_counts.push_back({pattern, pairs});
        if (m_counts.size() * 2 > m_slots.size())
            grow();
        return number;
    }

    std::vector<PatternCount> take() { return std::move(m_counts); } ///< By number.

private:
    static constexpr std::uint32_t none = ~0U;

    std::uint32_t& slot_of(Pattern pattern) {
        auto i = mix(pattern) & (m_slots.size() - 1);
        while (m_slots[i] != none && m_counts[m_slots[i]].pattern != pattern)
            i = (i + 1) & (m_slots.size() - 1);
        return m_slots[i];
    }

    void grow() {
        m_slots.assign(m_slots.size() * 2, none);
        for (std::uint32_t number = 0; number < m_counts.size(); ++number)
            slot_of(m_counts[number].pattern) = number;
    }

    std::vector<std::uint32_t> m_slots; ///< In m_counts: an open table.
    std::vector<PatternCount> m_counts;
};

} // namespace

/// Lets some pairs wait, so that they are compared together, when memory has brought their values.
template <class Taker>
class WaitingPairs {
public:
    WaitingPairs(const Comparer& comparer, Taker taker) : m_comparer(comparer), m_taker(std::move(taker)) {}

    void take(std::uint32_t left, std::uint32_t right) {
        const auto& records = m_comparer.records();
        const auto& values = m_values[m_count] = {records.record(left), records.record(right)};
        for (const auto* record : {values.left, values.right}) {
            __builtin_prefetch(record);
            __builtin_prefetch(record + records.stride - 1);
        }
        m_numbers[m_count++] = {left, right};
        if (m_count == m_values.size())
            look();
    }
    auto result() {
        look();
        return m_taker.result();
    }

private:
    void look() {
        m_comparer.compare(std::span(m_values).first(m_count), m_compared, m_memo);
        for (std::size_t i = 0; i < m_count; ++i)
            m_taker.take(m_numbers[i].first, m_numbers[i].second, m_compared[i]);
        m_count = 0;
    }

    const Comparer& m_comparer;
    CompareMemo m_memo;
    Taker m_taker;
    std::array<std::pair<std::uint32_t, std::uint32_t>, Comparer::pairs_at_once> m_numbers{};
    std::array<ValuePair, Comparer::pairs_at_once> m_values{};
    std::array<Compared, Comparer::pairs_at_once> m_compared{};
    std::size_t m_count = 0;
};

/// The keys of the records of some blocks, brought together from all over memory: each is waited for once,
/// beside others, and not with each of its pairs.
class Candidates::KeyRows {
public:
    static constexpr std::size_t records_max = 2048;

    explicit KeyRows(const Blocking& blocking) : m_blocking(blocking) {}

    void clear() { m_keys.clear(); }
    void add(const LargeVector<std::uint32_t>& entries, std::size_t begin, std::size_t end) {
        const auto width = m_blocking.key_stride();
        const auto start = m_keys.size();
        m_keys.resize(start + (end - begin) * width);
        auto* row = m_keys.data() + start;
        for (auto i = begin; i < end; ++i, row += width) {
            constexpr std::size_t ahead = 16;
            const auto* later = m_blocking.keys(entries[std::min(i + ahead, entries.size() - 1)]);
            __builtin_prefetch(later);
            __builtin_prefetch(later + width - 1);
            const auto* keys = m_blocking.keys(entries[i]);
            for (std::size_t k = 0; k < width; ++k)
                row[k] = keys[k];
        }
    }
    const std::uint32_t* row(std::size_t i) const { return m_keys.data() + i * m_blocking.key_stride(); }

private:
    const Blocking& m_blocking;
    std::vector<std::uint32_t> m_keys;
};

/// Keeps the pairs of a part.
class Candidates::Collection {
public:
    void take(std::uint32_t left, std::uint32_t right, const Compared& compared) {
        m_part.pairs.push_back({left, right, m_patterns.add(compared.pattern, 1), compared.common});
    }
    Part result() {
        m_part.patterns = m_patterns.take();
        return std::move(m_part);
    }

private:
    Part m_part;
    PatternCounter m_patterns;
};

/// What one part of the pairs comes to.
class Candidates::ScoredPart {
public:
    /// What is to be returned of all parts is added up in `held`, if it is given.
    ScoredPart(const Scorer& scorer, double bound, bool keep_all, std::atomic<std::uint64_t>* held = nullptr)
        : m_scorer(scorer), m_bound(std::exp2(bound)), m_keep_all(keep_all), m_held(held), m_scored(nothing_scored()) {}

    static Scored nothing_scored() {
        Scored nothing;
        for (int from = histogram_from; from < histogram_to; ++from)
            nothing.histogram.push_back({static_cast<double>(from), 0, 0});
        return nothing;
    }

    void take(std::uint32_t left, std::uint32_t right, const Compared& compared) {
        take(left, right, m_scorer.odds(compared.pattern, compared.common, m_weighed));
    }
    void take(std::uint32_t left, std::uint32_t right, double odds) {
        const double probability = odds < odds_sure ? odds / (1 + odds) : 1;
        const auto bin = std::clamp(whole_log2(odds), histogram_from, histogram_to - 1);
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

    Scored result() {
        if (m_held != nullptr)
            *m_held += m_scored.held();
        return std::move(m_scored);
    }

private:
    /// Of what is not negative; what is too small for the exponent is small enough for any bin.
    static int whole_log2(double x) {
        constexpr int fraction_bits = 52;
        constexpr int bias = 1023;
        return static_cast<int>(std::bit_cast<std::uint64_t>(x) >> fraction_bits) - bias;
    }

    const Scorer& m_scorer;
    static constexpr double odds_sure = 1e30;
    double m_bound; ///< Odds.
    bool m_keep_all;
    std::atomic<std::uint64_t>* m_held;
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
        if (!meet(rule, m_one_in, m_parts, [] { return Collection(); }, go_on))
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
            WaitingPairs pairs(m_comparer, Collection());
            for (auto a = static_cast<std::uint32_t>(part); a < records.size(); a += parts)
                for (auto b = a + 1; b < records.size(); ++b)
                    if (m_scope.holds(records.file_of(a), records.file_of(b)))
                        pairs.take(a, b);
            m_parts[part] = pairs.result();
        },
        [&](std::size_t begun) { return go_on(static_cast<double>(begun) / parts); });
    m_rules.push_back({"all pairs", 0, 0, 0});
    for (const auto& part : m_parts)
        m_rules.back().pairs += part.pairs.size();
    return done;
}

template <class Take>
void Candidates::meet_in_block(std::size_t rule, std::span<const std::uint32_t> all, std::uint32_t key,
                               const std::uint32_t* rows, const Take& take) const {
    const auto& records = m_comparer.records();
    const auto width = m_blocking.key_stride();
    for (std::size_t i = 0; i < all.size(); ++i) {
        const auto* left = rows == nullptr ? nullptr : rows + i * width;
        const auto left_file = records.file_of(all[i]);
        auto j = i + 1;
        // Records ascend, so those of one file stand together.
        if (m_scope.task == Task::Link)
            j = static_cast<std::size_t>(
                std::lower_bound(all.begin() + static_cast<std::ptrdiff_t>(j), all.end(),
                                 records.file_starts[left_file + 1]) - all.begin());
        for (; j < all.size() && m_scope.holds(left_file, records.file_of(all[j])); ++j) {
            if (rows == nullptr || !m_blocking.met_before(rule, key, left, rows + j * width))
                take(all[i], all[j]);
        }
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
    const auto pairs_of = [](const Blocking::Block& block) {
        const std::uint64_t size = block.end - block.begin;
        return size * (size - 1) / 2;
    };
    std::uint64_t pairs = 0;
    for (const auto& block : blocks.blocks)
        pairs += pairs_of(block);
    const auto pairs_of_a_part = std::clamp(pairs / parts_of_a_rule, pairs_of_a_part_min, pairs_of_a_part_max);
    std::vector<std::size_t> starts{0};
    pairs = 0;
    for (std::size_t i = 0; i < blocks.blocks.size(); ++i) {
        pairs += pairs_of(blocks.blocks[i]);
        if (pairs >= pairs_of_a_part) {
            starts.push_back(i + 1);
            pairs = 0;
        }
    }
    if (starts.back() != blocks.blocks.size())
        starts.push_back(blocks.blocks.size());
    const bool asks_keys = m_blocking.may_have_met_before(rule);
    const auto parts = starts.size() - 1;
    const auto first = results.size();
    results.resize(first + parts);
    m_rules.push_back({m_blocking.rule_name(rule), 0, blocks.divided, blocks.dropped});
    return parallel_parts(
        m_threads, parts,
        [&](std::size_t part) {
            WaitingPairs taker(m_comparer, make());
            KeyRows rows(m_blocking);
            for (auto i = starts[part]; i < starts[part + 1];) {
                rows.clear();
                auto end = i;
                for (std::size_t brought = 0; end < starts[part + 1] && brought < KeyRows::records_max; ++end) {
                    const auto& block = blocks.blocks[end];
                    if (asks_keys)
                        rows.add(blocks.entries, block.begin, block.end);
                    brought += block.end - block.begin;
                }
                for (std::size_t row = 0; i < end; ++i) {
                    const auto& block = blocks.blocks[i];
                    meet_in_block(rule, std::span(blocks.entries).subspan(block.begin, block.end - block.begin), block.key,
                                  asks_keys ? rows.row(row) : nullptr,
                                  [&](std::uint32_t left, std::uint32_t right) { taker.take(left, right); });
                    row += block.end - block.begin;
                }
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
        for (const auto& [pattern, pairs] : part.patterns)
            counter.add(pattern, pairs * m_one_in);
    auto counts = counter.take();
    std::sort(counts.begin(), counts.end(),
              [](const PatternCount& x, const PatternCount& y) { return x.pattern < y.pattern; });
    return counts;
}

std::optional<Candidates::Scored> Candidates::score(const Scorer& scorer, double bound, bool keep_all,
                                                    std::uint64_t pairs_max, const std::function<bool(double)>& go_on) {
    std::atomic<std::uint64_t> held{0};
    const auto make = [&] { return ScoredPart(scorer, bound, keep_all, &held); };
    const auto go_on_while_fitting = [&](double part) { return held <= pairs_max && go_on(part); };
    auto all = ScoredPart::nothing_scored();
    std::vector<Scored> parts;
    if (!is_part()) {
        parts.resize(m_parts.size());
        const bool done = parallel_parts(
            m_threads, parts.size(),
            [&](std::size_t p) {
                auto part = make();
                std::vector<OddsAgainst> against;
                for (const auto& [pattern, pairs] : m_parts[p].patterns)
                    against.push_back(scorer.against(pattern));
                for (const auto& pair : m_parts[p].pairs)
                    part.take(pair.left, pair.right, against[pair.pattern].odds(pair.common));
                m_parts[p] = {};
                parts[p] = part.result();
            },
            [&](std::size_t begun) { return go_on(static_cast<double>(begun) / static_cast<double>(parts.size())); });
        if (!done)
            return {};
        std::vector<std::size_t> starts;
        std::size_t above = 0;
        for (const auto& part : parts) {
            starts.push_back(above);
            above += part.above.size();
        }
        all.above.resize(above);
        parallel_parts(m_threads, parts.size(), [&](std::size_t p) {
            std::copy(parts[p].above.begin(), parts[p].above.end(), all.above.data() + starts[p]);
            parts[p].above = {};
        });
        for (auto& part : parts)
            all.add(std::move(part));
        return all;
    }
    m_parts.clear();
    // Large blocks were divided, and counted, when they were met first.
    auto rules = std::exchange(m_rules, {});
    for (std::size_t rule = 0; rule < m_blocking.rules() && held <= pairs_max; ++rule) {
        parts.clear();
        if (!meet(rule, 1, parts, make, go_on_while_fitting) && held <= pairs_max)
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

std::optional<Candidates::Scored> Candidates::score_pairs(const Comparer& comparer, const Scorer& scorer,
                                                          std::span<const RecordPair> pairs, double bound,
                                                          bool keep_all, unsigned threads,
                                                          const std::function<bool(double)>& go_on) {
    constexpr std::size_t pairs_of_one = 16384;
    std::vector<Scored> parts((pairs.size() + pairs_of_one - 1) / pairs_of_one);
    const bool done = parallel_parts(
        threads, parts.size(),
        [&](std::size_t part) {
            const auto own = pairs.subspan(part * pairs_of_one, std::min(pairs_of_one, pairs.size() - part * pairs_of_one));
            WaitingPairs taker(comparer, ScoredPart(scorer, bound, keep_all));
            for (const auto& pair : own)
                taker.take(pair.left, pair.right);
            parts[part] = taker.result();
        },
        [&](std::size_t begun) { return go_on(static_cast<double>(begun) / static_cast<double>(parts.size())); });
    if (!done)
        return {};
    auto all = ScoredPart::nothing_scored();
    for (auto& part : parts)
        all.add(std::move(part));
    return all;
}

} // namespace samatcha::linkage
