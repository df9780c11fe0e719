#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace samatcha::tables {

/// How a number in a worksheet is meant, by its cell's number format.
struct NumberStyle {
    enum class Kind : std::uint8_t { Plain, Date, Time, Padded };
    Kind kind = Kind::Plain;
    std::uint8_t width = 0; ///< Digits, of Padded.
    friend bool operator==(const NumberStyle&, const NumberStyle&) = default;
};

/// What a format code says (ECMA-376 part 1, 18.8.31): d/m/yyyy and ว/ด/ปปปป are dates, 00000 pads.
NumberStyle style_of_format(std::string_view code);
/// What a built-in format number says, Thai ones included (18.8.30).
NumberStyle style_of_builtin(int number_format_id);

/// A number as its cell shows it, but never rounded to exponents: 1635201982622, 01234, 2012-08-28.
/// `stored` is returned as it is when it is no number. `from_1904` is the workbook's other
/// calendar.
std::string shown_number(std::string_view stored, NumberStyle style, bool from_1904);

} // namespace samatcha::tables
