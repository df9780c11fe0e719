#include "base/identifier.hpp"

#include "base/thai_text.hpp"

#include <algorithm>
#include <array>

namespace samatcha {

namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
bool is_letter(char c) {
    return c >= 'A' && c <= 'Z';
}

bool all_digits(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
}

/// How many bytes at `i` stand for nothing in an identifier: blanks, dashes, apostrophes of
/// spreadsheets, invisible characters. Zero if the character counts.
std::size_t filler_bytes(std::string_view text, std::size_t i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (c <= 0x20 || c == '-' || c == '\'' || c == 0x7f)
        return 1;
    if (c == 0xC2 && i + 1 < text.size()) {
        const auto next = static_cast<unsigned char>(text[i + 1]);
        return next == 0xA0 || next == 0xAD ? 2 : 0;
    }
    if (i + 2 >= text.size())
        return 0;
    const auto second = static_cast<unsigned char>(text[i + 1]);
    const auto third = static_cast<unsigned char>(text[i + 2]);
    // U+2000-2015 spaces, zero-width characters and dashes, U+2060 word joiner, U+FEFF.
    if (c == 0xE2 && second == 0x80 && third <= 0x95)
        return 3;
    if ((c == 0xE2 && second == 0x81 && third == 0xA0) ||
        (c == 0xEF && second == 0xBB && third == 0xBF))
        return 3;
    return 0;
}

std::string normalised(std::string_view text) {
    // In broken bytes, what is left out could bring others together to a digit.
    if (!is_utf8(text))
        return normalised(repair_thai(text));
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size();) {
        if (const auto skip = filler_bytes(text, i)) {
            i += skip;
            continue;
        }
        if (text[i] == '\xE0' && i + 2 < text.size() && text[i + 1] == '\xB9' &&
            text[i + 2] >= '\x90' && text[i + 2] <= '\x99') {
            out += static_cast<char>('0' + (text[i + 2] - '\x90'));
            i += 3;
            continue;
        }
        const char c = text[i++];
        out += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    }
    // A spreadsheet that took the number for a decimal.
    if (out.size() > 2 && out.ends_with(".0") &&
        all_digits(std::string_view(out).substr(0, out.size() - 2)))
        out.resize(out.size() - 2);
    return out;
}

bool is_filler(std::string_view value) {
    static constexpr std::array<std::string_view, 11> words{
        "ไม่มี", "ไม่ทราบ", "ไม่ระบุ", "ไม่มีข้อมูล", "NULL",         "NONE",
        "N/A", "NA",     "NIL",   ".",       "1234567890121"};
    if (value.empty() || std::find(words.begin(), words.end(), value) != words.end())
        return true;
    return (is_digit(value[0]) || value[0] == 'X' || value[0] == '*' || value[0] == '.') &&
           (value.size() >= 5 || value[0] == '0' || value[0] == '*') &&
           value.find_first_not_of(value[0]) == std::string_view::npos;
}

bool is_passport(std::string_view value) {
    if (value.size() < 6 || value.size() > 9 || !is_letter(value[0]))
        return false;
    const auto digits = std::count_if(value.begin(), value.end(), is_digit);
    const auto letters = std::count_if(value.begin(), value.end(), is_letter);
    return digits >= 5 && static_cast<std::size_t>(digits + letters) == value.size();
}

} // namespace

Identifier parse_identifier(std::string_view text) {
    auto value = normalised(text);
    if (is_filler(value))
        return {};
    if (value.size() == 13 && all_digits(value)) {
        if (citizen_id_check_digit(std::string_view(value).substr(0, 12)) != value[12] - '0')
            return {IdentifierKind::CitizenIdBroken, std::move(value)};
        return {value[0] == '0' ? IdentifierKind::NoCivilStatusId : IdentifierKind::CitizenId,
                std::move(value)};
    }
    if (value.size() == 13 && value[0] == 'G' && all_digits(std::string_view(value).substr(1)))
        return {IdentifierKind::GCode, std::move(value)};
    return {is_passport(value) ? IdentifierKind::Passport : IdentifierKind::Other,
            std::move(value)};
}

int citizen_id_check_digit(std::string_view first_twelve_digits) {
    if (first_twelve_digits.size() != 12 || !all_digits(first_twelve_digits))
        return -1;
    int sum = 0;
    for (int i = 0; i < 12; ++i)
        sum += (first_twelve_digits[static_cast<std::size_t>(i)] - '0') * (13 - i);
    return (11 - sum % 11) % 10;
}

std::string masked_identifier(std::string_view value) {
    static constexpr std::string_view bullet = "•";
    const auto is_continuation = [](char c) {
        return (static_cast<unsigned char>(c) & 0xC0) == 0x80;
    };
    const auto characters = static_cast<std::size_t>(
        std::count_if(value.begin(), value.end(), [&](char c) { return !is_continuation(c); }));
    std::string out;
    if (characters == 13 && all_digits(value))
        return std::string(1, value.front()) + "-••••-•••••-••-" + value.back();
    if (characters <= 4) {
        for (std::size_t i = 0; i < characters; ++i)
            out += bullet;
        return out;
    }
    std::size_t first_end = 1;
    while (first_end < value.size() && is_continuation(value[first_end]))
        ++first_end;
    std::size_t last = value.size() - 1;
    while (last > 0 && is_continuation(value[last]))
        --last;
    out = value.substr(0, first_end);
    for (std::size_t i = 2; i < characters; ++i)
        out += bullet;
    return out += value.substr(last);
}

} // namespace samatcha
