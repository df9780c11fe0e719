#pragma once

#include "base/bytes.hpp"

#include <string>
#include <string_view>

namespace samatcha::vault {

/// Argon2id, interactive limits: about 0.15 s and 64 MiB, so never on an I/O thread. The result holds
/// salt and limits.
std::string hash_password(std::string_view password);
bool verify_password(std::string_view hash, std::string_view password);
/// As long as verify_password for a login that does not exist, so that time does not tell. False.
bool verify_no_password(std::string_view password);

/// 256 random bits as 43 characters of base64url: sessions, CSRF.
std::string random_token();
/// What is stored of a token (BLAKE2b, 32 bytes), so that a database in the wrong hands opens no session.
Bytes token_digest(std::string_view token);
Bytes random_bytes(std::size_t count);

/// In a time that tells nothing of where they differ.
bool constant_time_equal(std::string_view left, std::string_view right);

/// Overwrites a secret before its memory is given back.
void wipe(std::string& secret);
void wipe(Bytes& secret);

} // namespace samatcha::vault
