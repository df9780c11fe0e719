#pragma once

#include "base/json.hpp"
#include "base/result.hpp"
#include "engines/encoding/encoding.hpp"

#include <filesystem>
#include <map>
#include <string>

namespace samatcha::app {

/// What stands beside a file of codes, in clear: how it was made, and nothing of the key, of the
/// values, their lengths or how often they occur.
struct EncodedHeader {
    int format = 1;
    std::string hash = "blake2b";
    int filter_bits = 0;
    std::string salt;
    std::string key_check;
    std::map<std::string, std::string> columns; ///< Column to meaning.
};
BOOST_DESCRIBE_STRUCT(EncodedHeader, (), (format, hash, filter_bits, salt, key_check, columns))

/// civil.csv has its header in civil.json.
std::filesystem::path encoded_header_path(std::filesystem::path codes);

EncodedHeader header_of(const encoding::EncodedFile&);
/// Fails with NotFound (encode.header_missing), InvalidInput (encode.header_unreadable).
Result<EncodedHeader> read_encoded_header(const std::filesystem::path&);

} // namespace samatcha::app
