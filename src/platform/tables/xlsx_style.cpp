#include "platform/tables/xlsx_style.hpp"

#include "base/partial_date.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdio>

namespace samatcha::tables {

namespace {

/// Excel's day 0 is 30 December 1899 from March 1900 on; 1904's is 1 January of that year.
constexpr std::int32_t excel_epoch_days = -25'569;
constexpr std::int32_t mac_epoch_days = -24'107;
constexpr double serial_max = 2'958'465; ///< 31 December 9999.

/// The code without quoted texts, escaped characters, colours and conditions.
std::string bare_format(std::string_view code) {
    std::string bare;
    for (std::size_t i = 0; i < code.size(); ++i) {
        if (code[i] == '"') {
            i = std::min(code.find('"', i + 1), code.size());
        } else if (code[i] == '\\' || code[i] == '_' || code[i] == '*') {
            ++i;
        } else if (code[i] == '[') {
            const auto close = std::min(code.find(']', i), code.size());
            if (code.substr(i, close - i).find_first_of("hHsS") == 1)
                bare += 'h'; // [h] counts elapsed hours.
            i = close;
        } else if (code[i] == ';') {
            break; // Negative numbers and zero may look otherwise.
        } else {
            bare +=
                code[i] >= 'A' && code[i] <= 'Z' ? static_cast<char>(code[i] - 'A' + 'a') : code[i];
        }
    }
    return bare;
}

std::string date_text(double serial, bool with_time, bool from_1904) {
    auto days = static_cast<std::int32_t>(std::floor(serial));
    auto seconds = static_cast<std::int32_t>(std::lround((serial - days) * 86'400));
    if (seconds == 86'400) {
        ++days;
        seconds = 0;
    }
    // Excel has a 29 February 1900, so that days before it are one off.
    const auto shift = !from_1904 && days < 60 ? 1 : 0;
    auto text =
        to_iso(date_from_days(days + shift + (from_1904 ? mac_epoch_days : excel_epoch_days)));
    if (with_time && seconds != 0) {
        char time[16];
        std::snprintf(time, sizeof time, " %02d:%02d:%02d", seconds / 3600 % 24, seconds / 60 % 60,
                      seconds % 60);
        text += time;
    }
    return text;
}

} // namespace

NumberStyle style_of_format(std::string_view code) {
    using Kind = NumberStyle::Kind;
    const auto bare = bare_format(code);
    if (bare.find("general") != std::string::npos)
        return {};
    const bool thai_date =
        bare.find("ป") != std::string::npos || bare.find("ว") != std::string::npos;
    const bool clock = bare.find_first_of("hs") != std::string::npos;
    if (thai_date || bare.find_first_of("ydb") != std::string::npos ||
        (!clock && bare.find('m') != std::string::npos))
        return {Kind::Date};
    if (clock)
        return {Kind::Time};
    const auto zeros = std::count(bare.begin(), bare.end(), '0');
    if (zeros >= 2 && zeros <= 20 && bare.find_first_not_of("0-/ ()") == std::string::npos)
        return {Kind::Padded, static_cast<std::uint8_t>(zeros)};
    return {};
}

NumberStyle style_of_builtin(int number_format_id) {
    using Kind = NumberStyle::Kind;
    const auto in = [&](int from, int to) {
        return number_format_id >= from && number_format_id <= to;
    };
    if (in(14, 17) || number_format_id == 22 || in(27, 31) || number_format_id == 36 ||
        in(50, 58) || in(71, 74) || number_format_id == 77 || number_format_id == 81)
        return {Kind::Date};
    if (in(18, 21) || in(32, 35) || in(45, 47) || in(75, 76) || in(78, 80))
        return {Kind::Time};
    return {};
}

std::string shown_number(std::string_view stored, NumberStyle style, bool from_1904) {
    using Kind = NumberStyle::Kind;
    const auto digits = static_cast<std::size_t>(
        std::count_if(stored.begin(), stored.end(), [](char c) { return c >= '0' && c <= '9'; }));
    const bool whole = digits > 0 && digits == stored.size();
    if (whole && style.kind == Kind::Plain && digits <= 15)
        return std::string(stored);
    double number = 0;
    const auto [end, status] =
        std::from_chars(stored.data(), stored.data() + stored.size(), number);
    if (status != std::errc{} || end != stored.data() + stored.size() || !std::isfinite(number))
        return std::string(stored);
    if (style.kind == Kind::Date && number >= 1 && number < serial_max + 1)
        return date_text(number, true, from_1904);
    char text[64];
    if (std::floor(number) == number && std::fabs(number) < 1e15)
        std::snprintf(text, sizeof text, "%0*.0f", style.kind == Kind::Padded ? style.width : 1,
                      number);
    else
        std::snprintf(text, sizeof text, "%.15g", number);
    return text;
}

} // namespace samatcha::tables
