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

/// Where each letter stands in a text of at most 64, a bit for each place.
class LetterPlaces {
public:
    explicit LetterPlaces(Symbols text) : m_text(text) {
        for (std::size_t i = 0; i < text.size() && m_is_plain; ++i) {
            const auto slot = text[i] & slot_mask;
            m_is_plain = m_places[slot] == 0 || m_letters[slot] == text[i];
            m_places[slot] |= std::uint64_t{1} << i;
            m_letters[slot] = text[i];
        }
    }

    std::uint64_t of(char16_t letter) const {
        if (m_is_plain)
            return m_places[letter & slot_mask] != 0 && m_letters[letter & slot_mask] == letter
                       ? m_places[letter & slot_mask]
                       : 0;
        std::uint64_t places = 0;
        for (std::size_t i = 0; i < m_text.size(); ++i)
            places |= std::uint64_t{m_text[i] == letter} << i;
        return places;
    }

private:
    static constexpr std::size_t slot_mask = 127; ///< Letters of one script have slots of their own.
    Symbols m_text;
    bool m_is_plain = true; ///< No two letters share a slot.
    std::array<std::uint64_t, slot_mask + 1> m_places{};
    std::array<char16_t, slot_mask + 1> m_letters;
};

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

/// Optimal string alignment in words of bits (Hyyro 2003, "A bit-vector algorithm for computing
/// Levenshtein and Damerau edit distances").
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
    const LetterPlaces places(left);
    const std::uint64_t last = std::uint64_t{1} << (left.size() - 1);
    std::uint64_t up = ~std::uint64_t{0};
    std::uint64_t down = 0;
    std::uint64_t diagonal = 0;
    std::uint64_t before = 0;
    auto distance = static_cast<int>(left.size());
    for (std::size_t j = 0; j < right.size(); ++j) {
        const auto same = places.of(right[j]);
        const auto exchanged = ((~diagonal & same) << 1U) & before;
        diagonal = (((same & up) + up) ^ up) | same | down | exchanged;
        auto right_up = down | ~(diagonal | up);
        auto right_down = diagonal & up;
        distance += (right_up & last) != 0;
        distance -= (right_down & last) != 0;
        // Each letter still to come can lower it by one at most.
        if (distance - static_cast<int>(right.size() - j - 1) > limit)
            return limit + 1;
        right_up = right_up << 1U | 1U;
        right_down <<= 1U;
        up = right_down | ~(diagonal | right_up);
        down = right_up & diagonal;
        before = same;
    }
    return std::min(distance, limit + 1);
}

double letter_pair_likeness(Symbols left, Symbols right) {
    using Pairs = std::array<std::uint32_t, short_max + 1>;
    const auto pairs_of = [](Symbols text, Pairs& pairs) {
        for (std::size_t i = 0; i <= text.size(); ++i)
            pairs[i] = (i == 0 ? 0U : std::uint32_t{text[i - 1]} << 16U) | (i == text.size() ? 0U : text[i]);
        const auto end = pairs.begin() + static_cast<std::ptrdiff_t>(text.size()) + 1;
        std::sort(pairs.begin(), end);
        return end;
    };
    left = left.substr(0, short_max);
    right = right.substr(0, short_max);
    if (left.empty() || right.empty())
        return left == right ? 1 : 0;
    Pairs of_left;
    Pairs of_right;
    const auto end_left = pairs_of(left, of_left);
    const auto end_right = pairs_of(right, of_right);
    std::size_t common = 0;
    for (auto x = of_left.begin(), y = of_right.begin(); x != end_left && y != end_right;) {
        common += *x == *y;
        const auto is_before = *x <= *y;
        y += *y <= *x;
        x += is_before;
    }
    return static_cast<double>(common) / static_cast<double>(left.size() + right.size() + 2 - common);
}

std::uint64_t letter_mask(Symbols text) {
    std::uint64_t mask = 0;
    for (const auto c : text)
        mask |= std::uint64_t{1} << (c & 63U);
    return mask;
}

} // namespace samatcha::linkage
