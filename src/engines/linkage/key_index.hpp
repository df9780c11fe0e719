#pragma once

#include "engines/linkage/large_pages.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace samatcha::linkage {

/// The keys of some records in order, to be asked which of the records have one.
class KeyIndex {
public:
    using Entry = std::uint64_t; ///< Key in the upper half, record in the lower.

    /// Of entries whose records ascend.
    explicit KeyIndex(LargeVector<Entry> entries);

    std::span<const Entry> entries() const { return m_entries; }
    /// Those of one key; their records ascend.
    std::span<const Entry> of(std::uint32_t key) const;
    /// Asks memory for what of() will look at.
    void prefetch(std::uint32_t key) const {
        __builtin_prefetch(m_entries.data() + m_starts[key >> m_shift]);
    }

private:
    void list_starts();

    LargeVector<Entry> m_entries;
    unsigned m_shift = 0;
    std::vector<std::uint32_t> m_starts; ///< By the first bits of a key: in m_entries.
};

} // namespace samatcha::linkage
