#include "modules/persons/search_key.hpp"

#include "base/thai_text.hpp"
#include "base/utf8.hpp"

#include <algorithm>

namespace samatcha::persons {

namespace {

constexpr char32_t karan = U'\u0E4C';

bool is_thai(char32_t c) { return c >= U'\u0E01' && c <= U'\u0E5B'; }
bool is_consonant(char32_t c) { return c >= U'\u0E01' && c <= U'\u0E2E'; }
bool is_tone_or_sign(char32_t c) { return c >= U'\u0E47' && c <= U'\u0E4E'; } // maitaikhu to yamakkan
bool is_low_vowel(char32_t c) { return c == U'\u0E34' || c == U'\u0E38'; }    // silenced with its consonant

std::u32string without_signs(const std::u32string& name) {
    std::u32string out;
    for (const auto c : name) {
        if (c == karan) { // silences the consonant before it, with its vowel
            if (!out.empty() && is_low_vowel(out.back()))
                out.pop_back();
            if (out.size() > 1 && is_consonant(out.back()))
                out.pop_back();
        } else if (!is_tone_or_sign(c) && c != U' ' && c != U'-' && c != U'.') {
            out += c >= U'A' && c <= U'Z' ? c + 32 : c;
        }
    }
    return out;
}

/// One letter for the consonants that sound alike; 0 for what is not heard as a consonant.
char32_t consonant_class(char32_t c) {
    switch (c) {
    case U'ข': case U'ฃ': case U'ค': case U'ฅ': case U'ฆ': return U'ค';
    case U'ซ': case U'ศ': case U'ษ': case U'ส': return U'ส';
    case U'ฉ': case U'ช': case U'ฌ': return U'ช';
    case U'ญ': case U'ย': return U'ย';
    case U'ฎ': case U'ด': return U'ด';
    case U'ฏ': case U'ต': return U'ต';
    case U'ฐ': case U'ฑ': case U'ฒ': case U'ถ': case U'ท': case U'ธ': return U'ท';
    case U'ณ': case U'น': return U'น';
    case U'ผ': case U'พ': case U'ภ': return U'พ';
    case U'ฝ': case U'ฟ': return U'ฟ';
    case U'ร': case U'ล': case U'ฬ': case U'ฤ': return U'ล';
    case U'ห': case U'ฮ': return U'ฮ';
    case U'อ': return 0;
    default: return is_consonant(c) ? c : 0;
    }
}

/// ห before a low consonant only changes the tone: หนู sounds as นู.
bool leads_silently(const std::u32string& name, std::size_t i) {
    constexpr std::u32string_view led = U"งญนมยรลว";
    return name[i] == U'ห' && i + 1 < name.size() && led.find(name[i + 1]) != std::u32string_view::npos;
}

} // namespace

std::string plain_name(std::string_view name) {
    return utf8_of(without_signs(letters_of(split_title(name).name)));
}

std::string sound_of_name(std::string_view plain) {
    const auto name = letters_of(plain);
    std::u32string sound;
    for (std::size_t i = 0; i < name.size(); ++i) {
        const auto c = name[i];
        const auto heard = is_thai(c) ? consonant_class(c) : c;
        if (heard == 0 || leads_silently(name, i))
            continue;
        if (sound.empty() || sound.back() != heard)
            sound += heard;
    }
    return sound.empty() ? std::string(plain) : utf8_of(sound);
}

std::vector<std::string> search_keys(std::string_view name) {
    const auto plain = plain_name(name);
    if (plain.empty())
        return {};
    const auto sound = sound_of_name(plain);
    std::vector<std::string> keys{"=" + plain, "~" + sound};
    const auto letters = letters_of(sound);
    if (letters.size() < 3) // of two letters one is left: it would find everybody
        return keys;
    for (std::size_t i = 0; i < letters.size(); ++i) {
        auto shorter = letters;
        shorter.erase(i, 1);
        auto key = "-" + utf8_of(shorter);
        if (std::find(keys.begin(), keys.end(), key) == keys.end())
            keys.push_back(std::move(key));
    }
    return keys;
}

std::vector<std::string> search_words(std::string_view question) {
    std::vector<std::string> words;
    const auto name = split_title(question).name;
    std::string_view rest = name;
    while (!rest.empty()) {
        const auto blank = rest.find(' ');
        if (blank != 0 && words.size() < 6)
            words.emplace_back(rest.substr(0, blank));
        rest = blank == std::string_view::npos ? std::string_view{} : rest.substr(blank + 1);
    }
    return words;
}

double likeness(std::string_view plain, std::string_view other_plain) {
    const auto a = letters_of(plain);
    const auto b = letters_of(other_plain);
    if (a.empty() || b.empty())
        return 0;
    std::vector<std::vector<std::size_t>> d(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
    for (std::size_t i = 0; i <= a.size(); ++i)
        for (std::size_t j = 0; j <= b.size(); ++j) {
            if (i == 0 || j == 0) {
                d[i][j] = i + j;
                continue;
            }
            const std::size_t change = a[i - 1] == b[j - 1] ? 0 : 1;
            d[i][j] = std::min({d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + change});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
        }
    return 1 - static_cast<double>(d[a.size()][b.size()]) / static_cast<double>(std::max(a.size(), b.size()));
}

} // namespace samatcha::persons
