#include "modules/situation/definition.hpp"

#include "base/embedded.hpp"
#include "base/thai_text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <span>
#include <stdexcept>

namespace samatcha {
std::span<const EmbeddedFile> embedded_situation();
}

namespace samatcha::situation {

namespace {

/// "ป. ๑" and "ป.1" are one writing: no blanks, no dots, no case, ASCII digits.
std::string compact(std::string_view text) {
    std::string out;
    for (const char c : ascii_digits(repair_thai(text)))
        if (c != ' ' && c != '.' && c != '\t')
            out += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return out;
}

struct NameAndYear {
    std::string name;
    int year = 0;
};

/// "ป1/3" (grade 1, room 3) to {"ป", 1}.
NameAndYear split_year(std::string_view compacted) {
    const auto before_room = compacted.substr(0, compacted.find('/'));
    auto end_of_name = before_room.size();
    while (end_of_name > 0 && before_room[end_of_name - 1] >= '0' && before_room[end_of_name - 1] <= '9')
        --end_of_name;
    NameAndYear parts{std::string(before_room.substr(0, end_of_name)), 0};
    const auto digits = before_room.substr(end_of_name);
    if (digits.size() <= 2)
        std::from_chars(digits.data(), digits.data() + digits.size(), parts.year);
    return parts;
}

const LevelRule* level_named(const Definition& rules, std::string_view compacted_name) {
    for (const auto& level : rules.levels)
        for (const auto& name : level.names)
            if (compact(name) == compacted_name)
                return &level;
    return nullptr;
}

std::optional<Enrolment> enrolment_by_number(const Definition& rules, int number) {
    for (const auto& grades : rules.grade_numbers)
        if (number >= grades.from && number <= grades.to)
            return Enrolment{grades.stage, Provision::School, number - grades.from + 1};
    return std::nullopt;
}

Enrolment enrolment_of_level(const LevelRule& level, int year) {
    if (year > level.years && level.years_after && year <= level.years_after->to)
        return {level.years_after->stage, level.provision, year - level.years};
    return {level.stage, level.provision, year <= level.years ? year : 0};
}

Enrolment enrolment_of_grade(const Definition& rules, std::string_view grade) {
    const auto text = compact(grade);
    if (text.empty())
        return {};
    if (const auto* level = level_named(rules, text))
        return enrolment_of_level(*level, 0);
    const auto [name, year] = split_year(text);
    if (name.empty())
        return enrolment_by_number(rules, year).value_or(Enrolment{});
    if (const auto* level = level_named(rules, name))
        return enrolment_of_level(*level, year);
    return {};
}

constexpr std::array<int, 12> days_before_month{0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334};

bool is_leap(int year) { return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0; }

int days_in_month(int year, int month) {
    constexpr std::array<int, 12> days{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return days[static_cast<std::size_t>(month - 1)] + (month == 2 && is_leap(year) ? 1 : 0);
}

/// The day's number within its year, from 1. 29 February exists in leap years only; comparing month
/// and day below keeps the birthday of 29 February at 1 March in other years.
int day_of_year(int year, int month, int day) {
    return days_before_month[static_cast<std::size_t>(month - 1)] + day + (month > 2 && is_leap(year) ? 1 : 0);
}

/// How many of the days on which the person may be born have had their birthday by `on`, of how many.
std::pair<int, int> birthdays_passed(const PartialDate& birth, const PartialDate& on) {
    if (birth.month == 0) {
        const int day = std::min<int>(on.day, days_in_month(birth.year_ce, on.month));
        return {day_of_year(birth.year_ce, on.month, day), is_leap(birth.year_ce) ? 366 : 365};
    }
    const int days = days_in_month(birth.year_ce, birth.month);
    if (birth.day == 0) {
        if (birth.month != on.month)
            return {birth.month < on.month ? days : 0, days};
        return {std::min<int>(on.day, days), days};
    }
    const bool passed = std::pair(birth.month, birth.day) <= std::pair(on.month, on.day);
    return {passed ? 1 : 0, 1};
}

} // namespace

Result<Definition> read_definition(std::string_view json_text) {
    auto rules = TRY(json::from_text<Definition>(json_text));
    if (rules.age_from < 0 || rules.age_to < rules.age_from || rules.bands.empty())
        return failure(ErrorCode::InvalidInput, "situation.definition_broken",
                       {{"version", rules.version}});
    return rules;
}

Result<Definition> definition(std::string_view version) {
    for (const auto& file : embedded_situation())
        if (file.path == "definitions/" + std::string(version) + ".json")
            return read_definition(file.bytes);
    return failure(ErrorCode::NotFound, "situation.definition_unknown",
                   {{"version", std::string(version)}});
}

const Definition& current_definition() {
    static const Definition newest = [] {
        const auto files = embedded_situation();
        const auto last = std::max_element(files.begin(), files.end(), [](const auto& l, const auto& r) {
            return l.path < r.path;
        });
        auto rules = read_definition(last->bytes);
        if (!rules)
            throw std::logic_error("embedded definition is unreadable: " + rules.error().key);
        return std::move(rules).value();
    }();
    return newest;
}

Enrolment parse_grade(const Definition& rules, std::string_view grade, std::string_view school_type) {
    auto enrolment = enrolment_of_grade(rules, grade);
    // A learning centre writes "ม.ต้น" as schools do: its own type says what kind of place it is.
    if (!school_type.empty())
        if (const auto* place = level_named(rules, compact(school_type)))
            if (place->provision != Provision::School)
                enrolment.provision = place->provision;
    return enrolment;
}

const ReasonRule* reason_of(const Definition& rules, std::string_view register_kind,
                            std::string_view field, std::string_view value) {
    if (value.empty())
        return nullptr;
    const auto wanted = compact(value);
    for (const auto& reason : rules.reasons)
        if (reason.register_kind == register_kind && reason.field == field)
            for (const auto& listed : reason.values)
                if (compact(listed) == wanted)
                    return &reason;
    return nullptr;
}

std::vector<AgeShare> age_shares(const PartialDate& birth, const PartialDate& on) {
    if (birth.year_ce == 0)
        return {};
    const auto [passed, all] = birthdays_passed(birth, on);
    const int age = on.year_ce - birth.year_ce;
    std::vector<AgeShare> shares;
    if (passed < all && age >= 1)
        shares.push_back({age - 1, static_cast<double>(all - passed) / all});
    if (passed > 0 && age >= 0)
        shares.push_back({age, static_cast<double>(passed) / all});
    std::erase_if(shares, [](const AgeShare& s) { return s.age > 120; });
    return shares;
}

PartialDate meant_date(const Definition& rules, std::string_view register_kind, PartialDate written) {
    const auto& year_only = rules.year_only_first_of_january;
    if (written.month == 1 && written.day == 1 &&
        std::find(year_only.begin(), year_only.end(), register_kind) != year_only.end())
        return {written.year_ce, 0, 0};
    return written;
}

bool is_of_compulsory_age(const CompulsoryRule& rule, const PartialDate& birth, const PartialDate& on) {
    if (birth.year_ce == 0)
        return false;
    const int years = buddhist_year(on) - buddhist_year(birth);
    return years >= rule.calendar_years_from && years <= rule.calendar_years_to;
}

const AgeBand* band_of(const Definition& rules, int age) {
    for (const auto& band : rules.bands)
        if (age >= band.from && age <= band.to)
            return &band;
    return nullptr;
}

} // namespace samatcha::situation
