#include "modules/webhooks/signature.hpp"

#include "base/bytes.hpp"

#include <sodium.h>

#include <array>

namespace samatcha::webhooks {

namespace {

constexpr std::string_view secret_prefix = "whsec_";
constexpr std::size_t secret_bytes = 32;

std::string in_base64(const unsigned char* bytes, std::size_t size) {
    std::string text(sodium_base64_encoded_len(size, sodium_base64_VARIANT_ORIGINAL), '\0');
    sodium_bin2base64(text.data(), text.size(), bytes, size, sodium_base64_VARIANT_ORIGINAL);
    text.pop_back(); // Its zero.
    return text;
}

Bytes key_of(std::string_view secret) {
    if (secret.starts_with(secret_prefix))
        secret.remove_prefix(secret_prefix.size());
    Bytes key(secret.size());
    std::size_t size = 0;
    sodium_base642bin(key.data(), key.size(), secret.data(), secret.size(), nullptr, &size, nullptr,
                      sodium_base64_VARIANT_ORIGINAL);
    key.resize(size);
    return key;
}

const unsigned char* bytes_of(const std::string& text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

} // namespace

std::string new_secret() {
    std::array<unsigned char, secret_bytes> random{};
    randombytes_buf(random.data(), random.size());
    return std::string(secret_prefix) + in_base64(random.data(), random.size());
}

std::vector<std::string> signed_headers(std::string_view secret, std::string_view id,
                                        Instant sent_at, std::string_view body) {
    const auto timestamp = std::to_string(sent_at.unix_ms / 1000);
    const auto said = std::string(id) + "." + timestamp + "." + std::string(body);
    const auto key = key_of(secret);
    crypto_auth_hmacsha256_state state;
    std::array<unsigned char, crypto_auth_hmacsha256_BYTES> digest{};
    crypto_auth_hmacsha256_init(&state, key.data(), key.size());
    crypto_auth_hmacsha256_update(&state, bytes_of(said), said.size());
    crypto_auth_hmacsha256_final(&state, digest.data());
    return {"content-type: application/json", "webhook-id: " + std::string(id),
            "webhook-timestamp: " + timestamp,
            "webhook-signature: v1," + in_base64(digest.data(), digest.size())};
}

} // namespace samatcha::webhooks
