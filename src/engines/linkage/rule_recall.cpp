#include "engines/linkage/rule_recall.hpp"

#include "base/parallel.hpp"
#include "engines/linkage/hash.hpp"
#include "engines/linkage/key_sort.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

namespace samatcha::linkage {

namespace {

/// Pairs of each rule say how pairs of one person agree within a hundredth or so.
constexpr std::uint64_t pairs_of_a_rule = 5'000;
/// Of many records the keys of a part are enough, whatever the pairs.
constexpr std::uint32_t records_of_a_rule = 1'000'000;
/// Of a large block some records, at even steps, stand for all.
constexpr std::size_t records_of_a_block = 32;

double found_by(const RuleMasses& masses, std::uint64_t rules) {
    double found = 0;
    for (const auto& [met_by, share] : masses)
        if ((met_by & rules) != 0)
            found += share;
    return found;
}

/// Who is written here in one script and there in another is met by no other rule, and too few to be seen in a share.
bool is_across_scripts(const Blocking& blocking, std::size_t rule) {
    const auto& columns = blocking.rule_columns(rule);
    return std::any_of(columns.begin(), columns.end(), [&](std::size_t c) { return blocking.columns()[c].name.ends_with(":latin"); });
}

class PatternDraw {
public:
    PatternDraw(const Comparer& comparer, const Blocking& blocking, const PairScope& scope,
                unsigned threads)
        : m_comparer(comparer),
          m_records(comparer.records()),
          m_blocking(blocking),
          m_scope(scope),
          m_threads(threads) {
        for (std::size_t rule = 0; rule < blocking.rules(); ++rule)
            m_one_in.push_back(
                std::max<std::uint64_t>({1, blocking.pairs_expected(rule) / pairs_of_a_rule,
                                         m_records.size() / records_of_a_rule}));
    }

    std::vector<PatternCount> run() {
        draw_keys();
        std::vector<Counts> counts(m_blocking.rules());
        parallel_parts(m_threads, counts.size(),
                       [&](std::size_t rule) { count_patterns(rule, counts[rule]); });
        for (std::size_t rule = 1; rule < counts.size(); ++rule)
            for (const auto& [pattern, pairs] : counts[rule])
                counts[0][pattern] += pairs;
        std::vector<PatternCount> patterns;
        for (const auto& [pattern, pairs] : counts[0])
            patterns.push_back({pattern, static_cast<std::uint64_t>(std::llround(pairs))});
        return patterns;
    }

private:
    using Entries = std::vector<std::uint64_t>; ///< Key in the upper half, record in the lower.
    using Counts = std::map<Pattern, double>;

    void draw_keys() {
        constexpr std::uint32_t records_of_a_part = 1U << 16U;
        std::vector<std::vector<Entries>> parts((m_records.size() + records_of_a_part - 1) /
                                                    records_of_a_part,
                                                std::vector<Entries>(m_blocking.rules()));
        parallel_parts(m_threads, parts.size(), [&](std::size_t part) {
            Blocking::KeyWriter writer(m_blocking);
            std::vector<std::uint32_t> keys(m_blocking.key_stride());
            const auto begin = static_cast<std::uint32_t>(part) * records_of_a_part;
            for (auto r = begin; r < std::min(m_records.size(), begin + records_of_a_part); ++r) {
                writer.write(r, keys.data());
                for (std::size_t rule = 0; rule < m_blocking.rules(); ++rule)
                    for (const auto key : m_blocking.keys_of_rule(rule, keys.data()))
                        if (key != 0 && mix(key) % m_one_in[rule] == 0)
                            parts[part][rule].push_back(std::uint64_t{key} << 32U | r);
            }
        });
        m_entries.resize(m_blocking.rules());
        for (std::size_t rule = 0; rule < m_blocking.rules(); ++rule) {
            for (const auto& part : parts)
                m_entries[rule].insert(m_entries[rule].end(), part[rule].begin(), part[rule].end());
            sort_by_key(m_entries[rule]);
        }
    }

