#pragma once

// One-time passwords by time: RFC 6238 (TOTP) over RFC 4226 (HOTP), SHA-1, six digits, 30 seconds, which
// is what every authenticator application understands.

#include "base/bytes.hpp"
#include "base/clock.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace samatcha::access {

/// The number of the 30-second step that an instant lies in.
std::int64_t step_at(Instant);

std::string one_time_code(BytesView secret, std::int64_t step);

/// The step whose code this is: the present one, one before or one after, but none up to
/// `last_used_step`, so that a code that was seen cannot be used again (RFC 6238 5.2).
std::optional<std::int64_t> step_of_code(BytesView secret, std::string_view code, Instant now,
                                         std::int64_t last_used_step);

/// RFC 4648 base 32 without padding: how secrets are typed by hand.
std::string base32(BytesView);

/// What the QR code says (the key URI format of authenticator applications).
std::string otpauth_uri(std::string_view login, BytesView secret);

/// RFC 3174; for one-time codes only.
std::array<unsigned char, 20> sha1(BytesView);

} // namespace samatcha::access
