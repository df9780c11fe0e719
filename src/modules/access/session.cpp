#include "modules/access/session.hpp"

#include "platform/vault/secret.hpp"

#include <algorithm>

namespace samatcha::access {

SessionState Session::state() const {
    if (account.has_second_factor)
        return has_second_factor ? SessionState::SignedIn : SessionState::SecondFactorRequired;
    if (sees_children(account.role) && !province.is_demonstration)
        return SessionState::SecondFactorEnrolmentRequired;
    return SessionState::SignedIn;
}

std::optional<SessionToken> SessionToken::parse(std::string_view text) {
    if (text.size() < 20 || text.size() > 200 || text[2] != '.')
        return std::nullopt;
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    if (!is_digit(text[0]) || !is_digit(text[1]))
        return std::nullopt;
    return SessionToken{std::string(text.substr(0, 2)), std::string(text.substr(3))};
}

std::string SessionToken::csrf_token() const {
    constexpr std::string_view hex = "0123456789abcdef";
    const auto digest = vault::token_digest("csrf:" + token);
    std::string out;
    for (std::size_t i = 0; i < std::min<std::size_t>(digest.size(), 16); ++i) {
        out += hex[digest[i] >> 4];
        out += hex[digest[i] & 15];
    }
    return out;
}

} // namespace samatcha::access
