#include "modules/notices/notice.hpp"

#include "base/thai_time.hpp"

#include <array>

namespace samatcha::notices {

Said said(std::string same) { return {same, same}; }

Said said_number(std::int64_t number) { return said(grouped(number)); }

Said said_date(Instant at) {
    constexpr std::array months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const auto date = date_in_thailand(at);
    return {thai_short_date(date), std::to_string(date.day) + " " +
                                       months.at(static_cast<std::size_t>(date.month - 1)) + " " +
                                       std::to_string(date.year_ce)};
}

std::string text_of(const Notice& notice, const Messages& messages, Language language) {
    Messages::Arguments arguments;
    for (const auto& [name, words] : notice.arguments)
        arguments.emplace_back(name, language == Language::Thai ? words.th : words.en);
    return messages.text(notice.text_key, language, arguments);
}

} // namespace samatcha::notices
