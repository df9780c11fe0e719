#include "engines/linkage/similarity.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <vector>

namespace samatcha::linkage {

namespace {

constexpr std::size_t short_max = 64;

/// The number of common letters and of those out of order; texts of at most 64 letters.
struct CommonLetters {
    int common = 0;
    int out_of_order = 0;
};

CommonLetters common_letters(Symbols left, Symbols right) {
    const auto reach = static_cast<std::ptrdiff_t>(
        std::max<std::size_t>(1, std::max(left.size(), right.size()) / 2) - 1);
    std::uint64_t used_left = 0;
    std::uint64_t used_right = 0;
    CommonLetters found;
    const auto size_right = static_cast<std::ptrdiff_t>(right.size());
    for (std::ptrdiff_t i = 0; i < static_cast<std::ptrdiff_t>(left.size()); ++i) {
        const auto end = std::min(size_right, i + reach + 1);
        for (auto j = std::max<std::ptrdiff_t>(0, i - reach); j < end; ++j) {
            if ((used_right >> j & 1U) == 0 &&
                left[static_cast<std::size_t>(i)] == right[static_cast<std::size_t>(j)]) {
                used_left |= std::uint64_t{1} << i;
                used_right |= std::uint64_t{1} << j;
                ++found.common;
                break;
            }
        }
    }
    while (used_left != 0) {
        const auto i = static_cast<std::size_t>(__builtin_ctzll(used_left));
        const auto j = static_cast<std::size_t>(__builtin_ctzll(used_right));
        found.out_of_order += left[i] != right[j];
        used_left &= used_left - 1;
        used_right &= used_right - 1;
    }
    return found;
}

} // namespace

double jaro_winkler(Symbols left, Symbols right) {
    left = left.substr(0, short_max);
    right = right.substr(0, short_max);
    if (left.empty() || right.empty())
        return left == right ? 1 : 0;
    const auto letters = common_letters(left, right);
    if (letters.common == 0)
        return 0;
    const double common = letters.common;
    const double jaro = (common / static_cast<double>(left.size()) +
                         common / static_cast<double>(right.size()) +
                         (common - letters.out_of_order / 2.0) / common) /
                        3.0;
    int prefix = 0;
    while (prefix < 4 && prefix < static_cast<int>(std::min(left.size(), right.size())) &&
           left[static_cast<std::size_t>(prefix)] == right[static_cast<std::size_t>(prefix)])
        ++prefix;
    return jaro + prefix * 0.1 * (1 - jaro);
}

int edit_distance(Symbols left, Symbols right, int limit) {
    left = left.substr(0, short_max);
    right = right.substr(0, short_max);
    while (!left.empty() && !right.empty() && left.front() == right.front()) {
        left.remove_prefix(1);
        right.remove_prefix(1);
    }
    while (!left.empty() && !right.empty() && left.back() == right.back()) {
        left.remove_suffix(1);
        right.remove_suffix(1);
    }
    if (left.size() > right.size())
        std::swap(left, right);
    if (static_cast<int>(right.size() - left.size()) > limit)
        return limit + 1;
    if (left.empty())
        return std::min(static_cast<int>(right.size()), limit + 1);
    std::array<std::array<int, short_max + 1>, 3> rows{};
    auto* before = rows[0].data();
    auto* above = rows[1].data();
    auto* row = rows[2].data();
    for (std::size_t j = 0; j <= left.size(); ++j)
        above[j] = static_cast<int>(j);
    for (std::size_t i = 1; i <= right.size(); ++i) {
        row[0] = static_cast<int>(i);
        int least = row[0];
        for (std::size_t j = 1; j <= left.size(); ++j) {
            int cost = std::min({above[j] + 1, row[j - 1] + 1,
                                 above[j - 1] + (left[j - 1] != right[i - 1])});
            if (i > 1 && j > 1 && left[j - 1] == right[i - 2] && left[j - 2] == right[i - 1])
                cost = std::min(cost, before[j - 2] + 1);
            row[j] = cost;
            least = std::min(least, cost);
        }
        if (least > limit)
            return limit + 1;
        std::swap(before, above);
        std::swap(above, row);
    }
    return std::min(above[left.size()], limit + 1);
}

std::uint64_t letter_mask(Symbols text) {
    std::uint64_t mask = 0;
    for (const auto c : text)
        mask |= std::uint64_t{1} << (c & 63U);
    return mask;
}

} // namespace samatcha::linkage
