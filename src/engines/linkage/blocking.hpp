#pragma once

#include "base/result.hpp"
#include "engines/linkage/blocking_keys.hpp"
#include "engines/linkage/blocking_rules.hpp"
#include "engines/linkage/key_index.hpp"
#include "engines/linkage/linkage.hpp"
#include "engines/linkage/pair_scope.hpp"
#include "engines/linkage/records.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <tuple>
#include <unordered_map>
#include <utility>
#include <vector>

namespace samatcha::linkage {

struct RecordPair {
    std::uint32_t left = 0, right = 0;
    friend auto operator<=>(const RecordPair&, const RecordPair&) = default;
};

/// Blocking ready to run: rules in order, the cheapest first, and the keys of each record.
class Blocking {
public:
    /// By choose_rules(): fails as that does. Before anything else is asked, make_keys().
    static Result<Blocking> plan(const Records&, const PairScope&, const std::vector<BlockingRule>&,
                                 const RuleBudget&, unsigned threads);

    void make_keys() { make_keys(0); }
    std::size_t keys_carried() const;

    std::size_t rules() const { return m_rules.size(); }
    std::string rule_name(std::size_t rule) const;
    const std::vector<std::size_t>& rule_columns(std::size_t rule) const { return m_rules[rule].columns; }
    const std::vector<KeyColumn>& columns() const { return m_columns; }
    bool is_all_pairs() const { return m_all_pairs; }
    /// What a rule, and what all rules together will meet at most, counted on a sample.
    std::uint64_t pairs_expected(std::size_t rule) const { return m_rules[rule].pairs_expected; }
    std::uint64_t pairs_expected() const;
    /// Leaves out all rules but these, a bit for each. Before make_keys().
    void keep_rules(std::uint64_t rules);

    /// Blocks of a rule, each a list of records of which all pairs are candidates.
    struct Block {
        std::uint32_t begin, end; ///< In `entries`.
        std::uint32_t key;
    };
    struct RuleBlocks {
        LargeVector<std::uint32_t> entries;
        LargeVector<Block> blocks;
        std::uint64_t divided = 0;
        std::uint64_t dropped = 0;
    };
    /// Rules must be asked for in order: a rule's divided blocks are remembered for met_before().
    RuleBlocks blocks(std::size_t rule);

    /// The keys of a record for all rules, `key_stride()` numbers.
    const std::uint32_t* keys(std::uint32_t record) const { return m_keys.data() + record * m_stride; }
    std::size_t key_stride() const { return m_stride; }
    /// Of such keys those of one rule.
    std::span<const std::uint32_t> keys_of_rule(std::size_t rule, const std::uint32_t* keys) const {
        return {keys + m_rules[rule].start, m_rules[rule].width};
    }
    /// Makes the keys of single records; one for each thread.
    class KeyWriter {
    public:
        explicit KeyWriter(const Blocking&);
        void write(std::uint32_t record, std::uint32_t* keys);

    private:
        const Blocking& m_blocking;
        // A column that several rules have is looked up once.
        std::vector<std::pair<std::size_t, std::uint64_t>> m_used; ///< Columns and their salts,
        std::vector<std::uint64_t> m_salted;                       ///< and their keys.
        std::vector<std::vector<std::size_t>> m_places; ///< By rule, its columns in `m_used`.
    };
    /// Whether an earlier rule, or an earlier key of this one, has these two together already.
    bool met_before(std::size_t rule, std::uint32_t key, const std::uint32_t* left,
                    const std::uint32_t* right) const;
    /// Whether met_before() can be, for any two records.
    bool may_have_met_before(std::size_t rule) const { return rule > 0 || m_rules[rule].width > 1; }
    /// Whether some rule has the two together.
    bool met(const std::uint32_t* left, const std::uint32_t* right) const;

    // Records may be added once all rules were asked for. The rules stay, and so does how blocks were
    // divided: an added record goes where one like it went.

