#include "engines/linkage/key_sort.hpp"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

namespace samatcha::linkage {

void sort_by_key(std::span<std::uint64_t> entries) {
    if (entries.size() < 256) {
        std::stable_sort(entries.begin(), entries.end(), [](std::uint64_t x, std::uint64_t y) {
            return x >> 32U < y >> 32U;
        });
        return;
    }
    constexpr unsigned bits = 11;
    constexpr std::size_t digits = std::size_t{1} << bits;
    std::uint64_t used = 0;
    for (const auto entry : entries)
        used |= entry;
    std::vector<std::uint64_t> other(entries.size());
    std::span<std::uint64_t> from = entries;
    std::span<std::uint64_t> to = other;
    for (const unsigned shift : {32U, 32U + bits, 32U + 2 * bits}) {
        if ((used >> shift & (digits - 1)) == 0)
            continue;
        std::array<std::size_t, digits> starts{};
        for (const auto entry : from)
            ++starts[entry >> shift & (digits - 1)];
        std::size_t start = 0;
        for (auto& s : starts)
            start += std::exchange(s, start);
        for (const auto entry : from)
            to[starts[entry >> shift & (digits - 1)]++] = entry;
        std::swap(from, to);
    }
    if (from.data() != entries.data())
        std::copy(from.begin(), from.end(), entries.begin());
}

} // namespace samatcha::linkage
