#include "modules/assembly/printed_number.hpp"

#include "base/thai_months.hpp"

#include <array>

namespace samatcha::assembly {

namespace {

constexpr std::array<std::string_view, 12> english_months{
    "January", "February", "March",     "April",   "May",      "June",
    "July",    "August",   "September", "October", "November", "December"};

} // namespace

std::string in_digits(std::string_view text, documents::Digits digits) {
    if (digits == documents::Digits::Arabic)
        return std::string(text);
    std::string thai;
    for (const char c : text)
        if (c >= '0' && c <= '9') { // U+0E50 to U+0E59
            thai += "\xE0\xB9";
            thai += static_cast<char>(0x90 + (c - '0'));
        } else {
            thai += c;
        }
    return thai;
}

std::string printed_date(const PartialDate& day, Language language, documents::Digits digits) {
    const auto month = static_cast<std::size_t>(day.month - 1);
    const auto written =
        language == Language::Thai
            ? std::to_string(day.day) + " " + std::string(thai_months_full.at(month)) + " พ.ศ. " +
                  std::to_string(buddhist_year(day))
            : std::to_string(day.day) + " " + std::string(english_months.at(month)) + " " +
                  std::to_string(buddhist_year(day) - buddhist_offset);
    return in_digits(written, digits);
}

} // namespace samatcha::assembly
