#pragma once

#include "engines/linkage/records.hpp"

namespace samatcha::linkage {

// The levels of two different, present values. Numbers are those of level_names().

unsigned name_text_level(const Lexicon&, std::uint32_t a, std::uint32_t b);
unsigned plain_text_level(const Lexicon&, Meaning, std::uint32_t a, std::uint32_t b);
unsigned identifier_text_level(const Lexicon&, std::uint32_t a, std::uint32_t b);
unsigned area_text_level(const Lexicon&, std::uint32_t a, std::uint32_t b);
unsigned words_level(const WordLists&, std::uint32_t a, std::uint32_t b);
unsigned date_level(PackedDate, PackedDate);
/// `spread` is the standard deviation of all the numbers.
unsigned number_level(float a, float b, float spread);

namespace name_levels {
inline constexpr unsigned frequent = 4, key = 5, close = 6, part = 7, similar = 8, swapped = 9, weak = 10,
                          different = 11;
}
namespace guardian_levels {
inline constexpr unsigned both = 1, one = 2, close = 3, one_of_two = 4, similar = 5, different = 6;
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
