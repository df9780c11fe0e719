#include "engines/linkage/blocking.hpp"

#include "base/parallel.hpp"
#include "engines/linkage/hash.hpp"
#include "engines/linkage/key_sort.hpp"

#include <algorithm>
#include <array>
#include <span>

namespace samatcha::linkage {

namespace {

constexpr std::uint64_t block_pairs_min = 20'000;
constexpr std::size_t records_of_a_part = 1U << 16U;
constexpr std::size_t partition_count = 256;

} // namespace

Result<Blocking> Blocking::plan(const Records& records, const PairScope& scope,
                                const std::vector<BlockingRule>& given, const RuleBudget& budget,
                                unsigned threads) {
    Blocking blocking(records, scope, threads);
    blocking.m_block_pairs_max = std::max(block_pairs_min, budget.pairs_max / 20);
    blocking.m_columns = key_columns(records, given);
    auto chosen = TRY(choose_rules(records, scope, blocking.m_columns, given, budget, threads));
    blocking.m_all_pairs = chosen.is_all_pairs;
    for (std::size_t r = 0; r < chosen.rules.size(); ++r)
        blocking.m_rules.push_back({std::move(chosen.rules[r]), chosen.pairs_expected[r]});
    blocking.lay_out();
    return blocking;
}

void Blocking::lay_out() {
    std::size_t singles = 0;
    for (auto& rule : m_rules) {
        rule.singles_before = singles;
        rule.width = keys_of_a_rule(m_columns, rule.columns);
        if (rule.width == 1)
            rule.start = singles++;
    }
    m_stride = singles;
    for (auto& rule : m_rules)
        if (rule.width > 1) {
            rule.start = m_stride;
            m_stride += rule.width;
        }
}

std::uint64_t Blocking::pairs_expected() const {
    std::uint64_t pairs = 0;
    for (const auto& rule : m_rules)
        pairs += rule.pairs_expected;
    return pairs;
}

void Blocking::keep_rules(std::uint64_t rules) {
    std::vector<Rule> kept;
    for (std::size_t r = 0; r < m_rules.size(); ++r)
        if (r >= 64 || (rules >> r & 1U) != 0)
            kept.push_back(std::move(m_rules[r]));
    m_rules = std::move(kept);
    lay_out();
}

Blocking::KeyWriter::KeyWriter(const Blocking& blocking) : m_blocking(blocking) {
    for (const auto& rule : blocking.m_rules) {
        m_places.emplace_back();
        for (const auto c : rule.columns) {
            const auto found = std::find_if(m_used.begin(), m_used.end(), [&](const auto& u) { return u.first == c; });
            m_places.back().push_back(static_cast<std::size_t>(found - m_used.begin()));
            if (found == m_used.end())
                m_used.emplace_back(c, key_salt(blocking.m_columns[c]));
        }
    }
    m_salted.resize(m_used.size());
}

void Blocking::KeyWriter::write(std::uint32_t record, std::uint32_t* keys) {
    const auto& rules = m_blocking.m_rules;
    for (std::size_t u = 0; u < m_used.size(); ++u)
        m_salted[u] =
            m_blocking.m_columns[m_used[u].first].key(m_blocking.m_records->record(record), 0) *
            m_used[u].second;
    for (std::size_t i = 0; i < rules.size(); ++i) {
        const auto& rule = rules[i];
        auto* own = keys + rule.start;
        if (rule.width > 1) {
            std::fill(own, own + rule.width, 0);
            rule_keys(*m_blocking.m_records, m_blocking.m_columns, rule.columns, record, own,
                      rule.width);
            continue;
        }
        std::uint64_t sum = 0;
        bool is_whole = true;
        for (const auto place : m_places[i]) {
            sum += m_salted[place];
            is_whole &= m_salted[place] != 0;
        }
        *own = is_whole ? rule_key(sum) : 0;
    }
}

void Blocking::make_keys(std::uint32_t first) {
    m_keys.resize(m_records->size() * m_stride);
    const auto parts = (m_records->size() - first + records_of_a_part - 1) / records_of_a_part;
    parallel_parts(m_threads, parts, [&](std::size_t part) {
        KeyWriter writer(*this);
        const auto end = std::min<std::size_t>(m_records->size(), first + (part + 1) * records_of_a_part);
        for (auto r = static_cast<std::uint32_t>(first + part * records_of_a_part); r < end; ++r)
            writer.write(r, m_keys.data() + r * m_stride);
    });
}

std::size_t Blocking::keys_carried() const {
    std::vector<RuleColumns> rules;
    for (const auto& rule : m_rules)
        rules.push_back(rule.columns);
    return linkage::keys_carried(m_columns, rules);
}

std::string Blocking::rule_name(std::size_t rule) const {
    if (m_all_pairs)
        return "all pairs";
    std::string name;
    for (const auto c : m_rules[rule].columns)
        name += (name.empty() ? "" : " + ") + m_columns[c].name;
    return name;
}

std::uint64_t Blocking::pairs_of(const std::vector<std::uint32_t>& records) const {
    std::vector<std::uint64_t> by_file(m_records->files(), 0);
    for (const auto r : records)
        ++by_file[m_records->file_of(r)];
    return m_scope.pairs(by_file);
}

void Blocking::add_block(std::span<const std::uint32_t> records, std::uint32_t key,
                         RuleBlocks& blocks) {
    const auto begin = static_cast<std::uint32_t>(blocks.entries.size());
    blocks.entries.insert(blocks.entries.end(), records.begin(), records.end());
    blocks.blocks.push_back({begin, static_cast<std::uint32_t>(blocks.entries.size()), key});
}

bool Blocking::has_pairs(std::span<const Entry> block) const {
    if (block.size() < 2)
        return false;
    if (m_scope.task == Task::LinkAndDeduplicate || m_records->files() == 1)
        return true;
    const auto file = [&](Entry entry) { return m_records->file_of(static_cast<std::uint32_t>(entry)); };
    if (m_scope.task == Task::Link)
        return file(block.front()) != file(block.back());
    for (std::size_t i = 1; i < block.size(); ++i)
        if (file(block[i - 1]) == file(block[i]))
            return true;
    return false;
}

/// Sorts the entries of one partition and lists its blocks.
Blocking::Partition Blocking::blocks_of(std::span<Entry> entries) const {
    Partition found;
    sort_by_key(entries);
    std::vector<std::uint32_t> records;
    for (std::size_t i = 0; i < entries.size();) {
        const auto begin = i;
        const auto key = static_cast<std::uint32_t>(entries[i] >> 32U);
        while (i < entries.size() && entries[i] >> 32U == key)
            ++i;
        const auto block = entries.subspan(begin, i - begin);
        if (!has_pairs(block))
            continue;
        records.assign(block.size(), 0);
        for (std::size_t e = 0; e < block.size(); ++e)
            records[e] = static_cast<std::uint32_t>(block[e]);
        if (records.size() > 64 && pairs_of(records) > m_block_pairs_max)
            found.large.push_back({key, records});
        else
            add_block(records, key, found.blocks);
    }
    return found;
}

/// All keys of the rule with their records, cut by the keys' first bits into partitions, in each of
/// which the records ascend.
LargeVector<Blocking::Entry> Blocking::partitioned_entries(const Rule& rule,
                                                           std::vector<std::size_t>& ends) const {
    const auto parts = (m_records->size() + records_of_a_part - 1) / records_of_a_part;
    const auto for_part = [&](std::size_t part, const auto& take) {
        for_each_key(rule, part * records_of_a_part,
                     std::min<std::size_t>(m_records->size(), (part + 1) * records_of_a_part), take);
    };
    std::vector<std::array<std::size_t, partition_count>> places(parts);
    parallel_parts(m_threads, parts, [&](std::size_t part) {
        places[part] = {};
        for_part(part, [&](std::uint32_t key, std::uint32_t) { ++places[part][key >> 24U]; });
    });
    std::size_t place = 0;
    for (std::size_t p = 0; p < partition_count; ++p) {
        for (auto& of_part : places)
            place += std::exchange(of_part[p], place);
        ends.push_back(place);
    }
    LargeVector<Entry> entries(place);
    parallel_parts(m_threads, parts, [&](std::size_t part) {
        for_part(part, [&](std::uint32_t key, std::uint32_t record) {
            entries[places[part][key >> 24U]++] = Entry{key} << 32U | record;
        });
    });
    return entries;
}

Blocking::RuleBlocks Blocking::blocks(std::size_t index) {
    const auto& rule = m_rules[index];
    std::vector<std::size_t> ends;
    auto entries = partitioned_entries(rule, ends);
    std::vector<Partition> partitions(ends.size());
    parallel_parts(m_threads, ends.size(), [&](std::size_t p) {
        const auto begin = p == 0 ? 0 : ends[p - 1];
        partitions[p] = blocks_of(std::span(entries).subspan(begin, ends[p] - begin));
    });
    RuleBlocks found;
    entries = {};
    std::vector<std::pair<std::size_t, std::size_t>> starts; // of each partition's entries and blocks
    std::size_t entry_count = 0;
    std::size_t block_count = 0;
    for (const auto& [blocks, large] : partitions) {
        starts.emplace_back(entry_count, block_count);
        entry_count += blocks.entries.size();
        block_count += blocks.blocks.size();
    }
    found.entries.resize(entry_count);
    found.blocks.resize(block_count);
    parallel_parts(m_threads, partitions.size(), [&](std::size_t p) {
        auto& blocks = partitions[p].blocks;
        const auto offset = static_cast<std::uint32_t>(starts[p].first);
        std::copy(blocks.entries.begin(), blocks.entries.end(), found.entries.data() + offset);
        for (std::size_t i = 0; i < blocks.blocks.size(); ++i) {
            const auto& block = blocks.blocks[i];
            found.blocks[starts[p].second + i] = {block.begin + offset, block.end + offset, block.key};
        }
        blocks = {};
    });
    for (auto& partition : partitions)
        for (auto& [key, records] : partition.large) {
            ++found.divided;
            divide(std::move(records), rule, key, rule.columns, found);
        }
    return found;
}

void Blocking::replace_key(std::uint32_t record, const Rule& rule, std::uint32_t key,
                           std::uint32_t new_key) {
    auto* own = m_keys.data() + record * m_stride + rule.start;
    std::replace(own, own + rule.width, key, new_key);
}

/// Divides by the further key that keeps most pairs within the bound; where nothing is left to
/// divide by, the records are equal in all that could tell them apart, and only neighbours in the
/// list stay together.
void Blocking::divide(std::vector<std::uint32_t> records, const Rule& rule, std::uint32_t key,
                      std::vector<std::size_t> used, RuleBlocks& blocks) {
    const auto before = pairs_of(records);
    std::size_t best = m_columns.size();
    std::uint64_t best_pairs = 0;
    const auto sub_key = [&](std::size_t c, std::uint32_t r) {
        return m_columns[c].key(m_records->record(r), 0);
    };
    const auto groups_of = [&](std::size_t c) {
        std::vector<Entry> entries;
        for (const auto r : records)
            if (const auto sub = sub_key(c, r); sub != 0)
                entries.push_back(Entry{sub} << 32U | r);
        sort_by_key(entries);
        std::vector<std::vector<std::uint32_t>> groups;
        for (std::size_t i = 0; i < entries.size(); ++i) {
            if (i == 0 || entries[i] >> 32U != entries[i - 1] >> 32U)
                groups.emplace_back();
            groups.back().push_back(static_cast<std::uint32_t>(entries[i]));
        }
        return groups;
    };
    for (std::size_t c = 0; c < m_columns.size(); ++c) {
        if (std::find(used.begin(), used.end(), c) != used.end() || m_columns[c].width > 1)
            continue;
        std::uint64_t pairs = 0;
        for (const auto& group : groups_of(c))
            pairs += pairs_of(group);
        if (pairs * 2 <= before && pairs > best_pairs) {
            best = c;
            best_pairs = pairs;
        }
    }
    std::uint64_t kept = 0;
    if (best == m_columns.size()) {
        division(rule, key) = {m_columns.size(), static_cast<std::uint32_t>(records.size())};
        constexpr auto together = records_together;
        for (std::size_t i = 0; i < records.size(); i += together) {
            const std::vector part(records.begin() + static_cast<std::ptrdiff_t>(i),
                                   records.begin() + static_cast<std::ptrdiff_t>(
                                                         std::min(i + together, records.size())));
            const auto new_key = key_within(key, i + 1);
            for (const auto r : part)
                replace_key(r, rule, key, new_key);
            kept += pairs_of(part);
            add_block(part, new_key, blocks);
        }
        blocks.dropped += before - kept;
        return;
    }
    used.push_back(best);
    division(rule, key) = {best, static_cast<std::uint32_t>(records.size())};
    for (const auto r : records)
        if (sub_key(best, r) == 0)
            replace_key(r, rule, key, 0);
    for (const auto& group : groups_of(best)) {
        const auto new_key = key_within(key, sub_key(best, group[0]));
        for (const auto r : group)
            replace_key(r, rule, key, new_key);
        const auto pairs = pairs_of(group);
        kept += pairs;
        if (group.size() < 2)
            continue;
        if (pairs > m_block_pairs_max && group.size() > 64)
            divide(group, rule, new_key, used, blocks);
        else
            add_block(group, new_key, blocks);
    }
    blocks.dropped += before - kept;
}

Blocking::Division& Blocking::division(const Rule& rule, std::uint32_t key) {
    return m_divisions[static_cast<std::uint64_t>(&rule - m_rules.data()) << 32U | key];
}

std::uint32_t Blocking::key_within(std::uint32_t key, std::uint64_t part) {
    return static_cast<std::uint32_t>(combine(key, part) >> 32U) | 1U;
}

bool Blocking::met_before(std::size_t rule, std::uint32_t key, const std::uint32_t* left,
                          const std::uint32_t* right) const {
    const auto& own = m_rules[rule];
    for (std::size_t i = 0; i < own.singles_before; ++i)
        if (left[i] == right[i] && left[i] != 0)
            return true;
    if (own.singles_before != rule)
        for (std::size_t r = 0; r < rule; ++r) {
            const auto& other = m_rules[r];
            for (std::size_t i = other.start; other.width > 1 && i < other.start + other.width; ++i)
                if (left[i] != 0)
                    for (std::size_t j = other.start; j < other.start + other.width; ++j)
                        if (left[i] == right[j])
                            return true;
        }
    for (std::size_t i = own.start; own.width > 1 && i < own.start + own.width && left[i] != key;
         ++i)
        if (left[i] != 0 && std::find(right + own.start, right + own.start + own.width, left[i]) !=
                                right + own.start + own.width)
            return true;
    return false;
}

bool Blocking::met(const std::uint32_t* left, const std::uint32_t* right) const {
    return m_all_pairs || (!m_rules.empty() && met_before(m_rules.size() - 1, 0, left, right)) ||
           (!m_rules.empty() && [&] {
               const auto& last = m_rules.back();
               for (std::size_t i = last.start; i < last.start + last.width; ++i)
                   for (std::size_t j = last.start; j < last.start + last.width; ++j)
                       if (left[i] != 0 && left[i] == right[j])
                           return true;
               return false;
           }());
}

} // namespace samatcha::linkage
