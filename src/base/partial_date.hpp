#pragma once

#include "base/result.hpp"

#include <compare>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace samatcha {

/// A Gregorian date of which only the year, or year and month, may be known. Zero means unknown.
struct PartialDate {
    std::int16_t year_ce = 0;
    std::int8_t month = 0;
    std::int8_t day = 0;

    friend auto operator<=>(const PartialDate&, const PartialDate&) = default;
    bool is_empty() const { return year_ce == 0 && month == 0 && day == 0; }
    bool is_complete() const { return year_ce != 0 && month != 0 && day != 0; }
};

/// Which era and order a column writes, learnt from the column as a whole (date_convention_of).
/// Era::Unknown reads a two-digit year as Buddhist, as Thai registers mean it, unless the month is
/// written in English; DayOrder::Unknown reads day first.
enum class Era { Unknown, Buddhist, Common };
enum class DayOrder { Unknown, DayFirst, MonthFirst, YearFirst };

struct DateConvention {
    Era era = Era::Unknown;
    DayOrder order = DayOrder::Unknown;
    /// Two-digit years fall in the 100 years up to this one. Zero stands for 2026.
    std::int16_t reference_year_ce = 0;

    friend bool operator==(const DateConvention&, const DateConvention&) = default;
};

/// Reads a date as registers write it: 28/08/2555, 2012-08-28, 20120828, 25550828, 10/9/53,
/// 1 พ.ค. 2561, 16 พฤศจิกายน 64, ๒๘/๐๘/๒๕๕๕, 28-ส.ค.-55, 2555, 08/2555, Excel's 41149. A time of day
/// behind the date is left out; a day or month written as 00 is unknown.
/// A year of 2300 or more is Buddhist (C.E. = B.E. - 543) whatever the convention says. 1 January
/// stays 1 January: only a linkage can know that a register writes it for "unknown".
/// Blank text and fillers (-, 00000000, ไม่ทราบ, NULL) give the empty date. Impossible dates (31/02,
/// year 255) fail with InvalidInput and key date.impossible; text that is no date date.unreadable.
Result<PartialDate> parse_date(std::string_view text, const DateConvention& convention = {});

/// Learns era and order from sample cells of one column; what they do not show stays Unknown. The
/// reference year helps to decide the era of two-digit years: the reading nearer to it wins.
DateConvention date_convention_of(std::span<const std::string> samples,
                                  std::int16_t reference_year_ce = 0);
DateConvention date_convention_of(std::span<const std::string_view> samples,
                                  std::int16_t reference_year_ce = 0);

/// 2012-08-28, 2012-08, 2012; empty for the empty date.
std::string to_iso(const PartialDate&);
/// Reads what to_iso writes, and nothing else; fails with InvalidInput, key date.unreadable.
Result<PartialDate> from_iso(std::string_view);

bool is_valid(const PartialDate&); ///< Empty, or in 1800-2200 with a day that exists in its month.
std::int32_t days_since_1970(const PartialDate&); ///< Needs a complete date.
PartialDate date_from_days(std::int32_t days_since_1970);
int buddhist_year(const PartialDate&); ///< C.E. + 543; 0 when the year is unknown.

/// Full years lived on `on`; needs complete dates. Born on 29 February counts on 1 March.
int full_years(const PartialDate& birth, const PartialDate& on);

/// How a date is shown in the Buddhist era: "10 พ.ย. 2566", "พ.ย. 2566", "2566".
/// Empty for the empty date.
std::string thai_short_date(const PartialDate&);

} // namespace samatcha
