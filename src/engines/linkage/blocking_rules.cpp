#include "engines/linkage/blocking_rules.hpp"

#include "base/parallel.hpp"
#include "engines/linkage/hash.hpp"
#include "engines/linkage/key_sort.hpp"

#include <algorithm>
#include <span>

namespace samatcha::linkage {

namespace {

constexpr std::uint64_t all_pairs_max = 2'000'000;
constexpr std::size_t rules_max = 24;
constexpr std::uint32_t counted_records = 100'000;

class RuleChoice {
public:
    RuleChoice(const Records& records, const PairScope& scope,
               const std::vector<KeyColumn>& columns, unsigned threads)
        : m_records(records), m_scope(scope), m_columns(columns), m_threads(threads) {}

    ChosenRules choose(const RuleBudget& budget) const {
        auto candidates = combinations();
        estimate_pairs(candidates);
        // Of the few across scripts a sample may hold none.
        std::erase_if(candidates, [&](const Candidate& c) { return c.pairs == 0 && (one_in() == 1 || !has_across(c.rule)); });
        std::sort(candidates.begin(), candidates.end(), [](const Candidate& x, const Candidate& y) {
            return x.rule.size() != y.rule.size() && x.pairs / 4 == y.pairs / 4
                       ? x.rule.size() < y.rule.size()
                   : x.pairs != y.pairs ? x.pairs < y.pairs
                                        : x.rule < y.rule;
        });
        // Single keys that are cheap are taken first: whatever contains one of them brings nothing.
        // Then pairs of keys, the most selective first. Each rule meets nearly all matches again; a
        // pair met before costs next to nothing, so only what a rule meets beyond the matches is
        // charged.
        const auto is_within = [](const RuleColumns& narrow, const RuleColumns& wide) {
            return std::includes(narrow.begin(), narrow.end(), wide.begin(), wide.end());
        };
        std::vector<Candidate> kept;
        const auto take = [&](Candidate& candidate) {
            if (std::none_of(kept.begin(), kept.end(), [&](const Candidate& other) {
                    return is_within(candidate.rule, other.rule);
                }))
                kept.push_back(std::move(candidate));
        };
        constexpr std::uint64_t single_share = 4;
        for (auto& candidate : candidates)
            if (candidate.rule.size() == 1 && candidate.pairs <= budget.pairs_max / single_share)
                take(candidate);
        const std::uint64_t matches = m_records.size();
        std::uint64_t spent = 0;
        for (auto& candidate : candidates) {
            if (candidate.rule.size() < 2) // Taken, or too wide.
                continue;
            spent += candidate.pairs - std::min(candidate.pairs, matches);
            if (spent > budget.pairs_max && !kept.empty())
                break;
            take(candidate);
        }
        // With more rules than can be carried the most selective say least that is new.
        // But those across scripts, which say what no other does.
        std::vector<bool> is_taken(kept.size(), false);
        std::vector<RuleColumns> taken;
        for (const bool across : {true, false})
            for (auto i = kept.size(); i-- > 0 && taken.size() < rules_max;) {
                if (has_across(kept[i].rule) != across)
                    continue;
                taken.push_back(kept[i].rule);
                if (taken.size() > 1 && keys_carried(m_columns, taken) > budget.keys_max) {
                    taken.pop_back();
                    break;
                }
                is_taken[i] = true;
            }
        ChosenRules chosen;
        for (std::size_t i = 0; i < kept.size(); ++i)
            if (is_taken[i]) {
                chosen.pairs_expected.push_back(kept[i].pairs);
                chosen.rules.push_back(std::move(kept[i].rule));
            }
        return chosen;
    }

