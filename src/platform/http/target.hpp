#pragma once

// The parts of a request head that are text in another's hand: target, cookies, forwarding.

#include "base/result.hpp"
#include "platform/http/request.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace samatcha::http {

struct Target {
    std::string path;
    std::vector<Pair> query;
};

/// Reads an origin-form target (RFC 9112 3.2.1), percent-decoded once. Fails with InvalidInput, key
/// http.target_wrong: no leading slash, bad escapes, "." or ".." segments, control characters, or
/// decoded bytes that are no UTF-8.
Result<Target> parse_target(std::string_view);

/// The pairs of a Cookie header; what is malformed is left out.
std::vector<Pair> parse_cookies(std::string_view header);

/// The last address of X-Forwarded-For: the one that the trusted proxy itself saw.
std::string_view last_forwarded_address(std::string_view header);

} // namespace samatcha::http
