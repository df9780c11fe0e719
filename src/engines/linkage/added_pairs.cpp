#include "base/parallel.hpp"
#include "engines/linkage/blocking.hpp"
#include "engines/linkage/hash.hpp"
#include "engines/linkage/key_sort.hpp"

#include <algorithm>
#include <atomic>
#include <bit>
#include <memory>
#include <span>

namespace samatcha::linkage {

namespace {

/// Where every pair is a candidate, so many more at most.
constexpr std::uint64_t all_pairs_added_max = 40'000'000;
/// A block may hold so many times the pairs beyond which it would have been divided.
constexpr std::uint64_t block_growth_max = 4;
constexpr std::uint32_t scanned_in_a_part = 1U << 16U;

/// The added records by their keys of one rule: small enough to stay near while all others pass by.
class AddedKeys {
public:
    struct Group {
        std::uint32_t key = 0;
        std::uint32_t begin = 0, end = 0; ///< In records().
    };

    /// Of entries of key (upper half) and record.
    explicit AddedKeys(std::vector<std::uint64_t> entries) {
        sort_by_key(entries);
        for (const auto entry : entries) {
            const auto key = static_cast<std::uint32_t>(entry >> 32U);
            if (m_groups.empty() || m_groups.back().key != key)
                m_groups.push_back({key, static_cast<std::uint32_t>(m_records.size()), 0});
            m_records.push_back(static_cast<std::uint32_t>(entry));
            m_groups.back().end = static_cast<std::uint32_t>(m_records.size());
        }
        m_shift = 32 - std::clamp(static_cast<unsigned>(std::bit_width(m_groups.size())), 4U, 24U);
        m_starts.assign((std::size_t{1} << (32 - m_shift)) + 1, 0);
        for (const auto& group : m_groups)
            ++m_starts[(group.key >> m_shift) + 1];
        for (std::size_t i = 1; i < m_starts.size(); ++i)
            m_starts[i] += m_starts[i - 1];
        m_seen_mask = static_cast<std::uint32_t>(std::bit_ceil(m_groups.size() * 8 + 64) - 1);
        m_seen.assign(m_seen_mask / 64 + 1, 0);
        for (const auto& group : m_groups)
            m_seen[(group.key & m_seen_mask) / 64] |= std::uint64_t{1} << (group.key % 64);
    }

