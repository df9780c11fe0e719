#include "platform/vault/secret.hpp"

#include "platform/vault/sodium.hpp"

#include <new>

namespace samatcha::vault {

std::string hash_password(std::string_view password) {
    wake_sodium();
    std::string hash(crypto_pwhash_STRBYTES, '\0');
    if (crypto_pwhash_str_alg(hash.data(), password.data(), password.size(),
                              crypto_pwhash_OPSLIMIT_INTERACTIVE, crypto_pwhash_MEMLIMIT_INTERACTIVE,
                              crypto_pwhash_ALG_ARGON2ID13) != 0)
        throw std::bad_alloc();
    hash.resize(hash.find('\0'));
    return hash;
}

bool verify_password(std::string_view hash, std::string_view password) {
    wake_sodium();
    if (hash.size() >= crypto_pwhash_STRBYTES)
        return false;
    std::string padded(hash);
    padded.resize(crypto_pwhash_STRBYTES, '\0');
    return crypto_pwhash_str_verify(padded.data(), password.data(), password.size()) == 0;
}

bool verify_no_password(std::string_view password) {
    static const std::string nobody = hash_password(random_token());
    (void)verify_password(nobody, password);
    return false;
}

std::string random_token() {
    const auto bytes = random_bytes(32);
    std::string text(sodium_base64_ENCODED_LEN(32, sodium_base64_VARIANT_URLSAFE_NO_PADDING), '\0');
    sodium_bin2base64(text.data(), text.size(), bytes.data(), bytes.size(),
                      sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    text.resize(text.find('\0'));
    return text;
}

Bytes token_digest(std::string_view token) {
    wake_sodium();
    Bytes digest(32);
    const auto bytes = as_bytes(token);
    crypto_generichash(digest.data(), digest.size(), bytes.data(), bytes.size(), nullptr, 0);
    return digest;
}

Bytes random_bytes(std::size_t count) {
    wake_sodium();
    Bytes bytes(count);
    randombytes_buf(bytes.data(), bytes.size());
    return bytes;
}

bool constant_time_equal(std::string_view left, std::string_view right) {
    return left.size() == right.size() && sodium_memcmp(left.data(), right.data(), left.size()) == 0;
}

void wipe(std::string& secret) {
    sodium_memzero(secret.data(), secret.size());
    secret.clear();
}

void wipe(Bytes& secret) {
    sodium_memzero(secret.data(), secret.size());
    secret.clear();
}

} // namespace samatcha::vault
