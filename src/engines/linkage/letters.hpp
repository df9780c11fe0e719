#pragma once

#include <string_view>

namespace samatcha::linkage {

// What a letter of a name is.

inline bool is_thai(char16_t c) { return c >= 0x0E00 && c <= 0x0E7F; }
inline bool is_thai_consonant(char16_t c) { return c >= u'ก' && c <= u'ฮ' && c != u'ฤ' && c != u'ฦ'; }
inline bool is_latin(char16_t c) { return c >= u'a' && c <= u'z'; }
inline bool is_one_of(char16_t c, std::u16string_view letters) {
    return letters.find(c) != std::u16string_view::npos;
}

} // namespace samatcha::linkage
