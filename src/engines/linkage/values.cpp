#include "engines/linkage/values.hpp"

#include "base/identifier.hpp"
#include "base/thai_text.hpp"
#include "engines/linkage/name_key.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdlib>
#include <utility>
#include <vector>

namespace samatcha::linkage {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

constexpr std::uint32_t point_steps = 65534;

std::u16string widened(std::string_view ascii) { return {ascii.begin(), ascii.end()}; }

/// Blank-separated pieces as written.
std::vector<std::string_view> pieces_of(std::string_view text) {
    std::vector<std::string_view> pieces;
    while (!text.empty()) {
        const auto end = std::min(text.find(' '), text.size());
        if (end > 0)
            pieces.push_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return pieces;
}

struct DigitGroup {
    unsigned value = 0;
    std::size_t digits = 0;
};

std::vector<DigitGroup> digit_groups(std::string_view text) {
    std::vector<DigitGroup> groups;
    for (std::size_t i = 0; i < text.size();) {
        if (!is_digit(text[i])) {
            ++i;
            continue;
        }
        DigitGroup group;
        for (; i < text.size() && is_digit(text[i]); ++i, ++group.digits)
            group.value = (group.value * 10 + static_cast<unsigned>(text[i] - '0')) % 100000000U;
        groups.push_back(group);
    }
    return groups;
}

unsigned common_year(unsigned year) { return year >= 2300 && year < 2700 ? year - 543 : year; }

/// For what parse_date refuses: impossible dates still tell two of their three parts.
PackedDate impossible_date_of(std::string_view text, const DateConvention& convention) {
    auto groups = digit_groups(text);
    if (groups.size() == 1 && groups[0].digits == 8) {
        const auto whole = groups[0].value;
        groups = convention.order == DayOrder::DayFirst
                     ? std::vector<DigitGroup>{{whole / 1000000, 2}, {whole / 10000 % 100, 2}, {whole % 10000, 4}}
                     : std::vector<DigitGroup>{{whole / 10000, 4}, {whole / 100 % 100, 2}, {whole % 100, 2}};
    }
    if (groups.size() == 1 && groups[0].digits <= 4)
        return PackedDate::of(common_year(groups[0].value), 0, 0);
    if (groups.size() < 3)
        return {};
    if (groups[0].digits <= 2 && groups[2].digits == 4)
        std::swap(groups[0], groups[2]);
    if (convention.order == DayOrder::MonthFirst)
        std::swap(groups[1], groups[2]);
    return PackedDate::of(common_year(groups[0].value % 10000), groups[1].value % 100,
                          groups[2].value % 100);
}

} // namespace

std::u16string given_name_of(std::string_view text) {
    auto name = folded(split_title(text).name);
    return name.empty() ? folded(text) : name;
}

PersonName full_name_of(std::string_view text) {
    const auto repaired = split_title(text).name;
    if (const auto comma = repaired.find(','); comma != std::string::npos) {
        auto surname = folded(std::string_view(repaired).substr(0, comma));
        auto given = folded(std::string_view(repaired).substr(comma + 1));
        if (!surname.empty() && !given.empty())
            return {std::move(given), std::move(surname)};
    }
    const auto pieces = pieces_of(repaired);
    if (pieces.empty())
        return {};
    const bool latin = static_cast<unsigned char>(pieces.back().front()) < 0xC0;
    std::size_t given_pieces = 1;
    if (latin && pieces.size() > 2)
        given_pieces = pieces.size() - 1;
    PersonName name;
    for (std::size_t i = 0; i < pieces.size(); ++i)
        (i < given_pieces ? name.given : name.surname) += folded(pieces[i]);
    return name;
}

std::uint32_t sex_of(std::string_view text) {
    const auto word = folded(text);
    if (word.empty())
        return 0;
    static const std::vector<std::pair<std::u16string, std::uint32_t>> known = {
        {u"m", 1}, {u"1", 1}, {u"male", 1}, {u"man", 1}, {u"boy", 1}, {u"ชาย", 1}, {u"ช", 1},
        {u"f", 2}, {u"2", 2}, {u"female", 2}, {u"woman", 2}, {u"girl", 2}, {u"หญิง", 2}, {u"ญ", 2}, {u"w", 2}};
    for (const auto& [name, code] : known)
        if (name == word)
            return code;
    if (word == u"u" || word == u"unknown" || word == u"0" || word == u"9")
        return 0;
    const auto sex = sex_of_title(text);
    return sex == 'M' ? 1 : sex == 'F' ? 2 : 3;
}

DateConvention date_convention_of(const Column& column) {
    DateConvention convention;
    std::size_t buddhist = 0;
    std::size_t common = 0;
    std::size_t first_large = 0;
    std::size_t second_large = 0;
    unsigned latest = 0;
    for (std::uint32_t code = 1; code < column.distinct(); ++code) {
        const auto groups = digit_groups(ascii_digits(column.text(code)));
        if (groups.size() == 3 && groups[2].digits != 1 && groups[0].digits <= 2) {
            first_large += groups[0].value > 12 && groups[1].value <= 12;
            second_large += groups[1].value > 12 && groups[0].value <= 12;
        }
        for (const auto& group : groups)
            if (group.digits == 4 || group.digits == 8) {
                const auto year = group.digits == 4 ? group.value : group.value / 10000;
                buddhist += year >= 2300 && year < 2700;
                common += year >= 1500 && year < 2300;
                if (year >= 1500 && year < 2700)
                    latest = std::max(latest, common_year(year));
            }
    }
    if (buddhist + common > 0)
        convention.era = buddhist >= common ? Era::Buddhist : Era::Common;
    if (first_large + second_large > 0)
        convention.order = first_large >= second_large ? DayOrder::DayFirst : DayOrder::MonthFirst;
    convention.reference_year_ce = static_cast<std::int16_t>(latest == 0 ? 2026 : latest);
    return convention;
}

PackedDate date_of(std::string_view text, const DateConvention& convention) {
    if (const auto date = parse_date(text, convention); date && !date->is_empty())
        return PackedDate::of(static_cast<unsigned>(date->year_ce), static_cast<unsigned>(date->month),
                              static_cast<unsigned>(date->day));
    return impossible_date_of(ascii_digits(text), convention);
}

IdentifierValue identifier_of(std::string_view text) {
    const auto identifier = parse_identifier(text);
    if (identifier.kind == IdentifierKind::None)
        return {};
    if (const auto digits = packed_digits(identifier.value); digits != 0)
        return {digits, {}};
    auto letters = folded(identifier.value);
    const auto digits = packed_digits(letters);
    return digits != 0 ? IdentifierValue{digits, {}} : IdentifierValue{0, std::move(letters)};
}

std::u16string phone_of(std::string_view text) {
    std::string digits;
    for (const char c : ascii_digits(text))
        if (is_digit(c))
            digits.push_back(c);
    if (digits.find_first_not_of('0') == std::string::npos)
        return {};
    return widened(digits.size() > 9 ? std::string_view(digits).substr(digits.size() - 9) : digits);
}

std::u16string email_of(std::string_view text) {
    std::string plain;
    for (const char c : text)
        if (c != ' ')
            plain.push_back(c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c);
    return widened(plain);
}

std::uint32_t number_of(std::string_view text) {
    const auto plain = ascii_digits(text);
    const auto start = plain.find_first_of("0123456789");
    if (start == std::string::npos)
        return 0;
    std::string number;
    if (start > 0 && plain[start - 1] == '-' && (start == 1 || plain[start - 2] == ' '))
        number.push_back('-');
    for (std::size_t i = start; i < plain.size() && (is_digit(plain[i]) || plain[i] == '.' || plain[i] == ','); ++i)
        if (plain[i] != ',')
            number.push_back(plain[i]);
    const auto value = std::strtof(number.c_str(), nullptr);
    return std::bit_cast<std::uint32_t>(value == 0.0F ? -0.0F : value);
}

float number_from_bits(std::uint32_t bits) { return std::bit_cast<float>(bits); }

std::uint32_t point_of(std::string_view text) {
    const auto plain = ascii_digits(text);
    const char* at = plain.c_str();
    double degrees[2] = {};
    for (auto& degree : degrees) {
        while (*at == ' ' || *at == ',' || *at == ';' || *at == '(')
            ++at;
        char* end = nullptr;
        degree = std::strtod(at, &end);
        if (end == at)
            return 0;
        at = end;
    }
    const auto [latitude, longitude] = std::pair(degrees[0], degrees[1]);
    // Nobody lives where both are nought, but files say so.
    if (!(std::abs(latitude) <= 90) || !(std::abs(longitude) <= 180) || (latitude == 0 && longitude == 0))
        return 0;
    const auto north = static_cast<std::uint32_t>(std::lround((latitude + 90) * point_steps / 180)) + 1;
    const auto east = static_cast<std::uint32_t>(std::lround((longitude + 180) * point_steps / 360));
    return north << 16U | east;
}

double kilometres_between(std::uint32_t a, std::uint32_t b) {
    constexpr double kilometres_of_a_degree = 111.2;
    constexpr double radians_of_a_degree = 0.017453292519943295;
    const auto latitude = [](std::uint32_t point) { return (point >> 16U) * 180.0 / point_steps - 90; };
    const auto longitude = [](std::uint32_t point) { return (point & 0xFFFFU) * 360.0 / point_steps; };
    const double north = latitude(a) - latitude(b);
    double east = std::abs(longitude(a) - longitude(b));
    east = std::min(east, 360 - east) * std::cos((latitude(a) + latitude(b)) / 2 * radians_of_a_degree);
    return kilometres_of_a_degree * std::hypot(north, east);
}

std::u16string words_of(std::string_view text) {
    std::u16string joined;
    for (const auto& word : folded_words(text)) {
        if (!joined.empty())
            joined.push_back(u' ');
        joined += word;
    }
    return joined;
}

} // namespace samatcha::linkage
