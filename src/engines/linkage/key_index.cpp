#include "engines/linkage/key_index.hpp"

#include "engines/linkage/key_sort.hpp"

#include <algorithm>
#include <bit>
#include <utility>

namespace samatcha::linkage {

namespace {

/// Entries that share a start, about: as few as share a line or two of the cache.
constexpr std::size_t entries_of_a_start = 16;

std::uint32_t key_of(KeyIndex::Entry entry) {
    return static_cast<std::uint32_t>(entry >> 32U);
}

} // namespace

KeyIndex::KeyIndex(LargeVector<Entry> entries) : m_entries(std::move(entries)) {
    sort_by_key(m_entries);
    list_starts();
}

void KeyIndex::list_starts() {
    const auto bits =
        std::clamp(static_cast<int>(std::bit_width(m_entries.size() / entries_of_a_start)), 1, 24);
    m_shift = 32 - static_cast<unsigned>(bits);
    m_starts.resize((std::size_t{1} << static_cast<unsigned>(bits)) + 1);
    std::size_t entry = 0;
    for (std::size_t start = 0; start < m_starts.size(); ++start) {
        while (entry < m_entries.size() && key_of(m_entries[entry]) >> m_shift < start)
            ++entry;
        m_starts[start] = static_cast<std::uint32_t>(entry);
    }
}

std::span<const KeyIndex::Entry> KeyIndex::of(std::uint32_t key) const {
    const auto begin = m_entries.begin() + m_starts[key >> m_shift];
    const auto end = m_entries.begin() + m_starts[(key >> m_shift) + 1];
    const auto first = std::lower_bound(begin, end, Entry{key} << 32U);
    return {first, std::find_if(first, end, [&](Entry entry) { return key_of(entry) != key; })};
}

} // namespace samatcha::linkage
