#pragma once

#include "base/clock.hpp"

#include <string>
#include <string_view>

namespace samatcha::mail {

struct MailMessage {
    std::string id;   ///< "17@host": the same however often it is sent, of no other message.
    std::string from; ///< An address.
    std::string to;
    std::string subject;
    std::string text; ///< UTF-8, lines end with \n.
    Instant at;
};

/// name@host of letters, digits and . _ + - only: what goes into a header as it is.
bool is_address(std::string_view);

/// The message as it goes over the wire: 7-bit, lines of at most 76 characters that end with CRLF
/// (RFC 5322, RFC 2045, RFC 2047).
std::string wire_text(const MailMessage&);

} // namespace samatcha::mail
