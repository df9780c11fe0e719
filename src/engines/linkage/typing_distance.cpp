#include "engines/linkage/typing_distance.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

namespace samatcha::linkage {

namespace {

using TypedText = std::u16string_view;

constexpr std::size_t typed_max = 64;
constexpr std::size_t thai_letters = 128;

/// A row of the Kedmanee keyboard, plain and with shift; a blank is a key that is not of a name.
struct KeyboardRow {
    int begin; ///< Of its first key, in quarters of a key: each row stands a little to the right of the one above.
    TypedText plain, shifted;
};
constexpr std::array<KeyboardRow, 4> kedmanee = {{
    {0, u"ๅ  ภถ\u0E38\u0E36คตจขช", u"     \u0E39      "},
    {2, u"ๆไำพะ\u0E31\u0E35รนยบลฃ", u"  ฎฑธ\u0E4D\u0E4Aณฯญฐ ฅ"},
    {3, u"ฟหกดเ\u0E49\u0E48าสวง", u"ฤฆฏโฌ\u0E47\u0E4Bษศซ "},
    {5, u"ผปแอ\u0E34\u0E37ทมใฝ", u"  ฉฮ\u0E3A\u0E4C ฒฬฦ"},
}};

/// For each Thai letter the others that a finger may hit instead, a bit for each: the other letter of its key, and those
/// of the keys that touch it.
class Neighbours {
public:
    constexpr Neighbours() {
        for (int row = 0; row < 4; ++row)
            for (int key = 0; key < keys_of(row); ++key)
                for (int other_row = row; other_row < std::min(row + 2, 4); ++other_row)
                    for (int other = 0; other < keys_of(other_row); ++other)
                        if (touch(row, key, other_row, other))
                            link(row, key, other_row, other);
    }
    constexpr bool are(char16_t a, char16_t b) const {
        const auto x = static_cast<unsigned>(a - 0x0E00);
        const auto y = static_cast<unsigned>(b - 0x0E00);
        return x < thai_letters && y < thai_letters && (m_bits[x][y / 64] >> (y % 64) & 1U) != 0;
    }

private:
    static constexpr const KeyboardRow& at(int row) { return kedmanee[static_cast<std::size_t>(row)]; }
    static constexpr int keys_of(int row) { return static_cast<int>(at(row).plain.size()); }
    static constexpr bool touch(int row, int key, int other_row, int other) {
        const int apart = at(row).begin + 4 * key - at(other_row).begin - 4 * other;
        return row == other_row ? apart >= -4 && apart <= 4 : apart > -3 && apart < 3;
    }
    constexpr void link(int row, int key, int other_row, int other) {
        for (const auto a : {at(row).plain, at(row).shifted})
            for (const auto b : {at(other_row).plain, at(other_row).shifted})
                link(a[static_cast<std::size_t>(key)], b[static_cast<std::size_t>(other)]);
    }
    constexpr void link(char16_t a, char16_t b) {
        if (a == u' ' || b == u' ')
            return;
        const auto x = static_cast<unsigned>(a - 0x0E00);
        const auto y = static_cast<unsigned>(b - 0x0E00);
        m_bits[x][y / 64] |= std::uint64_t{1} << (y % 64);
        m_bits[y][x / 64] |= std::uint64_t{1} << (x % 64);
    }

    std::array<std::array<std::uint64_t, 2>, thai_letters> m_bits{};
};

constexpr Neighbours neighbours;

int cost_of_change(char16_t a, char16_t b) { return a == b ? 0 : neighbours.are(a, b) ? 1 : 2; }
/// Of leaving it out or putting it in.
int cost_of_letter(char16_t c) { return c >= 0x0E47 && c <= 0x0E4C ? 1 : 2; }

} // namespace

int typing_distance(TypedText left, TypedText right, int limit) {
    left = left.substr(0, typed_max);
    right = right.substr(0, typed_max);
    if (left.size() > right.size())
        std::swap(left, right);
    const auto beyond = limit + 1;
    const auto m = static_cast<int>(left.size());
    const auto n = static_cast<int>(right.size());
    if (n - m > limit)
        return beyond;
    const auto at = [](TypedText text, int i) { return text[static_cast<std::size_t>(i)]; };
    // A cell off the band is further than the limit: each letter out of step costs at least one.
    std::array<std::array<int, typed_max + 1>, 3> rows;
    for (auto& row : rows)
        row.fill(beyond);
    auto* before = rows[0].data();
    auto* above = rows[1].data();
    auto* row = rows[2].data();
    above[0] = 0;
    for (int j = 1; j <= std::min(m, limit); ++j)
        above[j] = std::min(beyond, above[j - 1] + cost_of_letter(at(left, j - 1)));
    for (int i = 1; i <= n; ++i) {
        const int first = std::max(0, i - limit);
        const int last = std::min(m, i + limit);
        const auto c = at(right, i - 1);
        int least = beyond;
        if (first > 0)
            row[first - 1] = beyond;
        for (int j = first; j <= last; ++j) {
            int cost = above[j] + cost_of_letter(c);
            if (j > 0) {
                const auto d = at(left, j - 1);
                cost = std::min({cost, row[j - 1] + cost_of_letter(d), above[j - 1] + cost_of_change(c, d)});
                if (i > 1 && j > 1 && c == at(left, j - 2) && d == at(right, i - 2))
                    cost = std::min(cost, before[j - 2] + 2);
            }
            row[j] = std::min(beyond, cost);
            least = std::min(least, row[j]);
        }
        if (last < m)
            row[last + 1] = beyond;
        if (least > limit)
            return beyond;
        std::swap(before, above);
        std::swap(above, row);
    }
    return above[m];
}

} // namespace samatcha::linkage
