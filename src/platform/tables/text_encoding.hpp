#pragma once

#include "base/result.hpp"
#include "platform/tables/byte_source.hpp"

#include <boost/describe.hpp>

#include <memory>
#include <string_view>

namespace samatcha::tables {

enum class TextEncoding { Utf8, Utf16Le, Utf16Be, Windows874 };
BOOST_DESCRIBE_ENUM(TextEncoding, Utf8, Utf16Le, Utf16Be, Windows874)

/// What the first bytes of a text file say.
struct EncodingGuess {
    TextEncoding encoding = TextEncoding::Utf8;
    std::size_t mark_bytes = 0; ///< Length of a byte order mark, to be left out.
    bool broken = false;        ///< UTF-8 with a few bytes that are none.
};

/// Byte order mark first; then UTF-16 by its zero bytes, UTF-8 by its grammar, and Windows-874
/// (TIS-620) when the high bytes make plausible Thai: vowels and tone marks where consonants bear
/// them. Fails with Unsupported, key tables.encoding_unknown. `sample` may end inside a character.
Result<EncodingGuess> guess_encoding(std::string_view sample);

/// UTF-8 from any of the encodings; undefined bytes become U+FFFD.
std::unique_ptr<ByteSource> utf8_source(std::unique_ptr<ByteSource>, TextEncoding);

} // namespace samatcha::tables
