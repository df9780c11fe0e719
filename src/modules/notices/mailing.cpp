#include "modules/notices/mailing.hpp"

#include "base/thai_time.hpp"
#include "platform/mail/mail_message.hpp"

#include <charconv>

namespace samatcha::notices {

Result<void> check_choice(const NoticeChoice& choice) {
    const bool may_be_empty = choice.mailing == Mailing::Never && choice.address.empty();
    if (!may_be_empty && !mail::is_address(choice.address))
        return failure(ErrorCode::InvalidInput, "notices.address_wrong");
    return {};
}

bool goes_alone(Mailing mailing, Urgency urgency) {
    switch (urgency) {
    case Urgency::Alarm:
        return mailing != Mailing::Never;
    case Urgency::Soon:
        return mailing == Mailing::AtOnce;
    case Urgency::Daily:
        return false;
    }
    return false;
}

bool QuietHours::hold(Instant at) const {
    const auto minute = minute_in_thailand(at);
    return from <= until ? from <= minute && minute < until : minute >= from || minute < until;
}

Result<int> minute_of_day(std::string_view text) {
    const auto two_digits = [](std::string_view digits, int most) {
        int number = 0;
        const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
        return error == std::errc{} && end == digits.data() + digits.size() && number >= 0 && number <= most
                   ? number
                   : -1;
    };
    if (text.size() == 5 && text[2] == ':')
        if (const int hours = two_digits(text.substr(0, 2), 23), minutes = two_digits(text.substr(3), 59);
            hours >= 0 && minutes >= 0)
            return hours * 60 + minutes;
    return failure(ErrorCode::InvalidInput, "notices.hours_wrong", {{"text", std::string(text)}});
}

Result<QuietHours> quiet_hours(std::string_view text) {
    const auto dash = text.find('-');
    if (dash == text.npos)
        return failure(ErrorCode::InvalidInput, "notices.hours_wrong", {{"text", std::string(text)}});
    return QuietHours{TRY(minute_of_day(text.substr(0, dash))), TRY(minute_of_day(text.substr(dash + 1)))};
}

MailText mail_text(std::span<const Notice> notices, const Messages& messages, Language language,
                   std::string_view public_address) {
    MailText text;
    text.subject = notices.size() == 1
                       ? text_of(notices.front(), messages, language)
                       : messages.text("notices.mail_subject", language,
                                       {{"n", grouped(static_cast<std::int64_t>(notices.size()))}});
    text.body = messages.text("notices.mail_greeting", language) + "\n\n";
    for (const auto& notice : notices) {
        text.body += "- " + text_of(notice, messages, language) + "\n";
        if (!public_address.empty())
            text.body += "  " + std::string(public_address) + notice.path + "\n";
    }
    text.body += "\n" + messages.text("notices.mail_ending", language) + "\n";
    return text;
}

} // namespace samatcha::notices
