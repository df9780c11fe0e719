#pragma once

// The time of day in Thailand, which has one zone and no summer time.

#include "base/clock.hpp"
#include "base/partial_date.hpp"

namespace samatcha {

inline constexpr std::int64_t ms_in_minute = 60'000;
inline constexpr std::int64_t ms_in_day = 24 * 60 * ms_in_minute;
inline constexpr std::int64_t thailand_ahead_ms = 7 * 60 * ms_in_minute;

inline std::int32_t day_in_thailand(Instant at) {
    const auto local = at.unix_ms + thailand_ahead_ms;
    return static_cast<std::int32_t>((local >= 0 ? local : local - ms_in_day + 1) / ms_in_day);
}

inline PartialDate date_in_thailand(Instant at) { return date_from_days(day_in_thailand(at)); }

/// Minutes since midnight.
inline int minute_in_thailand(Instant at) {
    const auto begun = day_in_thailand(at) * ms_in_day - thailand_ahead_ms;
    return static_cast<int>((at.unix_ms - begun) / ms_in_minute);
}

/// The next moment, later than `after`, at which clocks in Thailand show that minute of the day.
inline Instant next_in_thailand(Instant after, int minute) {
    const Instant today{day_in_thailand(after) * ms_in_day - thailand_ahead_ms + minute * ms_in_minute};
    return today > after ? today : Instant{today.unix_ms + ms_in_day};
}

} // namespace samatcha
