#include "engines/linkage/level_rules.hpp"

#include "engines/linkage/latin_name.hpp"
#include "engines/linkage/letters.hpp"
#include "engines/linkage/typing_distance.hpp"
#include "engines/linkage/values.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>

namespace samatcha::linkage {

namespace {

bool is_part_of(Symbols a, Symbols b) {
    if (a.size() > b.size())
        std::swap(a, b);
    return b.starts_with(a) || (a.size() >= 4 && b.ends_with(a));
}

int digits_that_differ(Symbols a, Symbols b) {
    int count = 0;
    for (std::size_t i = 0; i < a.size(); ++i)
        count += a[i] != b[i];
    return count;
}

bool is_letter(char16_t c) { return c > '9'; }

/// One word stands for the other: equal, abbreviated, or one letter wrong.
double word_likeness(const Lexicon& words, std::uint32_t a, std::uint32_t b) {
    if (a == b)
        return 1;
    const auto x = words.text(a);
    const auto y = words.text(b);
    const auto shorter = std::min(x.size(), y.size());
    if (x[0] != y[0] && __builtin_popcountll(words.mask(a) ^ words.mask(b)) > 2)
        return 0;
    if (shorter == 1 && !(x[0] >= '0' && x[0] <= '9'))
        return x[0] == y[0] ? 0.5 : 0;
    if (!is_letter(x[0]) || !is_letter(y[0]))
        return 0;
    if (shorter >= 3 && (x.starts_with(y) || y.starts_with(x)))
        return 0.85;
    if (shorter >= 4 && edit_distance(x, y, 1) <= 1)
        return 0.85;
    return shorter >= 5 && jaro_winkler(x, y) >= 0.92 ? 0.75 : 0;
}

} // namespace

namespace {

/// What the masks of two texts' letters say before the letters are looked at.
struct MaskBound {
    int edits = 0;       ///< The distance has no fewer.
    double likeness = 1; ///< jaro_winkler() says no more.
};

MaskBound mask_bound(Symbols x, Symbols y, std::uint64_t mask_x, std::uint64_t mask_y) {
    constexpr std::size_t length_max = 64;
    if (x.empty() || y.empty() || x.size() > length_max || y.size() > length_max)
        return {};
    const auto only_x = static_cast<std::size_t>(__builtin_popcountll(mask_x & ~mask_y));
    const auto only_y = static_cast<std::size_t>(__builtin_popcountll(mask_y & ~mask_x));
    const auto common = static_cast<double>(std::min(x.size() - only_x, y.size() - only_y));
    std::size_t prefix = 0;
    while (prefix < 4 && prefix < std::min(x.size(), y.size()) && x[prefix] == y[prefix])
        ++prefix;
    const double jaro =
        (common / static_cast<double>(x.size()) + common / static_cast<double>(y.size()) + 1) / 3;
    return {static_cast<int>(std::max(only_x, only_y)), jaro + 0.1 * static_cast<double>(prefix) * (1 - jaro)};
}

/// Parts stand in another order: the letters are the same, and so are most of their pairs.
bool has_parts_exchanged(Symbols x, Symbols y, std::uint64_t mask_x, std::uint64_t mask_y) {
    return std::min(x.size(), y.size()) >= 6 && __builtin_popcountll(mask_x ^ mask_y) <= 2 &&
           letter_pair_likeness(x, y) >= 0.6;
}

/// A name in Thai letters and one in Latin, as in a passport: by what both sound like in Latin.
unsigned level_across_scripts(Symbols x, Symbols y) {
    using namespace name_levels;
    const auto left = latin_key(x);
    const auto right = latin_key(y);
    if (left.empty() || right.empty())
        return different;
    if (left == right)
        return other_script;
    return std::min(left.size(), right.size()) >= 4 && edit_distance(left, right, 1) <= 1 ? similar : different;
}

/// One letter stands in the place of its neighbour on the keyboard, as written or but for tone marks and the like.
bool is_slip(const Lexicon& names, std::uint32_t a, std::uint32_t b) {
    return typing_distance(names.text(a), names.text(b), 1) <= 1 ||
           typing_distance(names.key(a), names.key(b), 1) <= 1;
}

} // namespace

unsigned name_text_level(const Lexicon& names, std::uint32_t a, std::uint32_t b) {
    using namespace name_levels;
    if (names.keys_equal(a, b))
        return key;
    const auto first_x = names.text(a)[0];
    const auto first_y = names.text(b)[0];
    if ((is_thai(first_x) && is_latin(first_y)) || (is_latin(first_x) && is_thai(first_y)))
        return level_across_scripts(names.text(a), names.text(b));
    if ((names.mask(a) & names.mask(b)) == 0)
        return different;
    const auto x = names.key(a);
    const auto y = names.key(b);
    const auto shorter = std::min(x.size(), y.size());
    const auto longer = std::max(x.size(), y.size());
    const auto bound = mask_bound(x, y, names.mask(a), names.mask(b));
    if (bound.likeness < 0.75 && bound.edits > 2 && !is_part_of(x, y))
        return different;
    if (is_thai(first_x) && is_thai(first_y) && longer >= 4 && bound.edits <= 1 && is_slip(names, a, b))
        return neighbouring_key;
    const double likeness = jaro_winkler(x, y);
    if (longer >= 4 && bound.edits <= 1 && edit_distance(x, y, 1) <= 1)
        return close;
    if (likeness >= 0.93 && shorter * 4 >= longer * 3)
        return close;
    if (names.sound(a) == names.sound(b) && likeness >= 0.85)
        return close;
    if (is_part_of(x, y))
        return part;
    if (likeness >= 0.85 || (shorter >= 5 && bound.edits <= 2 && edit_distance(x, y, 2) <= 2))
        return similar;
    if (has_parts_exchanged(x, y, names.mask(a), names.mask(b)))
        return similar;
    return likeness >= 0.75 ? weak : different;
}

unsigned plain_text_level(const Lexicon& texts, Meaning meaning, std::uint32_t a, std::uint32_t b) {
    using namespace text_levels;
    if (texts.keys_equal(a, b) && meaning != Meaning::Postcode && meaning != Meaning::Phone)
        return close;
    const auto x = texts.text(a);
    const auto y = texts.text(b);
    const auto shorter = std::min(x.size(), y.size());
    const auto bound = mask_bound(x, y, texts.mask(a), texts.mask(b));
    if (shorter >= 3 && bound.edits <= 1 && edit_distance(x, y, 1) <= 1)
        return close;
    if (meaning == Meaning::Email) {
        const auto user_x = x.substr(0, x.find(u'@'));
        const auto user_y = y.substr(0, y.find(u'@'));
        if (user_x == user_y && user_x.size() >= 4)
            return close;
    }
    std::size_t common = 0;
    while (common < shorter && x[common] == y[common])
        ++common;
    if (meaning == Meaning::Postcode || meaning == Meaning::Phone)
        return common * 2 >= std::max(x.size(), y.size())  ? part
               : shorter >= 5 && bound.edits <= 2 && edit_distance(x, y, 2) <= 2 ? similar
                                                             : different;
    const double likeness = bound.likeness < 0.85 ? 0 : jaro_winkler(x, y);
    if (shorter >= 6 && likeness >= 0.93)
        return close;
    if (shorter >= 3 && is_part_of(x, y))
        return part;
    return likeness >= 0.85 ? similar : different;
}

unsigned letter_pair_level(FieldKind kind, const Lexicon& texts, std::uint32_t a, std::uint32_t b) {
    const bool is_name = kind == FieldKind::Name;
    const double likeness = letter_pair_likeness(texts.text(a), texts.text(b));
    if (likeness >= 2.0 / 3)
        return is_name ? name_levels::close : text_levels::close;
    if (likeness >= 0.5)
        return is_name ? name_levels::similar : text_levels::similar;
    if (is_name)
        return likeness >= 1.0 / 3 ? name_levels::weak : name_levels::different;
    return text_levels::different;
}

/// A citizen number and a school's G-code of one child never agree: the pair then tells nothing.
unsigned identifier_text_level(const IdentifierLexicon& ids, std::uint32_t a, std::uint32_t b) {
    IdentifierLexicon::Letters letters_x;
    IdentifierLexicon::Letters letters_y;
    const auto x = ids.text(a, letters_x);
    const auto y = ids.text(b, letters_y);
    if (is_letter(x[0]) != is_letter(y[0]))
        return 0;
    const auto distance = edit_distance(x, y, 2);
    if (distance <= 1)
        return 2;
    if (distance <= 2 || (x.size() == y.size() && x.size() >= 9 && digits_that_differ(x, y) <= 3))
        return 3;
    return identifier_levels::different;
}

unsigned area_text_level(const Lexicon& areas, std::uint32_t a, std::uint32_t b) {
    const auto x = areas.text(a);
    const auto y = areas.text(b);
    const auto shorter = std::min(x.size(), y.size());
    std::size_t common = 0;
    while (common < shorter && x[common] == y[common])
        ++common;
    if (common == shorter && common >= 4)
        return 5; // a wider area that holds the other
    if (common >= 4)
        return 6;
    return common >= 2 ? 7 : 8;
}

unsigned words_level(const WordLists& lists, std::uint32_t a, std::uint32_t b) {
    const auto left = lists.of(a);
    const auto right = lists.of(b);
    double common = 0;
    double all_left = 0;
    double all_right = 0;
    std::uint64_t used = 0;
    for (const auto w : right)
        all_right += lists.weights[w];
    for (const auto w : left) {
        all_left += lists.weights[w];
        const auto found = std::lower_bound(right.begin(), right.end(), w);
        if (found != right.end() && *found == w) {
            common += lists.weights[w];
            if (found - right.begin() < 64)
                used |= std::uint64_t{1} << (found - right.begin());
            continue;
        }
        double best = 0;
        std::size_t best_at = 64;
        for (std::size_t j = 0; j < right.size() && j < 64; ++j) {
            if ((used >> j & 1U) != 0 || std::binary_search(left.begin(), left.end(), right[j]))
                continue;
            const double gain = word_likeness(lists.words, w, right[j]) *
                                std::min(lists.weights[w], lists.weights[right[j]]);
            if (gain > best) {
                best = gain;
                best_at = j;
            }
        }
        if (best_at < 64) {
            common += best;
            used |= std::uint64_t{1} << best_at;
        }
    }
    // Between Jaccard, which a missing half ruins, and containment, which a single word satisfies.
    const double united = all_left + all_right - common;
    const double jaccard = united > 0 ? common / united : 0;
    const double contained = common / std::max(1e-9, std::min(all_left, all_right));
    const double likeness = 0.6 * jaccard + 0.4 * contained;
    static constexpr std::array<double, 8> bounds = {0.92, 0.8, 0.68, 0.56, 0.44, 0.32, 0.2, 0.08};
    unsigned level = 2;
    for (const auto bound : bounds) {
        if (likeness >= bound)
            return level;
        ++level;
    }
    return level;
}

unsigned date_level(PackedDate a, PackedDate b) {
    using namespace date_levels;
    const auto is_year_only = [](PackedDate d) {
        return d.month() == 0 || (d.month() == 1 && d.day() <= 1);
    };
    if (a.bits == b.bits)
        return is_year_only(a) ? exact_first_january : exact;
    const bool same_year = a.year() == b.year();
    const bool same_month = a.month() == b.month();
    const bool same_day = a.day() == b.day();
    if (same_year && (is_year_only(a) || is_year_only(b)))
        return year_only;
    if (same_year && a.month() == b.day() && a.day() == b.month())
        return swapped;
    const auto apart = static_cast<unsigned>(std::abs(static_cast<int>(a.year()) - static_cast<int>(b.year())));
    const auto alike = [](unsigned x, unsigned y) { // one digit wrong, or the two exchanged
        return x / 10 == y / 10 || x % 10 == y % 10 || (x / 10 == y % 10 && x % 10 == y / 10);
    };
    if (same_month && same_day)
        return apart == 1 || apart == 10 || apart % 100 == 0 ||
                       (a.year() / 100 == b.year() / 100 && alike(a.year() % 100, b.year() % 100))
                   ? close
                   : month_day;
    if (same_year && same_month)
        return alike(a.day(), b.day()) ? close : year_month;
    if (same_year && same_day)
        return alike(a.month(), b.month()) ? close : year_day;
    if (same_year)
        return year;
    return apart <= 1 ? near_year : different;
}

unsigned point_level(std::uint32_t a, std::uint32_t b) {
    if (a == b)
        return 1;
    const auto apart = kilometres_between(a, b);
    return apart <= 2 ? 2 : apart <= 10 ? 3 : apart <= 50 ? 4 : 5;
}

unsigned number_level(float a, float b, float spread) {
    const float apart = std::abs(a - b);
    if (a == b)
        return 1;
    if (apart <= 0.1F * spread || (apart <= 1 && spread > 2))
        return 2;
    return apart <= 0.5F * spread ? 3 : 4;
}

} // namespace samatcha::linkage
