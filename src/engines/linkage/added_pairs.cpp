#include "base/parallel.hpp"
#include "engines/linkage/blocking.hpp"
#include "engines/linkage/key_sort.hpp"

#include <algorithm>
#include <atomic>
#include <bit>
#include <span>
#include <utility>

namespace samatcha::linkage {

namespace {

/// Where every pair is a candidate, so many more at most.
constexpr std::uint64_t all_pairs_added_max = 40'000'000;
/// A block may hold so many times the pairs beyond which it would have been divided.
constexpr std::uint64_t block_growth_max = 4;
/// Entries of the added records that are looked up one after the other.
constexpr std::size_t looked_up_in_a_part = 1U << 13U;
/// Records whose keys stay near the processor while all rules look at them.
constexpr std::size_t records_passed_by = 1U << 13U;

} // namespace

void Blocking::admit_records() {
    admit_values(m_columns, *m_records);
    if (m_stride == 0)
        return;
    const auto first = static_cast<std::uint32_t>(m_keys.size() / m_stride);
    make_keys(first);
    if (!m_divisions.empty())
        for (auto r = first; r < m_records->size(); ++r)
            follow_divisions(r);
}

/// All keys pass by those of the added records, which are few: once for all rules, by a glance at one bit each.
std::vector<Blocking::KeysOfRule> Blocking::keys_met(std::uint32_t first) const {
    constexpr std::size_t bits_of_a_key = 16; // near the processor with the keys that pass by
    struct Sought {
        std::optional<KeyIndex> added;
        std::vector<std::uint64_t> words; ///< By the first bits of a key; in each, two bits by its last.
        unsigned shift = 0;
        static std::uint64_t bits(std::uint32_t key) { return std::uint64_t{1} << (key & 63U) | std::uint64_t{1} << (key >> 6U & 63U); }
        bool may_be(std::uint32_t key) const { return (words[key >> shift] & bits(key)) == bits(key); }
    };
    std::vector<Sought> sought(m_rules.size());
    parallel_parts(m_threads, m_rules.size(), [&](std::size_t rule) {
        auto& own = sought[rule];
        LargeVector<Entry> entries;
        for_each_key(m_rules[rule], first, m_records->size(),
                     [&](std::uint32_t key, std::uint32_t record) { entries.push_back(Entry{key} << 32U | record); });
        const auto width = static_cast<unsigned>(std::clamp(static_cast<int>(std::bit_width(entries.size() * bits_of_a_key / 64)), 1, 20));
        own.shift = 32 - width;
        own.words.resize(std::size_t{1} << width);
        for (const auto entry : entries)
            own.words[entry >> 32U >> own.shift] |= Sought::bits(static_cast<std::uint32_t>(entry >> 32U));
        own.added.emplace(std::move(entries));
    });
    const auto parts = (first + records_passed_by - 1) / records_passed_by;
    std::vector<std::vector<LargeVector<Entry>>> met(parts, std::vector<LargeVector<Entry>>(m_rules.size()));
    parallel_parts(m_threads, parts, [&](std::size_t part) {
        LargeVector<Entry> passed;
        for (std::size_t rule = 0; rule < m_rules.size(); ++rule) {
            const auto& own = sought[rule];
            passed.resize(records_passed_by * m_rules[rule].width);
            std::size_t count = 0; // without a branch on what nobody can foretell
            for_each_key(m_rules[rule], part * records_passed_by, std::min<std::size_t>(first, (part + 1) * records_passed_by),
                         [&](std::uint32_t key, std::uint32_t record) {
                             passed[count] = Entry{key} << 32U | record;
                             count += own.may_be(key);
                         });
            constexpr std::size_t ahead = 8;
            for (std::size_t i = 0; i < count; ++i) {
                own.added->prefetch(static_cast<std::uint32_t>(passed[std::min(i + ahead, count - 1)] >> 32U));
                if (!own.added->of(static_cast<std::uint32_t>(passed[i] >> 32U)).empty())
                    met[part][rule].push_back(passed[i]);
            }
        }
    });
    std::vector<LargeVector<Entry>> others(m_rules.size());
    for (auto& of_part : met)
        for (std::size_t rule = 0; rule < m_rules.size(); ++rule)
            others[rule].insert(others[rule].end(), of_part[rule].begin(), of_part[rule].end());
    std::vector<KeysOfRule> keys;
    for (std::size_t rule = 0; rule < m_rules.size(); ++rule)
        keys.push_back({std::move(*sought[rule].added), KeyIndex(std::move(others[rule]))});
    return keys;
}

void Blocking::follow_divisions(std::uint32_t record) {
    for (std::size_t rule = 0; rule < m_rules.size(); ++rule) {
        auto* own = m_keys.data() + record * m_stride + m_rules[rule].start;
        std::vector<std::uint32_t> before(own, own + m_rules[rule].width);
        for (std::size_t i = 0; i < before.size(); ++i)
            if (before[i] != 0 && std::find(before.begin(), before.begin() + static_cast<std::ptrdiff_t>(i), before[i]) ==
                                      before.begin() + static_cast<std::ptrdiff_t>(i))
                replace_key(record, m_rules[rule], before[i], divided_key(rule, record, before[i]));
    }
}

std::uint32_t Blocking::divided_key(std::size_t rule, std::uint32_t record, std::uint32_t key) {
    while (true) {
        const auto found = m_divisions.find(std::uint64_t{rule} << 32U | key);
        if (found == m_divisions.end())
            return key;
        auto& division = found->second;
        const auto place = division.records++;
        if (division.column == m_columns.size())
            return key_within(key, place / records_together * records_together + 1);
        const auto sub = m_columns[division.column].key(m_records->record(record), 0);
        if (sub == 0)
            return 0;
        key = key_within(key, sub);
    }
}

std::optional<std::vector<RecordPair>> Blocking::pairs_of_added(std::uint32_t first) const {
    const auto count = m_records->size();
    const std::uint64_t added = count - first;
    if (m_all_pairs) {
        if (added * count > all_pairs_added_max)
            return {};
        std::vector<RecordPair> pairs;
        for (std::uint32_t left = 0; left < count; ++left)
            for (auto right = std::max(first, left + 1); right < count; ++right)
                if (m_scope.holds(m_records->file_of(left), m_records->file_of(right)))
                    pairs.push_back({left, right});
        return pairs;
    }
    struct Part {
        std::size_t rule, begin, end; ///< Entries of the added.
    };
    const auto keys_of_rules = keys_met(first);
    std::vector<Part> parts;
    for (std::size_t rule = 0; rule < m_rules.size(); ++rule) {
        const auto entries = keys_of_rules[rule].added.entries();
        for (std::size_t begin = 0, end = 0; begin < entries.size(); begin = end) {
            end = std::min(entries.size(), begin + looked_up_in_a_part);
            while (end < entries.size() && entries[end] >> 32U == entries[end - 1] >> 32U)
                ++end;
            parts.push_back({rule, begin, end});
        }
    }
    std::vector<std::vector<std::uint64_t>> met(parts.size()); // right, which is added, in the upper half, left in the lower
    std::atomic<bool> has_outgrown{false};
    parallel_parts(m_threads, parts.size(), [&](std::size_t part) {
        const auto [rule, begin, end] = parts[part];
        const auto& [added_keys, others] = keys_of_rules[rule];
        if (!has_outgrown && !meet_added(rule, others, added_keys.entries().subspan(begin, end - begin), met[part]))
            has_outgrown = true;
    });
    if (has_outgrown)
        return {};
    std::vector<std::uint64_t> all;
    for (const auto& some : met)
        all.insert(all.end(), some.begin(), some.end());
    sort_by_key(all); // who is in several registers is compared with an added record at about one time: the values are the same
    std::vector<RecordPair> pairs(all.size());
    for (std::size_t i = 0; i < all.size(); ++i)
        pairs[i] = {static_cast<std::uint32_t>(all[i]), static_cast<std::uint32_t>(all[i] >> 32U)};
    return pairs;
}

bool Blocking::meet_added(std::size_t rule, const KeyIndex& with, std::span<const Entry> added,
                          std::vector<std::uint64_t>& met) const {
    const auto block_max = block_growth_max * m_block_pairs_max;
    const auto take = [&](std::uint32_t key, std::uint32_t left, std::uint32_t right) {
        if (m_scope.holds(m_records->file_of(left), m_records->file_of(right)) &&
            !met_before(rule, key, keys(left), keys(right)))
            met.push_back(std::uint64_t{right} << 32U | left);
    };
    struct Block {
        std::size_t begin, end;      ///< Of the added.
        std::size_t others_end;      ///< In `others`.
    };
    std::vector<Block> blocks;
    std::vector<std::uint32_t> others;
    for (std::size_t begin = 0, end = 0; begin < added.size(); begin = end) {
        const auto key = static_cast<std::uint32_t>(added[begin] >> 32U);
        while (end < added.size() && added[end] >> 32U == key)
            ++end;
        const auto others_begin = others.size();
        constexpr std::size_t ahead = 8;
        with.prefetch(static_cast<std::uint32_t>(added[std::min(begin + ahead, added.size() - 1)] >> 32U));
        for (const auto entry : with.of(key))
            others.push_back(static_cast<std::uint32_t>(entry));
        const std::uint64_t size = end - begin;
        if (std::max(size * (size - 1) / 2, size * (others.size() - others_begin)) > block_max)
            return false;
        blocks.push_back({begin, end, others.size()});
    }
    std::size_t other = 0;
    for (const auto& block : blocks) {
        const auto key = static_cast<std::uint32_t>(added[block.begin] >> 32U);
        for (auto i = block.begin; i < block.end; ++i)
            for (auto j = i + 1; j < block.end; ++j)
                take(key, static_cast<std::uint32_t>(added[i]), static_cast<std::uint32_t>(added[j]));
        for (; other < block.others_end; ++other) {
            constexpr std::size_t ahead = 16;
            const auto* later = keys(others[std::min(other + ahead, others.size() - 1)]);
            __builtin_prefetch(later);
            __builtin_prefetch(later + m_stride - 1);
            for (auto i = block.begin; i < block.end; ++i)
                take(key, others[other], static_cast<std::uint32_t>(added[i]));
        }
    }
    return true;
}

} // namespace samatcha::linkage
