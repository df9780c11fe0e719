#pragma once

#include "platform/web_call/web_address.hpp"

#include <chrono>
#include <span>
#include <string>
#include <string_view>

namespace samatcha::web_call {

struct Posted {
    int status = 0;       ///< What was answered; 0: nothing.
    std::string detail{}; ///< Why nothing was, for the log.
    bool is_taken() const { return status >= 200 && status < 300; }
};

inline constexpr std::chrono::seconds post_time_limit{15};

/// Sends the body; waits. What is answered beside the status is not read. Each header is "name:
/// value".
Posted post(const WebAddress&, std::span<const std::string> headers, std::string_view body);

} // namespace samatcha::web_call