    Result<ChosenRules> take(const std::vector<BlockingRule>& given) const {
        std::vector<Candidate> candidates;
        for (const auto& rule : given) {
            auto& candidate = candidates.emplace_back();
            for (const auto& key : rule.keys) {
                const auto found = std::find_if(m_columns.begin(), m_columns.end(),
                                                [&](const KeyColumn& c) { return c.name == key; });
                if (found == m_columns.end())
                    return failure(ErrorCode::InvalidInput, "linkage.rule_unknown", {{"key", key}});
                candidate.rule.push_back(static_cast<std::size_t>(found - m_columns.begin()));
            }
        }
        estimate_pairs(candidates);
        ChosenRules taken;
        for (auto& candidate : candidates) {
            taken.pairs_expected.push_back(candidate.pairs);
            taken.rules.push_back(std::move(candidate.rule));
        }
        return taken;
    }

private:
    struct Candidate {
        RuleColumns rule;
        std::uint64_t pairs = 0;
    };

    std::string_view form(std::size_t c) const {
        const std::string_view name = m_columns[c].name;
        const auto at = name.rfind(':');
        const auto& field = m_records.fields[m_columns[c].field].name;
        return at == std::string_view::npos || name == field ? std::string_view() : name.substr(at + 1);
    }
    bool is_across(std::size_t c) const { return form(c) == "latin" && m_columns[c].is_automatic; }
    bool has_across(const RuleColumns& rule) const {
        return std::any_of(rule.begin(), rule.end(), [&](std::size_t c) { return is_across(c); });
    }

    /// Every key alone and every two of different fields.
    std::vector<Candidate> combinations() const {
        std::vector<Candidate> candidates;
        const auto consider = [&](RuleColumns columns) {
            candidates.push_back({std::move(columns)});
        };
        const auto is_main =
            [&](std::size_t c) { // one form for each field; narrower ones come in threes
                const auto kind = m_records.fields[m_columns[c].field].kind;
                if (kind == FieldKind::Name)
                    return form(c) == "sound" || is_across(c);
                if (kind == FieldKind::Words)
                    return form(c) == "word" || form(c).empty();
                return kind == FieldKind::Guardians || form(c).empty();
            };
        const auto kind_of = [&](std::size_t c) {
            return m_records.fields[m_columns[c].field].kind;
        };
        const auto is_narrow = [&](std::size_t c) {
            return kind_of(c) != FieldKind::Sex && (is_main(c) || kind_of(c) == FieldKind::Date);
        };
        const auto go_together = [&](std::size_t a, std::size_t b) {
            const bool are_names = m_columns[a].is_name && m_columns[b].is_name;
            // Who writes one name in other letters writes both so.
            return m_columns[a].field != m_columns[b].field &&
                   (!are_names || is_across(a) == is_across(b));
        };
        for (std::size_t a = 0; a < m_columns.size(); ++a) {
            if (!is_narrow(a))
                continue;
            if (is_main(a))
                consider({a});
            for (std::size_t b = a + 1; b < m_columns.size(); ++b)
                if (is_narrow(b) && go_together(a, b))
                    consider({a, b});
        }
        return candidates;
    }

    std::uint32_t one_in() const { return std::max(1U, m_records.size() / counted_records); }

    /// Counts the pairs among a sample of the records, so that it costs little with many records.
    std::uint64_t estimated_pairs(const RuleColumns& rule, std::span<const std::uint32_t> sample,
                                  std::uint64_t one_in) const {
        std::vector<std::uint64_t> entries;
        entries.reserve(sample.size());
        std::uint32_t keys[keys_of_a_rule_max];
        const auto width = keys_of_a_rule(m_columns, rule);
        for (std::size_t s = 0; s < sample.size(); ++s) {
            constexpr std::size_t ahead = 16;
            const auto* later = m_records.record(sample[std::min(s + ahead, sample.size() - 1)]);
            __builtin_prefetch(later);
            __builtin_prefetch(later + m_records.stride - 1);
            const auto r = sample[s];
            const auto count = rule_keys(m_records, m_columns, rule, r, keys, width);
            for (std::size_t i = 0; i < count; ++i)
                entries.push_back(std::uint64_t{keys[i]} << 32U | r);
        }
        sort_by_key(entries);
        std::uint64_t pairs = 0;
        std::vector<std::uint64_t> by_file(m_records.files(), 0);
        for (std::size_t i = 0; i < entries.size();) {
            const auto begin = i;
            const auto key = entries[i] >> 32U;
            while (i < entries.size() && entries[i] >> 32U == key)
                ++i;
            if (i - begin < 2)
                continue;
            std::fill(by_file.begin(), by_file.end(), 0);
            for (auto e = begin; e < i; ++e)
                ++by_file[m_records.file_of(static_cast<std::uint32_t>(entries[e]))];
            pairs += m_scope.pairs(by_file);
        }
        return pairs * one_in * one_in;
    }

