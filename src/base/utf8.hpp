#pragma once

#include <string>
#include <string_view>

namespace samatcha {

/// UTF-8 to letters; a byte that is no part of well-formed UTF-8 becomes U+FFFD.
inline std::u32string letters_of(std::string_view utf8) {
    std::u32string letters;
    letters.reserve(utf8.size());
    for (std::size_t i = 0; i < utf8.size();) {
        const auto lead = static_cast<unsigned char>(utf8[i]);
        const std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
        bool is_whole = (lead < 0x80 || (lead >= 0xC2 && lead < 0xF5)) && i + length <= utf8.size();
        char32_t letter = length == 1 ? lead : lead & (0x7FU >> length);
        for (std::size_t k = 1; is_whole && k < length; ++k) {
            const auto byte = static_cast<unsigned char>(utf8[i + k]);
            is_whole = (byte & 0xC0U) == 0x80U;
            letter = (letter << 6) | (byte & 0x3FU);
        }
        letters += is_whole ? letter : U'\uFFFD';
        i += is_whole ? length : 1;
    }
    return letters;
}

inline void append_utf8(std::string& out, char32_t letter) {
    const auto tail = [&](unsigned shift) {
        out += static_cast<char>(0x80U | ((letter >> shift) & 0x3FU));
    };
    if (letter < 0x80) {
        out += static_cast<char>(letter);
    } else if (letter < 0x800) {
        out += static_cast<char>(0xC0U | (letter >> 6));
        tail(0);
    } else if (letter < 0x10000) {
        out += static_cast<char>(0xE0U | (letter >> 12));
        tail(6);
        tail(0);
    } else {
        out += static_cast<char>(0xF0U | (letter >> 18));
        tail(12);
        tail(6);
        tail(0);
    }
}

inline std::string utf8_of(std::u32string_view letters) {
    std::string out;
    out.reserve(letters.size() * 3);
    for (const auto letter : letters)
        append_utf8(out, letter);
    return out;
}

} // namespace samatcha
