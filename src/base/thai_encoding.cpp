// Encodings and digits of Thai (is_utf8, Windows-874, ascii_digits of base/thai_text.hpp).
#include "base/thai_text.hpp"

#include <unicode/utf8.h>

#include <cstdint>
#include <cstring>

namespace samatcha {

namespace {

constexpr UChar32 undefined = 0xFFFD;

void append_character(std::string& out, UChar32 c) {
    char bytes[4];
    int32_t size = 0;
    U8_APPEND_UNSAFE(bytes, size, c);
    out.append(bytes, static_cast<std::size_t>(size));
}

/// Bytes 0x80-0xA0 of Windows-874 that mean something; TIS-620 has none of them.
UChar32 windows_874_high(unsigned char byte) {
    if ((byte >= 0xA1 && byte <= 0xDA) || (byte >= 0xDF && byte <= 0xFB))
        return 0x0E00 + (byte - 0xA0);
    switch (byte) {
    case 0x80:
        return 0x20AC;
    case 0x85:
        return 0x2026;
    case 0x91:
        return 0x2018;
    case 0x92:
        return 0x2019;
    case 0x93:
        return 0x201C;
    case 0x94:
        return 0x201D;
    case 0x95:
        return 0x2022;
    case 0x96:
        return 0x2013;
    case 0x97:
        return 0x2014;
    case 0xA0:
        return 0xA0;
    default:
        return undefined;
    }
}

} // namespace

std::string ascii_digits(std::string_view utf8) {
    std::string out;
    out.reserve(utf8.size());
    while (!utf8.empty()) {
        const auto* found = static_cast<const char*>(std::memchr(utf8.data(), 0xE0, utf8.size()));
        const auto plain =
            found == nullptr ? utf8.size() : static_cast<std::size_t>(found - utf8.data());
        out.append(utf8.substr(0, plain));
        utf8.remove_prefix(plain);
        if (utf8.size() >= 3 && utf8[1] == '\xB9' && utf8[2] >= '\x90' && utf8[2] <= '\x99') {
            out += static_cast<char>('0' + (utf8[2] - '\x90'));
            utf8.remove_prefix(3);
        } else if (!utf8.empty()) {
            out += utf8.front();
            utf8.remove_prefix(1);
        }
    }
    return out;
}

std::string utf8_from_windows_874(std::string_view bytes) {
    std::string out;
    out.reserve(bytes.size() * 2);
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x80)
            out += c;
        else
            append_character(out, windows_874_high(byte));
    }
    return out;
}

std::string windows_874_from_utf8(std::string_view utf8) {
    std::string out;
    out.reserve(utf8.size());
    const auto* bytes = reinterpret_cast<const uint8_t*>(utf8.data());
    const auto size = static_cast<int64_t>(utf8.size());
    for (int64_t i = 0; i < size;) {
        UChar32 c = 0;
        U8_NEXT(bytes, i, size, c);
        if (c >= 0 && c < 0x80) {
            out += static_cast<char>(c);
            continue;
        }
        char found = '?';
        for (int byte = 0x80; byte <= 0xFF && c != undefined; ++byte)
            if (windows_874_high(static_cast<unsigned char>(byte)) == c)
                found = static_cast<char>(byte);
        out += found;
    }
    return out;
}

bool is_utf8(std::string_view bytes) {
    const auto* data = reinterpret_cast<const uint8_t*>(bytes.data());
    const std::size_t size = bytes.size();
    for (std::size_t i = 0; i < size;) {
        std::uint64_t eight = 0;
        if (i + 8 <= size) {
            std::memcpy(&eight, data + i, 8);
            if ((eight & 0x8080808080808080ULL) == 0) {
                i += 8;
                continue;
            }
        }
        if (data[i] < 0x80) {
            ++i;
            continue;
        }
        if (data[i] == 0xE0 && i + 2 < size && data[i + 1] >= 0xA0 && data[i + 1] <= 0xBF &&
            (data[i + 2] & 0xC0) == 0x80) {
            i += 3;
            continue;
        }
        auto at = static_cast<int64_t>(i);
        UChar32 c = 0;
        U8_NEXT(data, at, static_cast<int64_t>(size), c);
        if (c < 0)
            return false;
        i = static_cast<std::size_t>(at);
    }
    return true;
}

} // namespace samatcha
