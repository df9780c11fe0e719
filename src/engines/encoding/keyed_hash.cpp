#include "engines/encoding/keyed_hash.hpp"

#include <sodium.h>

#include <exception>

namespace samatcha::encoding {

namespace {

void hash_message(const KeyedHash::Key& key, std::string_view message, unsigned char* out,
                  std::size_t bytes) {
    const auto* text = reinterpret_cast<const unsigned char*>(message.data());
    if (crypto_generichash(out, bytes, text, message.size(), key.data(), key.size()) != 0)
        std::terminate();
}

} // namespace

KeyedHash::~KeyedHash() {
    sodium_memzero(m_key.data(), m_key.size());
}

std::uint64_t KeyedHash::number(std::string_view message) const {
    std::array<unsigned char, 16> digest{};
    hash_message(m_key, message, digest.data(), digest.size());
    std::uint64_t number = 0;
    for (std::size_t i = 0; i < 8; ++i)
        number |= std::uint64_t{digest[i]} << 8 * i;
    return number == 0 ? 1 : number;
}

KeyedHash::Key KeyedHash::derived(std::string_view message) const {
    Key derived{};
    hash_message(m_key, message, derived.data(), derived.size());
    return derived;
}

} // namespace samatcha::encoding
