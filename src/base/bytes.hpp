#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace samatcha {

/// Bytes that are no text: sealed values, digests, file contents.
using Bytes = std::vector<unsigned char>;
using BytesView = std::span<const unsigned char>;

inline BytesView as_bytes(std::string_view text) {
    return {reinterpret_cast<const unsigned char*>(text.data()), text.size()};
}
inline std::string_view as_text(BytesView bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

} // namespace samatcha