    void count_patterns(std::size_t rule, Counts& counts) const {
        CompareMemo memo;
        Blocking::KeyWriter writer(m_blocking);
        const auto& entries = m_entries[rule];
        std::vector<std::uint32_t> keys;
        std::vector<std::uint32_t> block;
        for (std::size_t i = 0; i < entries.size();) {
            const auto begin = i;
            const auto key = static_cast<std::uint32_t>(entries[i] >> 32U);
            while (i < entries.size() && entries[i] >> 32U == key)
                ++i;
            const auto all = i - begin;
            if (all < 2)
                continue;
            const auto drawn = std::min(all, records_of_a_block);
            const double stands_for = static_cast<double>(all) * static_cast<double>(all - 1) /
                                      static_cast<double>(drawn * (drawn - 1)) *
                                      static_cast<double>(m_one_in[rule]);
            block.clear();
            keys.resize(drawn * m_blocking.key_stride());
            for (std::size_t d = 0; d < drawn; ++d) {
                block.push_back(static_cast<std::uint32_t>(entries[begin + d * all / drawn]));
                writer.write(block[d], keys.data() + d * m_blocking.key_stride());
            }
            for (std::size_t a = 0; a < drawn; ++a)
                for (std::size_t b = a + 1; b < drawn; ++b)
                    if (const auto left = std::min(block[a], block[b]),
                        right = std::max(block[a], block[b]);
                        left != right &&
                        m_scope.holds(m_records.file_of(left), m_records.file_of(right)) &&
                        !m_blocking.met_before(rule, key, keys.data() + a * m_blocking.key_stride(),
                                               keys.data() + b * m_blocking.key_stride()))
                        counts[m_comparer.pattern(m_records.record(left), m_records.record(right),
                                                  memo)] += stands_for;
        }
    }

    const Comparer& m_comparer;
    const Records& m_records;
    const Blocking& m_blocking;
    const PairScope& m_scope;
    unsigned m_threads;
    std::vector<std::uint64_t> m_one_in; ///< By rule: of its keys.
    std::vector<Entries> m_entries;      ///< By rule.
};

} // namespace

RuleRecall recall_of(const RuleMasses& masses, std::size_t rules) {
    RuleRecall recall;
    std::uint64_t before = 0;
    for (std::size_t rule = 0; rule < rules; ++rule) {
        const auto own = rule < 64 ? std::uint64_t{1} << rule : 0;
        const double together = found_by(masses, before | own);
        recall.rules.push_back({found_by(masses, own), std::max(0.0, together - recall.together)});
        recall.together = together;
        before |= own;
    }
    return recall;
}

LevelProbabilities match_levels(const Model& model, const AllPairs& all) {
    LevelProbabilities levels;
    for (std::size_t f = 0; f < model.comparisons.size(); ++f) {
        auto& of_field = levels.emplace_back();
        of_field[0] = all.missing[f];
        for (std::size_t l = 0; l < model.comparisons[f].levels.size(); ++l)
            of_field[l + 1] =
                (1 - all.missing[f]) * model.comparisons[f]
                                           .levels[l]
                                           .probability[static_cast<std::size_t>(PairClass::Match)];
    }
    return levels;
}

std::vector<PatternCount> drawn_patterns(const Comparer& comparer, const Blocking& blocking,
                                         const PairScope& scope, unsigned threads) {
    return PatternDraw(comparer, blocking, scope, threads).run();
}

std::uint64_t needed_rules(const RuleMasses& masses, const Blocking& blocking,
                           double recall_wanted) {
    auto needed =
        blocking.rules() < 64 ? (std::uint64_t{1} << blocking.rules()) - 1 : ~std::uint64_t{0};
    const double enough = std::min(recall_wanted, found_by(masses, needed) - recall_told_apart);
    std::vector<std::size_t> costliest(std::min<std::size_t>(64, blocking.rules()));
    std::iota(costliest.begin(), costliest.end(), std::size_t{0});
    std::stable_sort(costliest.begin(), costliest.end(), [&](std::size_t a, std::size_t b) {
        return blocking.pairs_expected(a) > blocking.pairs_expected(b);
    });
    for (const auto rule : costliest)
        if (const auto others = needed & ~(std::uint64_t{1} << rule);
            others != 0 && !is_across_scripts(blocking, rule) && found_by(masses, others) >= enough)
            needed = others;
    return needed;
}

} // namespace samatcha::linkage
