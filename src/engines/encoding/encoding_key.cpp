#include "engines/encoding/encoding_key.hpp"

#include <sodium.h>

#include <algorithm>
#include <exception>

namespace samatcha::encoding {

namespace {

constexpr std::string_view first_line = "samatcha-encoding-key 1\n";
constexpr std::string_view advice =
    "# Whoever has this file can find out whom a code stands for. Give it to the agencies whose\n"
    "# registers shall be linked, by a safe way, and never to who links the codes.\n";

std::string hex_of(const unsigned char* bytes, std::size_t count) {
    std::string hex(2 * count + 1, '\0');
    sodium_bin2hex(hex.data(), hex.size(), bytes, count);
    hex.pop_back();
    return hex;
}

} // namespace

EncodingKey EncodingKey::random() {
    if (sodium_init() < 0)
        std::terminate(); // Without a source of randomness there is no secret.
    KeyedHash::Key secret{};
    randombytes_buf(secret.data(), secret.size());
    EncodingKey key(secret);
    sodium_memzero(secret.data(), secret.size());
    return key;
}

Result<EncodingKey> EncodingKey::from_text(std::string_view text) {
    KeyedHash::Key secret{};
    bool is_key = text.starts_with(first_line);
    text.remove_prefix(is_key ? first_line.size() : 0);
    while (text.starts_with('#'))
        text.remove_prefix(std::min(text.find('\n'), text.size() - 1) + 1);
    std::size_t length = 0;
    const char* end = nullptr;
    is_key = is_key &&
             sodium_hex2bin(secret.data(), secret.size(), text.data(), text.size(), nullptr,
                            &length, &end) == 0 &&
             length == secret.size() &&
             text.substr(static_cast<std::size_t>(end - text.data())).find_first_not_of("\r\n ") ==
                 std::string_view::npos &&
             !sodium_is_zero(secret.data(), secret.size());
    if (!is_key)
        return failure(ErrorCode::InvalidInput, "encoding.key_unreadable");
    EncodingKey key(secret);
    sodium_memzero(secret.data(), secret.size());
    return key;
}

std::string EncodingKey::text() const {
    const auto& secret = m_hash.secret();
    return std::string(first_line) + std::string(advice) + hex_of(secret.data(), secret.size()) +
           "\n";
}

std::string EncodingKey::check() const {
    const auto digest = m_hash.derived("check");
    return hex_of(digest.data(), 8);
}

} // namespace samatcha::encoding
