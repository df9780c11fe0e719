#pragma once

#include "base/result.hpp"
#include "engines/encoding/keyed_hash.hpp"

#include <string>
#include <string_view>

namespace samatcha::encoding {

/// The secret that agencies share whose codes shall link. Whoever has it can find out by trial what
/// a code stands for; who links the codes must not have it.
class EncodingKey {
public:
    static EncodingKey random();
    /// As text() writes it. Fails with InvalidInput, encoding.key_unreadable, if it is too short or
    /// no key.
    static Result<EncodingKey> from_text(std::string_view);

    /// What is kept in the key file.
    std::string text() const;
    /// The same for the same key, and says nothing else of it.
    std::string check() const;
    /// A key of its own for each purpose.
    KeyedHash hash_for(std::string_view purpose) const {
        return KeyedHash(m_hash.derived(purpose));
    }

private:
    explicit EncodingKey(const KeyedHash::Key& secret) : m_hash(secret) {}

    KeyedHash m_hash;
};

} // namespace samatcha::encoding
