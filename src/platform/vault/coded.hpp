#pragma once

#include "base/bytes.hpp"
#include "base/result.hpp"

#include <string>
#include <string_view>

namespace samatcha::vault {

/// A key of its own for one file, kept sealed apart from it: who loses the key loses every copy of the file.
Bytes coding_key();

/// XChaCha20-Poly1305 with a random nonce: 40 bytes longer.
std::string coded(std::string_view plain, BytesView key);
/// Fails with Unavailable (vault.file_unreadable) when it was changed, or it is another key.
Result<std::string> decoded(std::string_view coded, BytesView key);

} // namespace samatcha::vault
