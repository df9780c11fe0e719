#include "modules/registers/column_profile.hpp"

#include "base/identifier.hpp"
#include "base/partial_date.hpp"
#include "base/thai_text.hpp"
#include "modules/registers/value_words.hpp"

#include <algorithm>
#include <string>
#include <unordered_set>

namespace samatcha::registers {

namespace {

bool is_number(std::string_view text) {
    return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

bool is_house_number(std::string_view text) {
    return text.size() <= 12 && text.find_first_of("0123456789") == 0 &&
           text.find_first_not_of("0123456789/-") == std::string_view::npos;
}

bool is_thai_letters(std::string_view text) {
    std::size_t thai = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        if (byte == 0xE0)
            ++thai;
        else if (byte < 0x80 && text[i] != ' ' && text[i] != '.' && text[i] != '-')
            return false;
    }
    return thai >= 2;
}

/// A date with three parts or eight digits; a bare year or a spreadsheet's serial is too little.
bool is_written_date(std::string_view text, PartialDate& date) {
    const auto separators =
        std::count_if(text.begin(), text.end(), [](char c) { return c == '/' || c == '-' || c == '.' || c == ' '; });
    if (!(is_number(text) && (text.size() == 8 || text.size() == 14)) && separators < 2)
        return false;
    const auto read = parse_date(text.size() == 14 ? text.substr(0, 8) : text);
    if (!read || read->year_ce < 1900 || read->year_ce > 2100)
        return false;
    date = *read;
    return true;
}

void count_text(ColumnProfile& profile, std::string_view text) {
    if (!is_thai_letters(text))
        return;
    const auto parts = split_title(text);
    if (!parts.title.empty())
        ++(parts.name.empty() ? profile.titles_alone : profile.titles_glued);
    if (parts.name.find(' ') != std::string::npos)
        ++profile.names_thai;
    else if (!parts.name.empty())
        ++profile.words_thai;
}

void count_digits(ColumnProfile& profile, std::string_view text, const area::Gazetteer& gazetteer,
                  const std::unordered_set<std::string_view>& postcodes) {
    if (is_number(text)) {
        ++profile.numbers;
        if (text.size() <= 2)
            ++profile.small_numbers;
        if ((text.size() == 6 || text.size() == 8) && gazetteer.subdistrict(text.substr(0, 6)))
            ++profile.subdistrict_codes;
        if (text.size() == 5 && postcodes.contains(text))
            ++profile.postcodes;
    }
    if (text.find('/') != std::string_view::npos && is_house_number(text))
        ++profile.house_numbers;
    if (text.size() >= 9 && text.size() <= 16 && !phone_of(text).empty())
        ++profile.phones;
}

} // namespace

ColumnProfile profile_of(std::span<const std::string_view> sample, const area::Gazetteer& gazetteer) {
    std::unordered_set<std::string_view> postcodes;
    for (const auto& province : gazetteer.provinces())
        for (const auto& subdistrict : gazetteer.subdistricts(province.code))
            postcodes.insert(subdistrict.postcode);

    ColumnProfile profile;
    std::unordered_set<std::string> seen;
    for (const auto cell : sample) {
        const auto text = ascii_digits(trimmed(cell));
        if (is_filler(text))
            continue;
        ++profile.values;
        seen.insert(text);
        const auto identifier = parse_identifier(text);
        const bool is_right = identifier.kind == IdentifierKind::CitizenId ||
                              identifier.kind == IdentifierKind::NoCivilStatusId;
        if (is_right)
            ++profile.citizen_ids;
        if (is_right || identifier.kind == IdentifierKind::CitizenIdBroken)
            ++profile.thirteen_digits;
        if (identifier.kind == IdentifierKind::GCode)
            ++profile.g_codes;
        if (identifier.kind == IdentifierKind::Passport)
            ++profile.passports;
        PartialDate date;
        if (is_written_date(text, date)) {
            ++profile.dates;
            if (date.month == 1 && date.day == 1)
                ++profile.january_first;
        }
        if (text.size() <= 18 && sex_of(text) != 0 && sex_of_title(text) == 0)
            ++profile.sexes;
        if (!grade_of(text).empty())
            ++profile.grades;
        count_digits(profile, text, gazetteer, postcodes);
        count_text(profile, text);
    }
    profile.distinct = seen.size();
    return profile;
}

} // namespace samatcha::registers
