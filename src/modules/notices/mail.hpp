#pragma once

#include "modules/notices/notice.hpp"

namespace samatcha::notices {

using MailId = Id<struct MailTag>;

/// queued -> handed_over -> sent; back to queued only when the server said that it has it not. One whose
/// process died stays handed_over: it may have arrived.
enum class MailState { Queued, HandedOver, Sent, GivenUp };
BOOST_DESCRIBE_ENUM(MailState, Queued, HandedOver, Sent, GivenUp)

struct Mail {
    MailId id;
    std::string province;
    access::AccountId account;
    std::string address;
    std::string subject;
    std::string body;
    Urgency urgency = Urgency::Daily;
    int attempts = 0;
    Instant written_at;
};

inline constexpr int mail_attempts_max = 8; ///< Some two days.

} // namespace samatcha::notices
