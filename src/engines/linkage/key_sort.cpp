#include "engines/linkage/key_sort.hpp"

#include <algorithm>
#include <array>
#include <bit>
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
    // Only the bits in which keys differ, in as few passes as counters near the core allow.
    constexpr unsigned bits_max = 12;
    std::uint64_t differing = 0;
    for (const auto entry : entries)
        differing |= entry ^ entries.front();
    differing >>= 32U;
    if (differing == 0)
        return;
    const auto lowest = static_cast<unsigned>(std::countr_zero(differing));
    const auto width = static_cast<unsigned>(std::bit_width(differing)) - lowest;
    const auto passes = (width + bits_max - 1) / bits_max;
    const auto bits = (width + passes - 1) / passes;
    const auto digits = std::uint64_t{1} << bits;
    std::vector<std::uint64_t> other(entries.size());
    std::span<std::uint64_t> from = entries;
    std::span<std::uint64_t> to = other;
    std::array<std::uint32_t, std::size_t{1} << bits_max> starts; // half the core's cache is left
    for (unsigned pass = 0; pass < passes; ++pass) {
        const auto shift = 32 + lowest + pass * bits;
        std::fill_n(starts.begin(), digits, 0);
        for (const auto entry : from)
            ++starts[entry >> shift & (digits - 1)];
        std::uint32_t start = 0;
        for (std::size_t d = 0; d < digits; ++d)
            start += std::exchange(starts[d], start);
        for (const auto entry : from)
            to[starts[entry >> shift & (digits - 1)]++] = entry;
        std::swap(from, to);
    }
    if (from.data() != entries.data())
        std::copy(from.begin(), from.end(), entries.begin());
}

} // namespace samatcha::linkage
