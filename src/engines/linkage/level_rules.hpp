#pragma once

#include "engines/linkage/identifier_lexicon.hpp"
#include "engines/linkage/records.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

namespace samatcha::linkage {

/// How alike two texts must at least be for anything but "different".
struct Likeness {
    unsigned edits; ///< Or so many edits away.
    /// By letters that both begin with, up to four: below this, times the product of the lengths, the
    /// common letters times the sum of the lengths make jaro_winkler() too low.
    std::array<float, 5> common;
};
inline constexpr Likeness name_likeness{2, {1.25F, 1.1666F, 1.0625F, 0.9285F, 0.75F}};  // .75
inline constexpr Likeness text_likeness{1, {1.55F, 1.5F, 1.4375F, 1.3571F, 1.25F}};     // .85

/// What the outlines of two texts say of each other.
struct Glance {
    bool is_telling = false;         ///< False: one is long, or they are of two scripts; look closely.
    unsigned only_x = 0, only_y = 0; ///< Letters that the other lacks; so many edits at least.
    unsigned prefix = 0;             ///< Letters that both begin with, up to four.
};

inline Glance glance_at(const Lexicon::Outline& x, const Lexicon::Outline& y) {
    if (x.length == 0 || y.length == 0 || x.script != y.script)
        return {};
    const auto unlike = x.letters ^ y.letters;
    const auto alike = unlike == 0 ? 4U : static_cast<unsigned>(__builtin_ctz(unlike)) / 8;
    return {true, static_cast<unsigned>(__builtin_popcountll(x.mask & ~y.mask)),
            static_cast<unsigned>(__builtin_popcountll(y.mask & ~x.mask)),
            std::min({alike, unsigned{x.length}, unsigned{y.length}})};
}

/// True only if the two are different beyond doubt: most pairs of a block that shares something else
/// are, and no more need be looked at.
inline bool surely_different(const Lexicon::Outline& x, const Lexicon::Outline& y, const Likeness& likeness) {
    const auto glance = glance_at(x, y);
    // A text that has all the other's letters may be a part of it.
    if (!glance.is_telling || glance.only_x == 0 || glance.only_y == 0 ||
        std::max(glance.only_x, glance.only_y) <= likeness.edits)
        return false;
    const auto common = std::min(x.length - glance.only_x, y.length - glance.only_y);
    return static_cast<float>(common * (x.length + y.length)) <
           likeness.common[glance.prefix] * static_cast<float>(x.length * y.length);
}

/// The same for postcodes and telephone numbers, which are alike by their beginning or by two edits.
inline bool codes_surely_different(const Lexicon::Outline& x, const Lexicon::Outline& y) {
    const auto glance = glance_at(x, y);
    return glance.is_telling && glance.prefix < 4 && std::max(glance.only_x, glance.only_y) > 2 &&
           glance.prefix * 2 < std::max(x.length, y.length);
}

/// True only if two numbers of one length (IdentifierLexicon::digits) are more than two edits apart, and more than three of
/// their digits differ. Two edits touch four fifths of a number at most, exchanged neighbours being in two of them:
/// one fifth would be whole, where it was or a place beside.
inline bool numbers_surely_different(std::uint64_t x, std::uint64_t y) {
    if (x == 0 || y == 0 || ((x ^ y) >> 60U) != 0)
        return false;
    const auto unlike = x ^ y;
    constexpr std::uint64_t ones = 0x0111111111111111ULL;
    const auto places = (unlike | unlike >> 1U | unlike >> 2U | unlike >> 3U) & ones;
    if (__builtin_popcountll(places) <= 3)
        return false;
    const auto count = static_cast<unsigned>(x >> 60U);
    for (unsigned fifth = 0; fifth < 5; ++fifth) {
        const auto begin = 4 * (count * fifth / 5);
        const auto end = 4 * (count * (fifth + 1) / 5);
        const auto part = (std::uint64_t{1} << end) - (std::uint64_t{1} << begin);
        if ((unlike & part) == 0 || ((x ^ y << 4U) & part) == 0 || ((x ^ y >> 4U) & part) == 0)
            return false;
    }
    return true;
}

// The levels of two different, present values. Numbers are those of level_names().

unsigned name_text_level(const Lexicon&, std::uint32_t a, std::uint32_t b);
unsigned plain_text_level(const Lexicon&, Meaning, std::uint32_t a, std::uint32_t b);
/// Of names and texts that are to be compared by letter_pair_likeness() alone.
unsigned letter_pair_level(FieldKind, const Lexicon&, std::uint32_t a, std::uint32_t b);
unsigned identifier_text_level(const IdentifierLexicon&, std::uint32_t a, std::uint32_t b);
unsigned area_text_level(const Lexicon&, std::uint32_t a, std::uint32_t b);
unsigned words_level(const WordLists&, std::uint32_t a, std::uint32_t b);
unsigned date_level(PackedDate, PackedDate);
/// `spread` is the standard deviation of all the numbers.
unsigned number_level(float a, float b, float spread);
unsigned point_level(std::uint32_t a, std::uint32_t b);

namespace name_levels {
inline constexpr unsigned frequent = 4, key = 5, neighbouring_key = 6, close = 7, other_script = 8, part = 9,
                          similar = 10, swapped = 11, weak = 12, different = 13;
}
namespace guardian_levels {
inline constexpr unsigned both = 1, one = 2, close = 3, one_of_two = 4, similar = 5, different = 6;
}
namespace identifier_levels {
inline constexpr unsigned different = 4;
}
namespace date_levels {
inline constexpr unsigned exact = 1, exact_first_january = 2, swapped = 3, close = 4, year_only = 5,
                          year_month = 6, year_day = 7, month_day = 8, year = 9, near_year = 10,
                          different = 11;
}
namespace text_levels {
inline constexpr unsigned frequent = 4, close = 5, part = 6, similar = 7, different = 8;
}

} // namespace samatcha::linkage
