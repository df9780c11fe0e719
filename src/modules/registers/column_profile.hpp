#pragma once

#include "modules/area/gazetteer.hpp"

#include <cstddef>
#include <span>
#include <string_view>

namespace samatcha::registers {

/// What a column's values look like, counted over a sample. No dictionary of names is needed.
struct ColumnProfile {
    std::size_t values = 0; ///< That are neither empty nor fillers; the counts below are of these.
    std::size_t distinct = 0;
    std::size_t citizen_ids = 0;     ///< 13 digits whose check digit is right.
    std::size_t thirteen_digits = 0; ///< Right or wrong.
    std::size_t g_codes = 0;
    std::size_t passports = 0; ///< Letters and digits like one.
    std::size_t dates = 0; ///< With a day, a month and a year that could be a birth or an entry.
    std::size_t january_first = 0;
    std::size_t titles_alone = 0; ///< ด.ช. and nothing else.
    std::size_t titles_glued = 0; ///< ด.ช.สมชาย.
    std::size_t sexes = 0;
    std::size_t subdistrict_codes = 0; ///< Six digits (or a village's eight) that exist.
    std::size_t postcodes = 0;         ///< Five digits that some subdistrict has.
    std::size_t phones = 0;
    std::size_t grades = 0;
    std::size_t small_numbers = 0; ///< 1 to 99.
    std::size_t numbers = 0;       ///< Digits only.
    std::size_t house_numbers = 0; ///< 88, 12/3, with at least one slash among the column's.
    std::size_t words_thai = 0;    ///< One word in Thai letters.
    std::size_t names_thai = 0;    ///< Two words or more in Thai letters.

    double share(std::size_t count) const {
        return values == 0 ? 0 : static_cast<double>(count) / static_cast<double>(values);
    }
};

ColumnProfile profile_of(std::span<const std::string_view> sample, const area::Gazetteer&);

} // namespace samatcha::registers
