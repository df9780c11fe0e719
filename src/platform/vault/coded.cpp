#include "platform/vault/coded.hpp"

#include "platform/vault/secret.hpp"
#include "platform/vault/sodium.hpp"

namespace samatcha::vault {

namespace {

constexpr std::size_t coding_key_bytes = crypto_aead_xchacha20poly1305_ietf_KEYBYTES;
constexpr std::size_t coding_nonce_bytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t coding_tag_bytes = crypto_aead_xchacha20poly1305_ietf_ABYTES;

unsigned char* unsigned_data(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

} // namespace

Bytes coding_key() { return random_bytes(coding_key_bytes); }

std::string coded(std::string_view plain, BytesView key) {
    std::string text(coding_nonce_bytes + plain.size() + coding_tag_bytes, '\0');
    randombytes_buf(text.data(), coding_nonce_bytes);
    crypto_aead_xchacha20poly1305_ietf_encrypt(unsigned_data(text) + coding_nonce_bytes, nullptr, as_bytes(plain).data(),
                                               plain.size(), nullptr, 0, nullptr, unsigned_data(text), key.data());
    return text;
}

Result<std::string> decoded(std::string_view text, BytesView key) {
    const auto unreadable = failure(ErrorCode::Unavailable, "vault.file_unreadable");
    if (text.size() < coding_nonce_bytes + coding_tag_bytes || key.size() != coding_key_bytes)
        return unreadable;
    const auto bytes = as_bytes(text);
    std::string plain(text.size() - coding_nonce_bytes - coding_tag_bytes, '\0');
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(unsigned_data(plain), nullptr, nullptr, bytes.data() + coding_nonce_bytes,
                                                   bytes.size() - coding_nonce_bytes, nullptr, 0, bytes.data(), key.data()) != 0)
        return unreadable;
    return plain;
}

} // namespace samatcha::vault
