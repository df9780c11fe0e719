#include "modules/registers/value_words.hpp"

#include "base/thai_text.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

namespace samatcha::registers {

namespace {

std::string lower_ascii(std::string_view text) {
    std::string out(text);
    for (auto& c : out)
        if (c >= 'A' && c <= 'Z')
            c = static_cast<char>(c - 'A' + 'a');
    return out;
}

template <std::size_t N>
bool is_one_of(std::string_view word, const std::array<std::string_view, N>& words) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

bool has_thai_digit(std::string_view text) {
    return text.find("\xE0\xB9") != std::string_view::npos; // ๐-๙ are E0 B9 90-99; a hint is enough.
}

std::string digits_of(std::string_view text) {
    const auto ascii = has_thai_digit(text) ? ascii_digits(text) : std::string(text);
    std::string digits;
    for (const char c : ascii)
        if (c >= '0' && c <= '9')
            digits += c;
    return digits;
}

} // namespace

std::string_view trimmed(std::string_view text) {
    const auto is_blank = [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; };
    while (!text.empty()) {
        if (is_blank(text.front()))
            text.remove_prefix(1);
        else if (text.starts_with("\xC2\xA0"))
            text.remove_prefix(2);
        else if (is_blank(text.back()))
            text.remove_suffix(1);
        else if (text.ends_with("\xC2\xA0"))
            text.remove_suffix(2);
        else
            break;
    }
    return text;
}

bool is_filler(std::string_view text) {
    if (text.empty())
        return true;
    if (text.size() > 24)
        return false;
    if (text.find_first_not_of("-._/*?") == std::string_view::npos)
        return true;
    static constexpr std::array<std::string_view, 5> latin{"n/a", "na", "null", "none", "nil"};
    static constexpr std::array<std::string_view, 6> thai{"ไม่ทราบ", "ไม่ระบุ", "ไม่มี",
                                                          "ไม่ปรากฏ", "ไม่มีข้อมูล", "ว่าง"};
    if (static_cast<unsigned char>(text.front()) < 0x80)
        return text.size() <= 4 && is_one_of(lower_ascii(text), latin);
    return is_one_of(text, thai);
}

char sex_of(std::string_view text) {
    static constexpr std::array<std::string_view, 7> male{"m", "1", "ช", "ช.", "ชาย", "male", "๑"};
    static constexpr std::array<std::string_view, 7> female{"f", "2", "ญ", "ญ.", "หญิง", "female", "๒"};
    const auto word = lower_ascii(text);
    if (is_one_of(word, male))
        return 'M';
    if (is_one_of(word, female))
        return 'F';
    return sex_of_title(text);
}

std::string_view title_of_code(std::string_view text) {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 5> titles{
        {{"1", "ด.ช."}, {"2", "ด.ญ."}, {"3", "นาย"}, {"4", "น.ส."}, {"5", "นาง"}}};
    auto digits = text;
    while (digits.size() > 1 && digits.starts_with('0'))
        digits.remove_prefix(1);
    for (const auto& [code, title] : titles)
        if (digits == code)
            return title;
    return text;
}

std::string_view nationality_of(std::string_view text) {
    static constexpr std::array<std::string_view, 7> thai{"099", "99", "ไทย", "thai", "th", "tha", "thailand"};
    static constexpr std::array<std::string_view, 6> stateless{
        "ไร้สัญชาติ", "ไม่มีสัญชาติ", "stateless", "ไม่ได้สัญชาติไทย", "ไร้รัฐ", "none"};
    const auto word = lower_ascii(text);
    if (is_one_of(word, thai))
        return "thai";
    return is_one_of(word, stateless) ? "stateless" : text;
}

std::string_view status_of(std::string_view text) {
    static constexpr std::array<std::string_view, 10> present{
        "present", "alive", "active", "ปกติ", "มีชีวิต", "มีชีวิตอยู่", "อาศัยอยู่", "มีชื่อในทะเบียนบ้าน", "คงอยู่", "living"};
    static constexpr std::array<std::string_view, 7> dead{"dead",  "died", "ตาย", "เสียชีวิต",
                                                          "ถึงแก่กรรม", "deceased", "มรณะ"};
    static constexpr std::array<std::string_view, 7> moved{"moved", "moved_away", "moved_out", "ย้าย",
                                                           "ย้ายออก", "ย้ายที่อยู่", "แจ้งย้าย"};
    static constexpr std::array<std::string_view, 4> missing{"missing", "สาบสูญ", "disappeared", "ไม่พบตัว"};
    const auto word = lower_ascii(text);
    if (is_one_of(word, present))
        return "present";
    if (is_one_of(word, dead))
        return "dead";
    if (is_one_of(word, moved))
        return "moved";
    return is_one_of(word, missing) ? "missing" : text;
}

std::string grade_of(std::string_view text) {
    struct Level {
        std::string_view word;
        std::string_view short_form;
        char last; ///< The highest year of the level.
    };
    // Longest first, so that "ประถม" does not eat "ประถมศึกษาปีที่".
    static constexpr std::array<Level, 22> levels{{{"ประกาศนียบัตรวิชาชีพปีที่", "ปวช.", '3'},
                                                   {"ประกาศนียบัตรวิชาชีพ", "ปวช.", '3'},
                                                   {"มัธยมศึกษาปีที่", "ม.", '6'},
                                                   {"ประถมศึกษาปีที่", "ป.", '6'},
                                                   {"อนุบาลปีที่", "อ.", '3'},
                                                   {"ชั้นอนุบาล", "อ.", '3'},
                                                   {"อนุบาล", "อ.", '3'},
                                                   {"มัธยม", "ม.", '6'},
                                                   {"ประถม", "ป.", '6'},
                                                   {"ปวช", "ปวช.", '3'},
                                                   {"ปวส", "ปวส.", '2'},
                                                   {"mattayom", "ม.", '6'},
                                                   {"matthayom", "ม.", '6'},
                                                   {"prathom", "ป.", '6'},
                                                   {"kindergarten", "อ.", '3'},
                                                   {"อบ", "อ.", '3'},
                                                   {"อ", "อ.", '3'},
                                                   {"ป", "ป.", '6'},
                                                   {"ม", "ม.", '6'},
                                                   {"k", "อ.", '3'},
                                                   {"p", "ป.", '6'},
                                                   {"m", "ม.", '6'}}};
    std::string bare;
    for (const char c : lower_ascii(has_thai_digit(text) ? ascii_digits(text) : std::string(text)))
        if (c != ' ' && c != '.' && c != '-')
            bare += c;
    std::string_view rest = bare;
    if (rest.starts_with("ชั้น"))
        rest.remove_prefix(std::string_view("ชั้น").size());
    for (const auto& level : levels) {
        if (!rest.starts_with(level.word))
            continue;
        // What follows the year is the room: ป.1/2.
        const auto year = rest.substr(level.word.size());
        if (!year.empty() && year[0] >= '1' && year[0] <= level.last &&
            (year.size() == 1 || year[1] == '/'))
            return std::string(level.short_form) + year[0];
    }
    return {};
}

std::string phone_of(std::string_view text) {
    auto digits = digits_of(text);
    if (digits.starts_with("66") && digits.size() >= 10)
        digits = "0" + digits.substr(digits[2] == '0' ? 3 : 2);
    // A spreadsheet that takes it for a number eats the first zero.
    if (digits.size() == 9 && (digits[0] == '6' || digits[0] == '8' || digits[0] == '9'))
        digits.insert(digits.begin(), '0');
    const bool fits = (digits.size() == 9 || digits.size() == 10) && digits[0] == '0';
    return fits ? digits : std::string{};
}

std::string village_no_of(std::string_view text) {
    auto digits = digits_of(text);
    while (digits.size() > 1 && digits[0] == '0')
        digits.erase(0, 1);
    return digits.empty() || digits.size() > 3 || digits == "0" ? std::string{} : digits;
}

std::string code_list_of(std::string_view text) {
    std::string out;
    bool gap = false;
    const auto plain = has_thai_digit(text) ? ascii_digits(text) : std::string(text);
    for (const char c : plain) {
        if (c == ',' || c == ';' || c == '|' || c == '/' || c == ' ') {
            gap = !out.empty();
            continue;
        }
        if (gap)
            out += ',';
        gap = false;
        out += c;
    }
    return out;
}

} // namespace samatcha::registers
