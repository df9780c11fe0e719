#pragma once

#include "base/result.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

struct sockaddr;

namespace samatcha::web_call {

/// Where somebody's system listens: "https://his.example/hooks".
struct WebAddress {
    std::string text; ///< As libcurl reads it, so that what is checked is what is called.
    std::string host; ///< In small letters; IPv6 in brackets.
    std::uint16_t port = 443;

    /// https; http for this machine only. Fails with InvalidInput (web_call.address_wrong).
    static Result<WebAddress> parse(std::string_view);
};

/// Whether the host is a number: "10.0.5.7", "[::1]".
bool is_number(std::string_view host);

/// Whether anybody on the internet has this address: not of this machine, nor of a network inside.
bool is_public(const sockaddr&);

/// The hosts that the operator allows: "his.example, lab.example:8443, 10.0.5.7".
class AllowedHosts {
public:
    AllowedHosts() = default; ///< None.
    /// Fails with InvalidInput (web_call.hosts_wrong).
    static Result<AllowedHosts> parse(std::string_view comma_list);

    bool allow(const WebAddress&) const;
    const std::vector<std::string>& hosts() const { return m_hosts; } ///< As written.

private:
    std::vector<std::string> m_hosts;
};

} // namespace samatcha::web_call
