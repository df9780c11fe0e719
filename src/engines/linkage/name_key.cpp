#include "engines/linkage/name_key.hpp"

#include "base/thai_text.hpp"
#include "engines/linkage/letters.hpp"

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>
#include <unicode/utf16.h>

namespace samatcha::linkage {

namespace {

/// The base letter of an accented Latin one, in lower case.
UChar32 plain_letter(UChar32 c) {
    static const UNormalizer2* const nfkd = [] {
        UErrorCode status = U_ZERO_ERROR;
        return unorm2_getNFKDInstance(&status);
    }();
    if (c >= 0x80 && (c < 0x0250 || (c >= 0x1E00 && c < 0x1F00) || (c >= 0xFF00 && c < 0xFFF0))) {
        UChar parts[8];
        UErrorCode status = U_ZERO_ERROR;
        const auto length = unorm2_getDecomposition(nfkd, c, parts, 8, &status);
        if (U_SUCCESS(status) && length > 0)
            c = parts[0];
    }
    return u_foldCase(c, U_FOLD_CASE_DEFAULT);
}

bool is_kept(UChar32 c) {
    if (c < 0x80)
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    const auto type = U_GET_GC_MASK(c);
    if ((type & (U_GC_L_MASK | U_GC_N_MASK)) != 0)
        return true;
    // Marks belong to the letters of Thai, Lao, Burmese and Khmer; those of Latin are accents.
    return (type & U_GC_M_MASK) != 0 && c >= 0x0900;
}

template <class Letter, class Gap>
void for_each_letter(std::string_view utf8, const Letter& letter, const Gap& gap) {
    const auto text = ascii_digits(repair_thai(utf8));
    std::u16string units(text.size(), u'\0');
    int32_t length = 0;
    UErrorCode status = U_ZERO_ERROR;
    u_strFromUTF8WithSub(units.data(), static_cast<int32_t>(units.size()), &length, text.data(),
                         static_cast<int32_t>(text.size()), 0xFFFD, nullptr, &status);
    for (int32_t i = 0; i < length;) {
        UChar32 c = 0;
        U16_NEXT(units.data(), i, length, c);
        c = plain_letter(c);
        if (is_kept(c))
            letter(c);
        else if (c != '\'' && c != 0x2019) // O'Brien is one word
            gap();
    }
}

void push(std::u16string& text, UChar32 c) {
    if (U_IS_BMP(c)) {
        text.push_back(static_cast<char16_t>(c));
    } else {
        text.push_back(static_cast<char16_t>(U16_LEAD(c)));
        text.push_back(static_cast<char16_t>(U16_TRAIL(c)));
    }
}

/// Consonants that sound alike at the start of a syllable and are confused in writing.
char16_t written_alike(char16_t c) {
    switch (c) {
    case u'ณ': return u'น';
    case u'ศ': case u'ษ': return u'ส';
    case u'ฎ': return u'ด';
    case u'ฏ': return u'ต';
    case u'ฐ': return u'ถ';
    case u'ฑ': case u'ฒ': case u'ธ': return u'ท';
    case u'ภ': return u'พ';
    case u'ญ': return u'ย';
    case u'ฬ': return u'ล';
    case u'ฆ': case u'ฅ': return u'ค';
    case u'ฃ': return u'ข';
    case u'ฌ': return u'ช';
    case u'ใ': return u'ไ';
    case u'ี': return u'ิ';
    case u'ื': return u'ึ';
    case u'ู': return u'ุ';
    default: return c;
    }
}

/// As written_alike, further down to what is heard.
char16_t heard_alike(char16_t c) {
    switch (c = written_alike(c)) {
    case u'ข': return u'ค';
    case u'ฉ': return u'ช';
    case u'ซ': return u'ส';
    case u'ถ': return u'ท';
    case u'ผ': return u'พ';
    case u'ฝ': return u'ฟ';
    case u'ร': return u'ล';
    case u'ฮ': return u'ห';
    default: return c;
    }
}

/// Tone marks and what else is not heard, of Thai and Lao.
bool is_silent_mark(char16_t c) { return (c >= 0x0E47 && c <= 0x0E4E) || (c >= 0x0EC8 && c <= 0x0ECC); }

bool is_lao(char16_t c) { return c >= 0x0E80 && c <= 0x0EFF; }
bool is_lao_vowel(char16_t c) { return c == u'ະ' || c == u'າ' || c == u'ຳ' || (c >= u'ເ' && c <= u'ໄ'); }
bool is_burmese_or_khmer(char16_t c) { return (c >= 0x1000 && c <= 0x109F) || (c >= 0x1780 && c <= 0x17FF); }

/// As heard_alike, for the letters of Lao.
char16_t heard_alike_in_lao(char16_t c) {
    switch (c) {
    case u'ຂ': return u'ຄ';
    case u'ຊ': return u'ສ';
    case u'ຖ': return u'ທ';
    case u'ຜ': return u'ພ';
    case u'ຝ': return u'ຟ';
    case u'ຣ': return u'ລ';
    case u'ຮ': return u'ຫ';
    case u'ໜ': return u'ນ';
    case u'ໝ': return u'ມ';
    default: return c;
    }
}

/// The consonant that a letter or mark of Lao, Burmese or Khmer stands for, 0 for vowels and marks.
char16_t consonant_of(char16_t c, char16_t next) {
    if ((U_GET_GC_MASK(c) & U_GC_M_MASK) != 0 || is_lao_vowel(c))
        return 0;
    if (c == u'ຫ' && (next == u'ງ' || next == u'ຍ' || next == u'ນ' || next == u'ມ' || next == u'ລ' || next == u'ວ'))
        return 0; // gives the tone of what follows
    return heard_alike_in_lao(c);
}

char16_t latin_sound(char16_t c, char16_t next) {
    switch (c) {
    case 'c': case 'q': case 'k': return next == 'h' && c == 'c' ? u'j' : u'k';
    case 'x': case 'z': case 's': return u's';
    case 'g': return u'g';
    case 'j': return u'j';
    case 'd': case 't': return u't';
    case 'b': case 'p': return next == 'h' ? u'f' : u'p';
    case 'f': case 'v': return u'f';
    case 'm': case 'n': return c;
    case 'l': case 'r': return c;
    default: return 0; // vowels, h, w, y
    }
}

} // namespace

std::u16string folded(std::string_view utf8) {
    std::u16string text;
    for_each_letter(utf8, [&](UChar32 c) { push(text, c); }, [] {});
    return text;
}

std::vector<std::u16string> folded_words(std::string_view utf8) {
    std::vector<std::u16string> words;
    std::u16string word;
    const auto end_word = [&] {
        if (!word.empty())
            words.push_back(std::move(word));
        word.clear();
    };
    for_each_letter(utf8, [&](UChar32 c) { push(word, c); }, end_word);
    end_word();
    return words;
}

std::u16string comparison_key(std::u16string_view text) {
    std::u16string key;
    for (const auto c : text) {
        if (is_silent_mark(c))
            continue;
        const auto d = is_thai(c) ? written_alike(c) : c;
        if (is_latin(d) && !key.empty() && key.back() == d)
            continue;
        key.push_back(d);
    }
    return key;
}

std::u16string sound_key(std::u16string_view text) {
    std::u16string key;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto c = text[i] == u'ฤ' ? u'ร' : text[i];
        char16_t sound = c;
        if (is_thai_consonant(c)) {
            sound = heard_alike(c);
            if (c == u'อ' && !key.empty())
                continue;
        } else if (is_thai(c)) {
            continue;
        } else if (is_lao(c) || is_burmese_or_khmer(c)) {
            sound = consonant_of(c, i + 1 < text.size() ? text[i + 1] : u'\0');
        } else if (is_latin(c)) {
            sound = latin_sound(c, i + 1 < text.size() ? text[i + 1] : u'\0');
            if (sound == 0 && key.empty())
                sound = c == 'y' ? u'i' : c == 'h' || c == 'w' ? c : u'a';
        }
        if (sound != 0 && (key.empty() || key.back() != sound))
            key.push_back(sound);
    }
    return key.empty() ? std::u16string(text) : key; // never one key for all names without a consonant
}

} // namespace samatcha::linkage
