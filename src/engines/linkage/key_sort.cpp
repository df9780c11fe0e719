#include "engines/linkage/key_sort.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace samatcha::linkage {

void sort_by_key(std::vector<std::uint64_t>& entries) {
    if (entries.size() < 256) {
        std::stable_sort(entries.begin(), entries.end(), [](std::uint64_t x, std::uint64_t y) {
            return x >> 32U < y >> 32U;
        });
        return;
    }
    std::vector<std::uint64_t> other(entries.size());
    for (const unsigned shift : {32U, 43U, 54U}) {
        std::array<std::size_t, 2048> starts{};
        for (const auto entry : entries)
            ++starts[entry >> shift & 2047U];
        std::size_t start = 0;
        for (auto& s : starts)
            start += std::exchange(s, start);
        for (const auto entry : entries)
            other[starts[entry >> shift & 2047U]++] = entry;
        entries.swap(other);
    }
}

} // namespace samatcha::linkage
