#pragma once

// When e-mail goes out, and what it says.

#include "base/messages.hpp"
#include "modules/notices/notice.hpp"
#include "platform/mail/smtp.hpp"

#include <span>
#include <string>
#include <string_view>

namespace samatcha::notices {

/// How an account wants to be told, beside the list of its notices.
enum class Mailing {
    AtOnce, ///< What is urgent as it comes, the rest with the digest.
    Daily,  ///< All with the digest, alarms as they come.
    Never,
};
BOOST_DESCRIBE_ENUM(Mailing, AtOnce, Daily, Never)

enum class MailLanguage { Thai, English };
BOOST_DESCRIBE_ENUM(MailLanguage, Thai, English)

struct NoticeChoice {
    std::string address;
    Mailing mailing = Mailing::Never;
    MailLanguage language = MailLanguage::Thai;
};
BOOST_DESCRIBE_STRUCT(NoticeChoice, (), (address, mailing, language))

/// Fails with InvalidInput: notices.address_wrong.
Result<void> check_choice(const NoticeChoice&);

/// Whether a notice is mailed by itself, at once or after the quiet hours; else the digest tells it.
bool goes_alone(Mailing, Urgency);

/// Minutes of the day in Thailand; may go over midnight. Empty when both are the same.
struct QuietHours {
    int from = 21 * 60;
    int until = 7 * 60;
    bool hold(Instant) const;
};

/// "21:00-07:00" and "07:30"; fail with InvalidInput (notices.hours_wrong).
Result<QuietHours> quiet_hours(std::string_view);
Result<int> minute_of_day(std::string_view);

/// What the operator set.
struct MailPlan {
    mail::SmtpServer server; ///< Without url nothing is mailed.
    std::string from;
    QuietHours quiet;
    int digest_minute = 7 * 60 + 30;
    std::string public_address; ///< Of the links; empty: without links.
    bool is_on() const { return !server.url.empty(); }
};

struct MailText {
    std::string subject;
    std::string body;
};
MailText mail_text(std::span<const Notice>, const Messages&, Language, std::string_view public_address);

} // namespace samatcha::notices
