// Any text read as a date, under every convention: an Error or a date that exists.
#include "base/partial_date.hpp"

#include <array>
#include <cstdint>
#include <cstdlib>
#include <string_view>

using namespace samatcha;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    for (const auto era : {Era::Unknown, Era::Buddhist, Era::Common})
        for (const auto order :
             {DayOrder::Unknown, DayOrder::DayFirst, DayOrder::MonthFirst, DayOrder::YearFirst}) {
            const auto date = parse_date(text, {era, order, 2023});
            if (!date.has_value())
                continue;
            const auto again = from_iso(to_iso(*date));
            if (!is_valid(*date) || !again.has_value() || !(*again == *date))
                std::abort();
        }
    if (const auto date = from_iso(text); date.has_value() && to_iso(*date) != text)
        std::abort();
    const std::array<std::string_view, 2> samples{text.substr(0, size / 2), text.substr(size / 2)};
    (void)date_convention_of(std::span<const std::string_view>(samples), 2023);
    return 0;
}
