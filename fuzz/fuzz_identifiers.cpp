// Any text read as an identity number: reading its value again gives the same.
#include "base/identifier.hpp"
#include "base/thai_text.hpp"

#include <cstdint>
#include <cstdlib>
#include <string_view>

using namespace samatcha;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto identifier = parse_identifier(text);
    if (!(parse_identifier(identifier.value) == identifier))
        std::abort();
    if (identifier.kind == IdentifierKind::None && !identifier.value.empty())
        std::abort();
    const auto mask = masked_identifier(text);
    if (is_utf8(text) && !is_utf8(mask))
        std::abort();
    return 0;
}
