#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace samatcha::encoding {

/// BLAKE2b with a key. It is wiped at the end.
class KeyedHash {
public:
    using Key = std::array<unsigned char, 32>;

    explicit KeyedHash(const Key& key) : m_key(key) {}
    ~KeyedHash();
    KeyedHash(const KeyedHash&) = default;
    KeyedHash& operator=(const KeyedHash&) = default;

    /// Never 0.
    std::uint64_t number(std::string_view message) const;
    /// A key made from this one.
    Key derived(std::string_view message) const;
    const Key& secret() const { return m_key; }

private:
    Key m_key;
};

} // namespace samatcha::encoding
