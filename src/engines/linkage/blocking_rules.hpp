#pragma once

#include "base/result.hpp"
#include "engines/linkage/blocking_keys.hpp"
#include "engines/linkage/linkage.hpp"
#include "engines/linkage/pair_scope.hpp"
#include "engines/linkage/records.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace samatcha::linkage {

/// Positions of the key columns that must all agree.
using RuleColumns = std::vector<std::size_t>;

/// A record has no more keys than this for one rule.
inline constexpr std::size_t keys_of_a_rule_max = 16;
/// How many keys a record has for a rule.
std::size_t keys_of_a_rule(const std::vector<KeyColumn>&, const RuleColumns&);
/// What carrying the keys of a record for all rules takes, in keys: each is kept, and while a rule is run each of its keys
/// but the first, which is counted with the record, takes an entry.
std::size_t keys_carried(const std::vector<KeyColumn>&, std::span<const RuleColumns>);

/// What the keys of a column are multiplied by before those of a rule are added up. Sums commute: a record
/// with given name and surname exchanged has the same key.
inline std::uint64_t key_salt(const KeyColumn& column) {
    return mix(column.is_name ? 1 : column.field + 2) | 1U;
}
/// The key of a rule from that sum, never 0.
inline std::uint32_t rule_key(std::uint64_t sum) { return KeyColumn::short_key(sum); }

/// Writes the keys of a record for a rule, `keys_max` at most, and says how many they are: none
/// where one of the columns is missing.
std::size_t rule_keys(const Records&, const std::vector<KeyColumn>&, const RuleColumns&,
                      std::uint32_t record, std::uint32_t* keys, std::size_t keys_max);

struct ChosenRules {
    bool is_all_pairs = false; ///< So few that no rule is needed.
    std::vector<RuleColumns> rules;
    std::vector<std::uint64_t> pairs_expected; ///< By rule: what it will meet at most, by a sample.
};

/// What pairs may cost.
struct RuleBudget {
    std::uint64_t pairs_max = 0;
    std::uint64_t pairs_kept_max = 0; ///< Where all pairs are compared they are kept.
    std::size_t keys_max = 0;         ///< Carried for a record.
};

/// Rules as given, or chosen from the data: every combination of keys is counted, and all those are
/// taken that together stay within a budget of pairs; the fewer pairs agree on a combination by
/// accident, the earlier it is taken. Fails with InvalidInput, linkage.rule_unknown.
Result<ChosenRules> choose_rules(const Records&, const PairScope&, const std::vector<KeyColumn>&,
                                 const std::vector<BlockingRule>& given, const RuleBudget&,
                                 unsigned threads);

} // namespace samatcha::linkage