    void estimate_pairs(std::span<Candidate> candidates) const {
        std::vector<std::uint32_t> sample;
        for (std::uint32_t r = 0; r < m_records.size(); ++r)
            if (one_in() == 1 || mix(r) % one_in() == 0)
                sample.push_back(r);
        parallel_parts(m_threads, candidates.size(), [&](std::size_t i) {
            candidates[i].pairs = estimated_pairs(candidates[i].rule, sample, one_in());
        });
    }

    const Records& m_records;
    PairScope m_scope;
    const std::vector<KeyColumn>& m_columns;
    unsigned m_threads;
};

} // namespace

std::size_t keys_of_a_rule(const std::vector<KeyColumn>& columns, const RuleColumns& rule) {
    constexpr std::size_t combined_max = 4; // where several columns have several keys, some must do
    std::size_t combined = 1;
    std::size_t widest = 1;
    for (const auto c : rule) {
        combined *= columns[c].width;
        widest = std::max(widest, columns[c].width);
    }
    return std::min(keys_of_a_rule_max, std::max(widest, std::min(combined, combined_max)));
}

std::size_t keys_carried(const std::vector<KeyColumn>& columns, std::span<const RuleColumns> rules) {
    constexpr std::size_t keys_of_an_entry = 6; // its record, its block and its place in order
    std::size_t kept = 0;
    std::size_t widest = 1;
    for (const auto& rule : rules) {
        const auto keys = keys_of_a_rule(columns, rule);
        kept += keys;
        widest = std::max(widest, keys);
    }
    return kept + (widest - 1) * keys_of_an_entry;
}

std::size_t rule_keys(const Records& records, const std::vector<KeyColumn>& columns,
                      const RuleColumns& rule, std::uint32_t record, std::uint32_t* keys,
                      std::size_t keys_max) {
    std::uint64_t sums[keys_of_a_rule_max] = {0};
    std::size_t count = 1;
    const auto* values = records.record(record);
    for (const auto c : rule) {
        const auto& column = columns[c];
        const auto salt = key_salt(column);
        std::uint64_t next[keys_of_a_rule_max];
        std::size_t next_count = 0;
        for (std::size_t i = 0; i < column.width; ++i) {
            const auto key = column.key(values, i);
            if (key == 0)
                continue;
            for (std::size_t j = 0; j < count && next_count < keys_max; ++j)
                next[next_count++] = sums[j] + key * salt;
        }
        std::copy(next, next + next_count, sums);
        count = next_count;
        if (count == 0)
            return 0;
    }
    for (std::size_t i = 0; i < count; ++i)
        keys[i] = rule_key(sums[i]);
    return count;
}

Result<ChosenRules> choose_rules(const Records& records, const PairScope& scope,
                                 const std::vector<KeyColumn>& columns,
                                 const std::vector<BlockingRule>& given, const RuleBudget& budget,
                                 unsigned threads) {
    const RuleChoice choice(records, scope, columns, threads);
    if (!given.empty())
        return choice.take(given);
    std::vector<std::uint64_t> by_file;
    for (std::size_t f = 0; f < records.files(); ++f)
        by_file.push_back(records.file_starts[f + 1] - records.file_starts[f]);
    if (scope.pairs(by_file) <= std::min(all_pairs_max, budget.pairs_kept_max))
        return ChosenRules{true, {}, {}};
    return choice.choose(budget);
}

} // namespace samatcha::linkage
