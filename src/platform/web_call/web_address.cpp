#include "platform/web_call/web_address.hpp"

#include <curl/curl.h>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>
#include <memory>

namespace samatcha::web_call {

namespace {

constexpr std::size_t address_characters_max = 500;

std::string part_of(CURLU* url, CURLUPart part, unsigned flags = 0) {
    char* text = nullptr;
    if (curl_url_get(url, part, &text, flags) != CURLUE_OK)
        return {};
    std::string found(text);
    curl_free(text);
    return found;
}

std::string in_small_letters(std::string text) {
    for (auto& c : text)
        if (c >= 'A' && c <= 'Z')
            c = static_cast<char>(c - 'A' + 'a');
    return text;
}

bool is_this_machine(std::string_view host) {
    return is_number(host) && (host.starts_with("127.") || host == "[::1]");
}

bool is_public_v4(std::uint32_t address) {
    struct Network {
        std::uint32_t begin;
        int bits;
    };
    // The special-purpose addresses of IANA's registry (RFC 6890), multicast and reserved ones.
    constexpr std::array<Network, 15> inside{{{0x00000000, 8},
                                              {0x0A000000, 8},
                                              {0x64400000, 10},
                                              {0x7F000000, 8},
                                              {0xA9FE0000, 16},
                                              {0xAC100000, 12},
                                              {0xC0000000, 24},
                                              {0xC0000200, 24},
                                              {0xC0586300, 24},
                                              {0xC0A80000, 16},
                                              {0xC6120000, 15},
                                              {0xC6336400, 24},
                                              {0xCB007100, 24},
                                              {0xE0000000, 4},
                                              {0xF0000000, 4}}};
    return std::none_of(inside.begin(), inside.end(), [&](const Network& network) {
        return ((address ^ network.begin) >> (32 - network.bits)) == 0;
    });
}

/// Of global unicast (2000::/3), without what carries another address inside and documentation.
bool is_public_v6(const unsigned char* address) {
    const auto first = (unsigned{address[0]} << 8) | address[1];
    const auto second = (unsigned{address[2]} << 8) | address[3];
    const bool is_global = (first & 0xE000U) == 0x2000U;
    const bool is_6to4 = first == 0x2002;
    const bool is_special = first == 0x2001 && (second < 0x0200 || second == 0x0DB8);
    const bool is_documentation = first == 0x3FFF && second < 0x1000;
    return is_global && !is_6to4 && !is_special && !is_documentation;
}

} // namespace

bool is_number(std::string_view host) {
    std::array<unsigned char, 16> parsed{};
    std::string text(host);
    if (text.size() > 2 && text.front() == '[' && text.back() == ']')
        return inet_pton(AF_INET6, text.substr(1, text.size() - 2).c_str(), parsed.data()) == 1;
    return inet_pton(AF_INET, text.c_str(), parsed.data()) == 1;
}

bool is_public(const sockaddr& address) {
    if (address.sa_family == AF_INET) {
        sockaddr_in v4{};
        std::memcpy(&v4, &address, sizeof v4);
        return is_public_v4(ntohl(v4.sin_addr.s_addr));
    }
    if (address.sa_family == AF_INET6) {
        sockaddr_in6 v6{};
        std::memcpy(&v6, &address, sizeof v6);
        return is_public_v6(v6.sin6_addr.s6_addr);
    }
    return false;
}

Result<WebAddress> WebAddress::parse(std::string_view text) {
    const auto wrong = failure(ErrorCode::InvalidInput, "web_call.address_wrong");
    const std::unique_ptr<CURLU, decltype(&curl_url_cleanup)> url(curl_url(), &curl_url_cleanup);
    if (text.size() > address_characters_max ||
        curl_url_set(url.get(), CURLUPART_URL, std::string(text).c_str(), CURLU_DISALLOW_USER) !=
            CURLUE_OK)
        return wrong;
    WebAddress address;
    address.text = part_of(url.get(), CURLUPART_URL);
    address.host = in_small_letters(part_of(url.get(), CURLUPART_HOST));
    const auto scheme = part_of(url.get(), CURLUPART_SCHEME);
    const auto port = part_of(url.get(), CURLUPART_PORT, CURLU_DEFAULT_PORT);
    std::from_chars(port.data(), port.data() + port.size(), address.port);
    const bool is_safe = scheme == "https" || (scheme == "http" && is_this_machine(address.host));
    if (!is_safe || address.host.empty() || !part_of(url.get(), CURLUPART_FRAGMENT).empty())
        return wrong;
    return address;
}

Result<AllowedHosts> AllowedHosts::parse(std::string_view comma_list) {
    AllowedHosts allowed;
    while (!comma_list.empty()) {
        const auto comma = comma_list.find(',');
        auto one = comma_list.substr(0, comma);
        comma_list = comma == comma_list.npos ? std::string_view{} : comma_list.substr(comma + 1);
        while (one.starts_with(' '))
            one.remove_prefix(1);
        while (one.ends_with(' '))
            one.remove_suffix(1);
        const auto address = WebAddress::parse("https://" + std::string(one));
        if (!address || one.find_first_of("/?@") != one.npos)
            return failure(ErrorCode::InvalidInput, "web_call.hosts_wrong",
                           {{"host", std::string(one)}});
        allowed.m_hosts.emplace_back(one);
    }
    return allowed;
}

bool AllowedHosts::allow(const WebAddress& address) const {
    return std::any_of(m_hosts.begin(), m_hosts.end(), [&](const std::string& one) {
        const auto allowed = WebAddress::parse("https://" + one);
        return allowed && allowed->host == address.host && allowed->port == address.port;
    });
}

} // namespace samatcha::web_call
