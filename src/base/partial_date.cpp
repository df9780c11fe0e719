#include "base/partial_date.hpp"

#include "base/thai_months.hpp"

#include <array>
#include <chrono>

namespace samatcha {

namespace {

int days_in_month(int year_ce, int month) {
    static constexpr std::array<int, 13> days{0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    const bool leap = (year_ce % 4 == 0 && year_ce % 100 != 0) || year_ce % 400 == 0;
    return month == 2 && !leap ? 28 : days[static_cast<std::size_t>(month)];
}

void append_padded(std::string& out, int value, int width) {
    std::array<char, 8> digits{};
    for (int i = width; i-- > 0; value /= 10)
        digits[static_cast<std::size_t>(i)] = static_cast<char>('0' + value % 10);
    out.append(digits.data(), static_cast<std::size_t>(width));
}

} // namespace

std::string to_iso(const PartialDate& date) {
    std::string out;
    if (date.year_ce == 0)
        return out;
    append_padded(out, date.year_ce, 4);
    if (date.month == 0)
        return out;
    append_padded(out += '-', date.month, 2);
    if (date.day != 0)
        append_padded(out += '-', date.day, 2);
    return out;
}

Result<PartialDate> from_iso(std::string_view text) {
    if (text.empty())
        return PartialDate{};
    if (text.size() != 4 && text.size() != 7 && text.size() != 10)
        return failure(ErrorCode::InvalidInput, "date.unreadable");
    int parts[3] = {0, 0, 0};
    std::size_t part = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (i == 4 || i == 7) {
            if (text[i] != '-')
                return failure(ErrorCode::InvalidInput, "date.unreadable");
            ++part;
        } else if (text[i] < '0' || text[i] > '9') {
            return failure(ErrorCode::InvalidInput, "date.unreadable");
        } else {
            parts[part] = parts[part] * 10 + (text[i] - '0');
        }
    }
    const PartialDate date{static_cast<std::int16_t>(parts[0]), static_cast<std::int8_t>(parts[1]),
                           static_cast<std::int8_t>(parts[2])};
    if (date.is_empty() || !is_valid(date) || (text.size() > 4 && date.month == 0) ||
        (text.size() > 7 && date.day == 0))
        return failure(ErrorCode::InvalidInput, "date.unreadable");
    return date;
}

bool is_valid(const PartialDate& date) {
    if (date.is_empty())
        return true;
    if (date.year_ce < year_min_ce || date.year_ce > year_max_ce || date.month < 0 ||
        date.month > 12 || date.day < 0)
        return false;
    return date.day == 0 ||
           (date.month != 0 && date.day <= days_in_month(date.year_ce, date.month));
}

std::int32_t days_since_1970(const PartialDate& date) {
    using namespace std::chrono;
    const year_month_day day{year{date.year_ce}, month{static_cast<unsigned>(date.month)},
                             std::chrono::day{static_cast<unsigned>(date.day)}};
    return static_cast<std::int32_t>(sys_days{day}.time_since_epoch().count());
}

PartialDate date_from_days(std::int32_t days_since_1970) {
    using namespace std::chrono;
    const year_month_day day{sys_days{days{days_since_1970}}};
    return {static_cast<std::int16_t>(static_cast<int>(day.year())),
            static_cast<std::int8_t>(static_cast<unsigned>(day.month())),
            static_cast<std::int8_t>(static_cast<unsigned>(day.day()))};
}

int buddhist_year(const PartialDate& date) {
    return date.year_ce == 0 ? 0 : date.year_ce + buddhist_offset;
}

int full_years(const PartialDate& birth, const PartialDate& on) {
    // Compared month by month, a child of 29 February is older from 1 March in a common year.
    const bool before_birthday =
        on.month != birth.month ? on.month < birth.month : on.day < birth.day;
    return on.year_ce - birth.year_ce - (before_birthday ? 1 : 0);
}

std::string thai_short_date(const PartialDate& date) {
    std::string out;
    if (date.day != 0)
        out += std::to_string(date.day) + ' ';
    if (date.month != 0)
        out.append(thai_months_short[static_cast<std::size_t>(date.month - 1)]) += ' ';
    return date.year_ce == 0 ? std::string{} : out + std::to_string(buddhist_year(date));
}

} // namespace samatcha
