#pragma once

#include "base/clock.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace samatcha::webhooks {

/// "whsec_" and 32 random bytes in base64, as Standard Webhooks writes a secret.
std::string new_secret();

/// The three headers of Standard Webhooks 1.0.0: id, time of sending, and "v1," with the
/// HMAC-SHA256 in base64 over "id.timestamp.body". A receiver recomputes it, and refuses what is
/// older than five minutes.
std::vector<std::string> signed_headers(std::string_view secret, std::string_view id,
                                        Instant sent_at, std::string_view body);

} // namespace samatcha::webhooks