    /// So that adding need not move what is there.
    void make_room(std::uint32_t records) { m_keys.reserve(records * m_stride); }
    /// Makes the keys of the records added since.
    void admit_records();
    /// The pairs, left < right, that some rule has together, of the records from `first` on among themselves and with
    /// those before; each once, by right, in an order that depends on the records only. Nothing where a block has
    /// outgrown its bound so far that the rules are no longer right.
    std::optional<std::vector<RecordPair>> pairs_of_added(std::uint32_t first) const;

    /// Of rules that were all asked for; to be read into one made of the same records.
    static auto parts(auto& own) {
        return std::tie(own.m_all_pairs, own.m_block_pairs_max, own.m_columns, own.m_rules,
                        own.m_stride, own.m_keys, own.m_divisions);
    }
    Blocking(const Records& records, const PairScope& scope, unsigned threads)
        : m_records(&records), m_scope(scope), m_threads(threads) {}

private:
    struct Rule {
        std::vector<std::size_t> columns;
        std::uint64_t pairs_expected = 0;
        std::size_t start = 0; ///< Of its keys in a record's.
        std::size_t width = 1;
        std::size_t singles_before = 0; ///< Earlier rules of one key; those keys come first in a record's.
        static auto parts(auto& own) { return std::tie(own.columns, own.pairs_expected, own.start, own.width, own.singles_before); }
    };
    using Entry = KeyIndex::Entry;
    struct LargeBlock {
        std::uint32_t key;
        std::vector<std::uint32_t> records;
    };
    struct Partition {
        RuleBlocks blocks;
        std::vector<LargeBlock> large;
    };

    void lay_out();
    std::uint64_t pairs_of(const std::vector<std::uint32_t>& records) const;
    bool has_pairs(std::span<const Entry> block) const;
    Partition blocks_of(std::span<Entry>) const;
    /// take(key, record) for each different key of the rule, by record.
    template <class Take>
    void for_each_key(const Rule& rule, std::size_t begin, std::size_t end, const Take& take) const {
        for (auto r = static_cast<std::uint32_t>(begin); r < end; ++r) {
            const auto* own = keys(r) + rule.start;
            if (rule.width == 1) {
                if (*own != 0)
                    take(*own, r);
                continue;
            }
            for (std::size_t i = 0; i < rule.width; ++i)
                if (own[i] != 0 && std::find(own, own + i, own[i]) == own + i)
                    take(own[i], r);
        }
    }
    LargeVector<Entry> partitioned_entries(const Rule&, std::vector<std::size_t>& ends) const;
    void divide(std::vector<std::uint32_t> records, const Rule&, std::uint32_t key,
                std::vector<std::size_t> used, RuleBlocks&);
    void replace_key(std::uint32_t record, const Rule&, std::uint32_t key, std::uint32_t new_key);
    static void add_block(std::span<const std::uint32_t> records, std::uint32_t key, RuleBlocks&);
    /// How the block of a rule's key was divided.
    struct Division {
        std::size_t column = 0;    ///< By this further key; none: by neighbours.
        std::uint32_t records = 0; ///< So far.
    };
    static constexpr std::size_t records_together = 64; ///< In a block that nothing divides.
    Division& division(const Rule&, std::uint32_t key);
    static std::uint32_t key_within(std::uint32_t key, std::uint64_t part);
    void make_keys(std::uint32_t first);
    struct KeysOfRule {
        KeyIndex added;  ///< Those of the added records,
        KeyIndex others; ///< and where others have the same.
    };
    std::vector<KeysOfRule> keys_met(std::uint32_t first) const;
    bool meet_added(std::size_t rule, const KeyIndex& others, std::span<const Entry> added, std::vector<std::uint64_t>& met) const;
    void follow_divisions(std::uint32_t record);
    std::uint32_t divided_key(std::size_t rule, std::uint32_t record, std::uint32_t key);

    const Records* m_records;
    PairScope m_scope;
    unsigned m_threads;
    bool m_all_pairs = false;
    std::uint64_t m_block_pairs_max = 0; ///< Larger blocks are divided.
    std::vector<KeyColumn> m_columns;
    std::vector<Rule> m_rules;
    std::size_t m_stride = 0;
    LargeVector<std::uint32_t> m_keys;
    std::unordered_map<std::uint64_t, Division> m_divisions; ///< By rule (upper half) and key.
};

} // namespace samatcha::linkage
