#include "app/commands/record_ids.hpp"

#include <algorithm>
#include <functional>
#include <vector>

namespace samatcha::app {

bool RecordIds::needs_no_quotes(std::string_view id) {
    return std::none_of(id.begin(), id.end(), [](char c) { return c == '"' || c == ',' || c == '\r' || c == '\n'; });
}

/// Longer than the one before, or as long and greater: so most registers are sorted, by number.
bool RecordIds::follows(std::string_view id, std::string_view before) {
    return id.size() != before.size() ? id.size() > before.size() : id > before;
}

/// An open table of row numbers, gone when counted. Of very many ids some are counted at once, by their hash.
std::uint64_t RecordIds::duplicates(std::uint64_t bytes_max) const {
    if (m_is_ascending)
        return 0;
    struct Slot {
        std::uint32_t row_after = 0; ///< 0: free.
        std::uint32_t hash = 0;
    };
    constexpr std::size_t rows_at_once_max = 8'000'000;
    constexpr std::size_t rows_at_once_min = 100'000;
    const auto rows_at_once = std::clamp(bytes_max / (4 * sizeof(Slot)), rows_at_once_min, rows_at_once_max);
    const auto rounds = size() / rows_at_once + 1;
    std::size_t slots = 64;
    while (slots < size() / rounds * 2)
        slots *= 2;
    std::vector<Slot> table;
    std::uint64_t found = 0;
    for (std::size_t round = 0; round < rounds; ++round) {
        table.assign(slots, {});
        for (std::size_t row = 0; row < size(); ++row) {
            const auto id = (*this)[row];
            const std::uint64_t hash = std::hash<std::string_view>()(id);
            const auto tag = static_cast<std::uint32_t>(hash >> 32U);
            if (rounds > 1 && tag % rounds != round)
                continue;
            auto at = hash & (slots - 1);
            while (table[at].row_after != 0 &&
                   (table[at].hash != tag || (*this)[table[at].row_after - 1] != id))
                at = (at + 1) & (slots - 1);
            if (table[at].row_after != 0)
                ++found;
            else
                table[at] = {static_cast<std::uint32_t>(row + 1), tag};
        }
    }
    return found;
}

} // namespace samatcha::app
