#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <string_view>

namespace samatcha::mail {

struct SmtpServer {
    std::string url;  ///< smtp://host:587 (STARTTLS where the server offers it), smtps://host:465.
    std::string user; ///< Empty: without a password.
    std::string password; ///< Only ever sent encrypted.
    std::chrono::seconds time_limit{60};
};

enum class Delivery {
    Accepted, ///< The server has it.
    Failed,   ///< The server does not have it; try again later.
    Unsure,   ///< It was handed over whole, and no answer came.
};

struct Delivered {
    Delivery delivery;
    std::string detail{}; ///< For the log: what the server or the network said.
};

/// Gives one message (wire_text) to the server; waits. `handing_over` is called when all but the end of
/// the message is sent: before, the server cannot have accepted it. When it throws nothing was accepted,
/// and the exception goes on to the caller.
Delivered send(const SmtpServer&, const std::string& from, const std::string& to,
               std::string_view wire_text, const std::function<void()>& handing_over);

} // namespace samatcha::mail
