#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <unordered_map>
#include <utility>
#include <vector>

namespace samatcha::name_search {

/// Which values stand under a key. Many are added and settled into two sorted columns; those that come later are
/// kept beside them.
template <class Key>
class KeyedValues {
public:
    void add(Key key, std::uint32_t value) {
        if (m_is_settled)
            m_later.emplace(key, value);
        else
            m_pairs.emplace_back(key, value);
    }

    void settle() {
        std::sort(m_pairs.begin(), m_pairs.end());
        m_pairs.erase(std::unique(m_pairs.begin(), m_pairs.end()), m_pairs.end());
        m_keys.reserve(m_pairs.size());
        m_values.reserve(m_pairs.size());
        for (const auto& [key, value] : m_pairs) {
            m_keys.push_back(key);
            m_values.push_back(value);
        }
        m_pairs = {};
        m_is_settled = true;
    }

    template <class Visit>
    void each(Key key, const Visit& visit) const {
        const auto [first, last] = std::equal_range(m_keys.begin(), m_keys.end(), key);
        for (auto at = first; at != last; ++at)
            visit(m_values[static_cast<std::size_t>(at - m_keys.begin())]);
        const auto later = m_later.equal_range(key);
        for (auto at = later.first; at != later.second; ++at)
            visit(at->second);
    }

    /// Of keys from `first` to `last`, both included.
    template <class Visit>
    void each_between(Key first, Key last, const Visit& visit) const {
        const auto begin = std::lower_bound(m_keys.begin(), m_keys.end(), first);
        for (auto at = begin; at != m_keys.end() && *at <= last; ++at)
            visit(m_values[static_cast<std::size_t>(at - m_keys.begin())]);
        for (const auto& [key, value] : m_later)
            if (key >= first && key <= last)
                visit(value);
    }

    std::size_t bytes() const {
        constexpr std::size_t node_bytes = 40;
        return m_keys.capacity() * sizeof(Key) + m_values.capacity() * sizeof(std::uint32_t) + m_later.size() * node_bytes;
    }

private:
    bool m_is_settled = false;
    std::vector<std::pair<Key, std::uint32_t>> m_pairs; ///< Before it is settled.
    std::vector<Key> m_keys;
    std::vector<std::uint32_t> m_values;
    std::unordered_multimap<Key, std::uint32_t> m_later;
};

/// Which words an entry has, and which entries a word; both are numbers from 0.
class Incidence {
public:
    void add(std::uint32_t entry, std::uint32_t word) {
        if (m_is_settled) {
            bool has_it = false;
            each_word(entry, [&](std::uint32_t has) { has_it = has_it || has == word; });
            if (has_it)
                return;
            m_later_words[entry].push_back(word);
            m_later_entries[word].push_back(entry);
        } else {
            m_pairs.emplace_back(entry, word);
        }
    }

    void settle(std::size_t entries, std::size_t words) {
        std::sort(m_pairs.begin(), m_pairs.end());
        m_pairs.erase(std::unique(m_pairs.begin(), m_pairs.end()), m_pairs.end());
        m_words_from.assign(entries + 1, 0);
        m_entries_from.assign(words + 1, 0);
        for (const auto& [entry, word] : m_pairs) {
            ++m_words_from[entry + 1];
            ++m_entries_from[word + 1];
        }
        std::partial_sum(m_words_from.begin(), m_words_from.end(), m_words_from.begin());
        std::partial_sum(m_entries_from.begin(), m_entries_from.end(), m_entries_from.begin());
        m_words.reserve(m_pairs.size());
        m_entries.resize(m_pairs.size());
        auto place = m_entries_from;
        for (const auto& [entry, word] : m_pairs) {
            m_words.push_back(word);
            m_entries[place[word]++] = entry;
        }
        m_pairs = {};
        m_is_settled = true;
    }

    template <class Visit>
    void each_word(std::uint32_t entry, const Visit& visit) const {
        each_of(m_words_from, m_words, m_later_words, entry, visit);
    }
    template <class Visit>
    void each_entry(std::uint32_t word, const Visit& visit) const {
        each_of(m_entries_from, m_entries, m_later_entries, word, visit);
    }
    std::size_t entries_of(std::uint32_t word) const {
        const auto later = m_later_entries.find(word);
        return (word + 1 < m_entries_from.size() ? m_entries_from[word + 1] - m_entries_from[word] : 0) +
               (later == m_later_entries.end() ? 0 : later->second.size());
    }

    std::size_t bytes() const {
        return (m_words_from.capacity() + m_words.capacity() + m_entries_from.capacity() + m_entries.capacity()) *
               sizeof(std::uint32_t);
    }

private:
    using Later = std::unordered_map<std::uint32_t, std::vector<std::uint32_t>>;

    template <class Visit>
    static void each_of(const std::vector<std::uint32_t>& from, const std::vector<std::uint32_t>& values, const Later& later,
                        std::uint32_t key, const Visit& visit) {
        if (key + 1 < from.size())
            for (auto i = from[key]; i < from[key + 1]; ++i)
                visit(values[i]);
        if (const auto found = later.find(key); found != later.end())
            for (const auto value : found->second)
                visit(value);
    }

    bool m_is_settled = false;
    std::vector<std::pair<std::uint32_t, std::uint32_t>> m_pairs; ///< Before it is settled: entry, word.
    std::vector<std::uint32_t> m_words_from, m_words;
    std::vector<std::uint32_t> m_entries_from, m_entries;
    Later m_later_words, m_later_entries;
};

} // namespace samatcha::name_search
