#pragma once

#include "base/result.hpp"
#include "engines/encoding/encoding_key.hpp"
#include "engines/linkage/column.hpp"
#include "engines/linkage/warning.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace samatcha::encoding {

/// What is mixed into the hashes of names, so that equal names have equal codes among children of
/// one birth year only: a common surname can then not be told by counting all codes. Names of two
/// records that differ in it no longer compare.
enum class Salt : std::uint8_t { None, BirthYear };
std::string_view salt_name(Salt);
std::optional<Salt> salt_from_name(std::string_view);

/// One column of codes; a field with several values has several.
struct EncodedColumn {
    std::string
        name; ///< The field, and its number from the second on: guardian_name, guardian_name.2
    linkage::Meaning meaning = linkage::Meaning::Text;
    std::vector<std::string> codes; ///< The distinct ones; the first is the missing value's, empty.
    std::vector<std::uint32_t> rows; ///< By row: place in `codes`.
};

struct EncodedFile {
    linkage::Encoding encoding;
    std::vector<EncodedColumn> columns;
    std::vector<linkage::Warning> warnings;
};

/// Normalised as for linking in clear, each value is replaced by a code. Fails as link_records()
/// does.
Result<EncodedFile> encode_file(const linkage::File&, const EncodingKey&, Salt, unsigned threads);

} // namespace samatcha::encoding
