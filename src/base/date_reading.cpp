// Reading dates as registers write them (parse_date, date_convention_of of base/partial_date.hpp).
#include "base/partial_date.hpp"
#include "base/thai_months.hpp"

#include <array>

namespace samatcha {

namespace {

/// Three-letter stems of English months, and the consonants of the Thai abbreviations.
constexpr std::array<std::string_view, 12> english_months{"jan", "feb", "mar", "apr", "may", "jun",
                                                          "jul", "aug", "sep", "oct", "nov", "dec"};
constexpr std::array<std::string_view, 12> english_months_full{
    "january", "february", "march",     "april",   "may",      "june",
    "july",    "august",   "september", "october", "november", "december"};
constexpr std::array<std::string_view, 12> thai_months_undotted{
    "มค", "กพ", "มีค", "เมย", "พค", "มิย", "กค", "สค", "กย", "ตค", "พย", "ธค"};
/// How a full name begins when its ending is left out or mistyped (กุมภา, กรกฏาคม, พฤษจิกา).
constexpr std::array<std::string_view, 12> thai_month_stems{"มกรา",  "กุมภา", "มีนา",    "เมษา",
                                                            "พฤษภา", "มิถุนา", "กรกฎา",  "สิงหา",
                                                            "กันยา",  "ตุลา",  "พฤศจิกา", "ธันวา"};

/// A number as written: its value and how many digits it had.
struct NumberToken {
    std::int64_t value = 0;
    int digits = 0;
    bool after_word = false;
};

/// A date cut into numbers and at most one word for the month; no memory is allocated.
struct DateTokens {
    std::array<NumberToken, 3> numbers{};
    int count = 0;
    int month = 0;          ///< From its name; zero if none was written.
    Era era = Era::Unknown; ///< As written: พ.ศ., ค.ศ., an English month.
    bool era_written = false;
    bool dotted_pair = false; ///< "41149.5": number, dot, number.
};

enum class Reading { Date, Empty, Unreadable };

/// Takes `suffix` off `word`; true if it was there.
bool take_suffix(std::string_view& word, std::string_view suffix) {
    if (!word.ends_with(suffix))
        return false;
    word.remove_suffix(suffix.size());
    return true;
}

bool take_prefix(std::string_view& word, std::string_view prefix) {
    if (!word.starts_with(prefix))
        return false;
    word.remove_prefix(prefix.size());
    return true;
}

int thai_month(std::string_view word) {
    for (std::size_t i = 0; i < 12; ++i)
        if (word == thai_months_undotted[i] || word == thai_months_full[i] ||
            word == thai_month_stems[i])
            return static_cast<int>(i) + 1;
    if (word.starts_with("กุมภาพัน"))
        return 2;
    if (word == "กรกฏาคม" || word == "กรกฏา")
        return 7;
    if (word == "พฤษจิกายน" || word == "พฤศจิกายม")
        return 11;
    return 0;
}

int english_month(std::string_view word) {
    for (std::size_t i = 0; i < 12; ++i)
        if (word == english_months[i] || word == english_months_full[i])
            return static_cast<int>(i) + 1;
    return word == "sept" ? 9 : 0;
}

/// Understands the words of a date (dots and blanks already gone): month, era, "วันที่", week days.
bool read_word(std::string_view word, DateTokens& tokens) {
    const auto set_era = [&](Era era) {
        tokens.era = era;
        tokens.era_written = true;
    };
    if (take_suffix(word, "พุทธศักราช") || take_suffix(word, "พศ") || take_suffix(word, "be"))
        set_era(Era::Buddhist);
    else if (take_suffix(word, "คริสต์ศักราช") || take_suffix(word, "คศ") || take_suffix(word, "ad") ||
             take_suffix(word, "ce"))
        set_era(Era::Common);
    take_suffix(word, "ปี");
    take_prefix(word, "เดือน");
    if (take_prefix(word, "วัน"))
        for (const std::string_view day :
             {"จันทร์", "อังคาร", "พุธ", "พฤหัสบดี", "พฤหัส", "ศุกร์", "เสาร์", "อาทิตย์"})
            if (take_prefix(word, day))
                break;
    take_prefix(word, "ที่");
    if (word.empty() || word == "t" || word == "st" || word == "nd" || word == "rd" || word == "th")
        return true;
    int month = thai_month(word);
    if (month == 0) {
        month = english_month(word);
        if (month != 0 && !tokens.era_written)
            tokens.era = Era::Common;
    }
    if (month == 0 || tokens.month != 0)
        return false;
    tokens.month = month;
    return true;
}

/// One character as the tokeniser sees it.
struct Character {
    enum Kind { Digit, Letter, Dot, Blank, Separator, Wrong } kind;
    std::size_t bytes;
    int digit = 0;
};

Character character_at(std::string_view text, std::size_t i) {
    const char c = text[i];
    if (c >= '0' && c <= '9')
        return {Character::Digit, 1, c - '0'};
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'))
        return {Character::Letter, 1};
    if (c == '.')
        return {Character::Dot, 1};
    if (c == '/' || c == '-' || c == ',' || c == '\\')
        return {Character::Separator, 1};
    const auto byte = static_cast<unsigned char>(c);
    if (byte <= 0x20 || c == '\'')
        return {Character::Blank, 1};
    if (c == '\xE0' && i + 2 < text.size() && (text[i + 1] == '\xB8' || text[i + 1] == '\xB9')) {
        if (text[i + 1] == '\xB9' && text[i + 2] >= '\x90' && text[i + 2] <= '\x99')
            return {Character::Digit, 3, text[i + 2] - '\x90'};
        return {Character::Letter, 3};
    }
    if (c == '\xC2' && i + 1 < text.size() && text[i + 1] == '\xA0')
        return {Character::Blank, 2};
    if (i + 2 < text.size() && c == '\xE2' && text[i + 1] == '\x80')
        return {text[i + 2] >= '\x90' && text[i + 2] <= '\x95' ? Character::Separator
                                                               : Character::Blank,
                3};
    if (text.substr(i).starts_with("\xEF\xBB\xBF"))
        return {Character::Blank, 3};
    return {Character::Wrong, 1};
}

/// Where a time of day (blank or T, then digits and a colon) begins; the text's end if none does.
std::size_t time_of_day(std::string_view text) {
    const auto colon = text.find(':');
    if (colon == std::string_view::npos)
        return text.size();
    std::size_t i = colon;
    while (i > 0 && text[i - 1] >= '0' && text[i - 1] <= '9')
        --i;
    if (i == 0 || i == colon || colon - i > 2 || (text[i - 1] != ' ' && text[i - 1] != 'T'))
        return std::string_view::npos;
    return i - 1;
}

bool is_filler_text(std::string_view text) {
    for (const std::string_view filler : {"ไม่ทราบ", "ไม่ระบุ", "ไม่มี", "ไม่มีข้อมูล", "NULL", "null",
                                          "N/A", "n/a", "NA", "None", "NaN", "NaT"})
        if (text == filler)
            return true;
    return false;
}

Reading tokenise(std::string_view text, DateTokens& tokens) {
    while (!text.empty() && static_cast<unsigned char>(text.back()) <= 0x20)
        text.remove_suffix(1);
    while (!text.empty() && static_cast<unsigned char>(text.front()) <= 0x20)
        text.remove_prefix(1);
    const auto end = time_of_day(text);
    if (end == std::string_view::npos)
        return Reading::Unreadable;
    text = text.substr(0, end);

    std::array<char, 64> word{};
    std::size_t word_size = 0;
    bool in_number = false;
    bool any = false;
    const auto end_word = [&] {
        const bool understood = word_size == 0 || read_word({word.data(), word_size}, tokens);
        word_size = 0;
        return understood;
    };
    for (std::size_t i = 0; i < text.size();) {
        const auto character = character_at(text, i);
        if (character.kind == Character::Digit) {
            if (!in_number) {
                const bool after_word = word_size != 0;
                if (!end_word() || tokens.count == 3)
                    return Reading::Unreadable;
                tokens.numbers[static_cast<std::size_t>(tokens.count++)].after_word = after_word;
                in_number = true;
            }
            auto& number = tokens.numbers[static_cast<std::size_t>(tokens.count - 1)];
            if (++number.digits > 14)
                return Reading::Unreadable;
            number.value = number.value * 10 + character.digit;
            any = true;
        } else {
            if (character.kind == Character::Wrong)
                return is_filler_text(text) ? Reading::Empty : Reading::Unreadable;
            if (character.kind == Character::Letter) {
                if (word_size + character.bytes > word.size())
                    return Reading::Unreadable;
                for (std::size_t k = 0; k < character.bytes; ++k) {
                    const char c = text[i + k];
                    word[word_size++] = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
                }
                any = true;
            } else if (character.kind == Character::Dot && in_number && tokens.count == 1 &&
                       i + 1 < text.size()) {
                tokens.dotted_pair = true;
            }
            in_number = false;
        }
        i += character.bytes;
    }
    if (!any || is_filler_text(text))
        return Reading::Empty;
    return end_word() ? Reading::Date : Reading::Unreadable;
}

Unexpected<Error> unreadable_date() {
    return failure(ErrorCode::InvalidInput, "date.unreadable");
}
Unexpected<Error> impossible_date() {
    return failure(ErrorCode::InvalidInput, "date.impossible");
}

bool is_plausible_year(std::int64_t year) {
    return (year >= 1850 && year <= 2120) || (year >= 2393 && year <= 2663);
}

int expand_two_digits(int two_digits, Era era, int reference_year_ce) {
    int reference = reference_year_ce != 0 ? reference_year_ce : 2026;
    if (era == Era::Buddhist)
        reference += buddhist_offset;
    int year = reference - reference % 100 + two_digits;
    if (year > reference)
        year -= 100;
    return era == Era::Buddhist ? year - buddhist_offset : year;
}

/// The Gregorian year a number means, or 0 if it can mean none.
int year_ce_of(const NumberToken& number, const DateTokens& tokens,
               const DateConvention& convention) {
    if (number.digits <= 2) {
        Era era = tokens.era != Era::Unknown ? tokens.era : convention.era;
        if (!tokens.era_written && convention.era != Era::Unknown)
            era = convention.era;
        if (era == Era::Unknown)
            era = Era::Buddhist;
        return expand_two_digits(static_cast<int>(number.value), era, convention.reference_year_ce);
    }
    if (number.digits > 4)
        return 0;
    const int year =
        static_cast<int>(number.value >= 2300 ? number.value - buddhist_offset : number.value);
    return year >= year_min_ce && year <= year_max_ce ? year : 0;
}

Result<PartialDate> dated(int year_ce, std::int64_t month, std::int64_t day) {
    if (month == 0)
        day = 0; // A day of an unknown month says nothing.
    if (year_ce == 0 || month > 12 || day > 31)
        return impossible_date();
    const PartialDate date{static_cast<std::int16_t>(year_ce), static_cast<std::int8_t>(month),
                           static_cast<std::int8_t>(day)};
    return is_valid(date) ? Result<PartialDate>(date) : Result<PartialDate>(impossible_date());
}

/// 20120828, 25550828, 28082012, 7082555, and the health files' 20120828093000.
Result<PartialDate> run_of_digits(const NumberToken& number, const DateTokens& tokens,
                                  const DateConvention& convention) {
    auto value = number.value;
    int digits = number.digits;
    if (digits == 14 || digits == 12) {
        value /= digits == 14 ? 1'000'000 : 10'000;
        digits = 8;
        if (!is_plausible_year(value / 10'000))
            return unreadable_date();
    }
    const auto year_of = [&](std::int64_t year) {
        return year_ce_of({year, 4}, tokens, convention);
    };
    if (digits == 8 && value == 0)
        return PartialDate{};
    if (digits == 8 && is_plausible_year(value / 10'000) && value / 100 % 100 <= 12)
        return dated(year_of(value / 10'000), value / 100 % 100, value % 100);
    if ((digits == 8 || digits == 7) && is_plausible_year(value % 10'000))
        return dated(year_of(value % 10'000), value / 10'000 % 100, value / 1'000'000);
    if (digits == 6 && convention.order != DayOrder::DayFirst && is_plausible_year(value / 100) &&
        value % 100 <= 12)
        return dated(year_of(value / 100), value % 100, 0);
    if (digits == 6 && convention.order == DayOrder::DayFirst)
        return dated(year_ce_of({value % 100, 2}, tokens, convention), value / 100 % 100,
                     value / 10'000);
    if (digits == 6 && convention.order == DayOrder::YearFirst)
        return dated(year_ce_of({value / 10'000, 2}, tokens, convention), value / 100 % 100,
                     value % 100);
    // Excel's day numbers, 1927 to 2100.
    if (digits == 5 && value >= 10'000 && value <= 73'415)
        return date_from_days(static_cast<std::int32_t>(value) - 25'569);
    return digits == 6 || digits == 8 ? impossible_date() : unreadable_date();
}

Result<PartialDate> one_number(const DateTokens& tokens, const DateConvention& convention) {
    const auto& number = tokens.numbers[0];
    if (tokens.month != 0)
        return number.after_word || number.digits == 4
                   ? dated(year_ce_of(number, tokens, convention), tokens.month, 0)
                   : Result<PartialDate>(unreadable_date());
    if (number.digits == 4) {
        if (number.value == 0)
            return PartialDate{};
        return dated(year_ce_of(number, tokens, convention), 0, 0);
    }
    if (number.digits == 2 && tokens.era_written)
        return dated(year_ce_of(number, tokens, convention), 0, 0);
    if (number.digits == 1 && number.value == 0)
        return PartialDate{};
    return run_of_digits(number, tokens, convention);
}

Result<PartialDate> two_numbers(const DateTokens& tokens, const DateConvention& convention) {
    const auto& [first, second, unused] = tokens.numbers;
    if (tokens.dotted_pair && tokens.month == 0 && first.digits >= 4 &&
        (first.digits == 5 || second.value == 0)) {
        auto whole = tokens;
        whole.count = 1;
        return one_number(whole, convention);
    }
    const auto year_of = [&](const NumberToken& n) { return year_ce_of(n, tokens, convention); };
    if (tokens.month != 0) {
        if (first.digits > 2)
            return dated(year_of(first), tokens.month, second.value);
        return dated(year_of(second), tokens.month, first.value);
    }
    if (first.digits == 4 && second.digits <= 2)
        return dated(year_of(first), second.value, 0);
    if (first.digits <= 2 && (second.digits == 4 || (second.digits == 2 && second.value > 31)))
        return dated(year_of(second), first.value, 0);
    return unreadable_date();
}

Result<PartialDate> three_numbers(const DateTokens& tokens, const DateConvention& convention) {
    const auto& [first, second, third] = tokens.numbers;
    if (tokens.month != 0 || second.digits > 2)
        return unreadable_date();
    const auto year_of = [&](const NumberToken& n) { return year_ce_of(n, tokens, convention); };
    if (first.value == 0 && second.value == 0 && third.value == 0)
        return PartialDate{};
    if (first.digits > 2 || (third.digits <= 2 && (convention.order == DayOrder::YearFirst ||
                                                   (first.value > 31 && third.value <= 31)))) {
        if (third.digits > 2)
            return unreadable_date();
        return dated(year_of(first), second.value, third.value);
    }
    const int year = year_of(third);
    // Where only one reading is a date, it is meant: a column mixes both orders by mistake.
    const bool month_first = convention.order == DayOrder::MonthFirst;
    const auto day = month_first ? second.value : first.value;
    const auto month = month_first ? first.value : second.value;
    if (month > 12 && day <= 12)
        return dated(year, day, month);
    return dated(year, month, day);
}

Result<PartialDate> date_of(const DateTokens& tokens, const DateConvention& convention) {
    switch (tokens.count) {
    case 1:
        return one_number(tokens, convention);
    case 2:
        return two_numbers(tokens, convention);
    case 3:
        return three_numbers(tokens, convention);
    }
    return unreadable_date();
}

/// Counts what the dates of a column show about its convention.
struct ConventionVotes {
    int buddhist = 0, common = 0;
    int near_as_buddhist = 0,
        near_as_common = 0; ///< Two-digit years, by the reading nearer to now.
    int day_first = 0, month_first = 0, year_first = 0, plain_year_first = 0;

    void add_year(const NumberToken& year, const DateTokens& tokens, int reference_year_ce) {
        if (year.digits == 4) {
            if (year.value >= 2300)
                ++buddhist;
            else if (year.value >= year_min_ce && year.value <= year_max_ce)
                ++common;
        } else if (year.digits <= 2) {
            if (tokens.era != Era::Unknown) {
                ++(tokens.era == Era::Buddhist ? buddhist : common);
                return;
            }
            const auto years = static_cast<int>(year.value);
            const int as_buddhist = expand_two_digits(years, Era::Buddhist, reference_year_ce);
            const int as_common = expand_two_digits(years, Era::Common, reference_year_ce);
            ++(as_buddhist > as_common ? near_as_buddhist : near_as_common);
        }
    }

    void add_run(const NumberToken& number, const DateTokens& tokens, int reference_year_ce) {
        if (number.digits == 8 && is_plausible_year(number.value / 10'000) &&
            number.value / 100 % 100 <= 12) {
            add_year({number.value / 10'000, 4}, tokens, reference_year_ce);
            ++plain_year_first;
        } else if (number.digits == 8) {
            add_year({number.value % 10'000, 4}, tokens, reference_year_ce);
            ++day_first;
        } else if (number.digits == 4) {
            add_year(number, tokens, reference_year_ce);
        } else if (number.digits == 6) {
            const auto first = number.value / 10'000, last = number.value % 100;
            if (first > 31 && last <= 31)
                ++year_first;
            if (last > 31 && first <= 31)
                ++day_first;
        }
    }

    void add(const DateTokens& tokens, int reference_year_ce) {
        const auto& [first, second, third] = tokens.numbers;
        if (tokens.count == 1)
            return add_run(first, tokens, reference_year_ce);
        if (tokens.count == 2)
            return add_year(first.digits == 4 ? first : second, tokens, reference_year_ce);
        if (first.digits == 4) {
            ++plain_year_first;
            return add_year(first, tokens, reference_year_ce);
        }
        if (third.digits <= 2 && first.value > 31) {
            ++year_first;
            return add_year(first, tokens, reference_year_ce);
        }
        add_year(third, tokens, reference_year_ce);
        if (first.value > 12 && second.value <= 12)
            ++day_first;
        if (second.value > 12 && first.value <= 12)
            ++month_first;
    }

    DateConvention convention(std::int16_t reference_year_ce) const {
        DateConvention learnt{.reference_year_ce = reference_year_ce};
        const bool four_digits = buddhist + common > 0;
        const int b = four_digits ? buddhist : near_as_buddhist;
        const int c = four_digits ? common : near_as_common;
        if (b != c)
            learnt.era = b > c ? Era::Buddhist : Era::Common;
        if (day_first > month_first && day_first >= year_first)
            learnt.order = DayOrder::DayFirst;
        else if (month_first > day_first && month_first >= year_first)
            learnt.order = DayOrder::MonthFirst;
        else if (year_first > 0 || (day_first == 0 && plain_year_first > 0))
            learnt.order = DayOrder::YearFirst;
        return learnt;
    }
};

template <class Samples>
DateConvention learn_convention(const Samples& samples, std::int16_t reference_year_ce) {
    ConventionVotes votes;
    for (const auto& sample : samples) {
        DateTokens tokens;
        if (tokenise(sample, tokens) == Reading::Date && tokens.count > 0)
            votes.add(tokens, reference_year_ce);
    }
    return votes.convention(reference_year_ce);
}

} // namespace

Result<PartialDate> parse_date(std::string_view text, const DateConvention& convention) {
    DateTokens tokens;
    switch (tokenise(text, tokens)) {
    case Reading::Empty:
        return PartialDate{};
    case Reading::Unreadable:
        return unreadable_date();
    case Reading::Date:
        break;
    }
    return date_of(tokens, convention);
}

DateConvention date_convention_of(std::span<const std::string> samples,
                                  std::int16_t reference_year_ce) {
    return learn_convention(samples, reference_year_ce);
}

DateConvention date_convention_of(std::span<const std::string_view> samples,
                                  std::int16_t reference_year_ce) {
    return learn_convention(samples, reference_year_ce);
}

} // namespace samatcha