    struct Hit {
        std::uint32_t record = 0;
        std::uint32_t group = 0;
    };
    /// Which of some records, numbered from `first`, have one of these keys.
    void find(std::span<const std::uint32_t> keys, std::uint32_t first, std::vector<Hit>& hits) const {
        hits.clear();
        for (std::uint32_t i = 0; i < keys.size(); ++i) {
            const auto key = keys[i];
            if ((m_seen[(key & m_seen_mask) / 64] >> (key % 64) & 1U) == 0)
                continue;
            const auto bucket = key >> m_shift;
            for (auto group = m_starts[bucket]; group < m_starts[bucket + 1]; ++group)
                if (m_groups[group].key == key)
                    hits.push_back({first + i, group});
        }
    }
    const std::vector<Group>& groups() const { return m_groups; }
    std::span<const std::uint32_t> records(std::uint32_t group) const {
        return std::span(m_records).subspan(m_groups[group].begin, m_groups[group].end - m_groups[group].begin);
    }

private:
    std::vector<Group> m_groups; ///< By key.
    std::vector<std::uint32_t> m_records;
    unsigned m_shift = 0;
    std::vector<std::uint32_t> m_starts; ///< By the key's first bits: in m_groups.
    std::uint32_t m_seen_mask = 0;
    std::vector<std::uint64_t> m_seen; ///< A bit for the last bits of each key: says no at once to most.
};

} // namespace

void Blocking::make_room(std::uint32_t records) { m_keys.reserve(records * m_stride); }

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

std::optional<std::vector<RecordPair>> Blocking::pairs_from(std::uint32_t first) const {
    const auto count = m_records->size();
    const std::uint64_t added = count - first;
    std::vector<RecordPair> pairs;
    if (m_all_pairs) {
        if (added * count > all_pairs_added_max)
            return {};
        for (std::uint32_t left = 0; left < count; ++left)
            for (auto right = std::max(first, left + 1); right < count; ++right)
                if (m_scope.holds(m_records->file_of(left), m_records->file_of(right)))
                    pairs.push_back({left, right});
        return pairs;
    }
    const auto block_max = block_growth_max * m_block_pairs_max;
    std::vector<std::unique_ptr<AddedKeys>> tables(m_rules.size());
    std::vector<std::unique_ptr<std::atomic<std::uint32_t>[]>> met_by_group(m_rules.size());
    std::vector<std::vector<RecordPair>> among(m_rules.size());
    std::atomic<bool> has_outgrown{false};
    const auto take = [&](std::size_t rule, std::uint32_t key, std::uint32_t left, std::uint32_t right,
                          std::vector<RecordPair>& taken) {
        if (m_scope.holds(m_records->file_of(left), m_records->file_of(right)) &&
            !met_before(rule, key, keys(left), keys(right)))
            taken.push_back({left, right});
    };
    parallel_parts(m_threads, m_rules.size(), [&](std::size_t rule) {
        std::vector<Entry> entries;
        for (auto r = first; r < count; ++r) {
            const auto* own = keys(r) + m_rules[rule].start;
            for (std::size_t i = 0; i < m_rules[rule].width; ++i)
                if (own[i] != 0 && std::find(own, own + i, own[i]) == own + i)
                    entries.push_back(Entry{own[i]} << 32U | r);
        }
        tables[rule] = std::make_unique<AddedKeys>(std::move(entries));
        met_by_group[rule] = std::make_unique<std::atomic<std::uint32_t>[]>(tables[rule]->groups().size());
        for (std::uint32_t group = 0; group < tables[rule]->groups().size(); ++group) {
            const auto records = tables[rule]->records(group);
            if (records.size() * (records.size() - 1) / 2 > block_max) {
                has_outgrown = true;
                return;
            }
            for (std::size_t i = 0; i < records.size(); ++i)
                for (auto j = i + 1; j < records.size(); ++j)
                    take(rule, tables[rule]->groups()[group].key, records[i], records[j], among[rule]);
        }
    });
    if (has_outgrown)
        return {};

    const auto parts = (first + scanned_in_a_part - 1) / scanned_in_a_part;
    std::vector<std::vector<RecordPair>> with(parts);
    parallel_parts(m_threads, parts, [&](std::size_t part) {
        const auto begin = static_cast<std::uint32_t>(part * scanned_in_a_part);
        const auto records = std::min(first, begin + scanned_in_a_part) - begin;
        // Key by key, so that the table of one rule stays near while many records pass by.
        std::vector<std::uint32_t> by_key(m_stride * records);
        for (std::uint32_t r = 0; r < records; ++r)
            for (std::size_t k = 0; k < m_stride; ++k)
                by_key[k * records + r] = keys(begin + r)[k];
        std::vector<AddedKeys::Hit> hits;
        for (std::size_t rule = 0; rule < m_rules.size(); ++rule)
            for (std::size_t i = 0; i < m_rules[rule].width; ++i) {
                const auto column = std::span(by_key).subspan((m_rules[rule].start + i) * records, records);
                tables[rule]->find(column, begin, hits);
                for (std::size_t h = 0; h < hits.size() && !has_outgrown; ++h) {
                    constexpr std::size_t ahead = 8;
                    const auto& later = hits[std::min(h + ahead, hits.size() - 1)];
                    __builtin_prefetch(keys(later.record));
                    __builtin_prefetch(keys(tables[rule]->records(later.group).front()));
                    const auto& group = tables[rule]->groups()[hits[h].group];
                    const auto* own = keys(hits[h].record) + m_rules[rule].start;
                    if (std::find(own, own + i, group.key) != own + i)
                        continue;
                    const auto others = tables[rule]->records(hits[h].group);
                    const auto met = met_by_group[rule][hits[h].group].fetch_add(1, std::memory_order_relaxed) + 1;
                    if (std::uint64_t{met} * others.size() > block_max)
                        has_outgrown = true;
                    for (const auto right : others)
                        take(rule, group.key, hits[h].record, right, with[part]);
                }
            }
    });
    if (has_outgrown)
        return {};
    for (const auto* lists : {&among, &with})
        for (const auto& list : *lists)
            pairs.insert(pairs.end(), list.begin(), list.end());
    return pairs;
}

} // namespace samatcha::linkage
