#include "engines/population/register_row.hpp"

#include "base/identifier.hpp"
#include "engines/population/misspelling.hpp"

#include <algorithm>
#include <utility>

namespace samatcha::population {
namespace {

constexpr std::uint64_t row_stream = 0x100;

const RegisterErrors& errors_of(const ErrorRates& rates, Register source) {
    switch (source) {
    case Register::Civil:
        return rates.civil;
    case Register::School:
        return rates.school;
    case Register::Health:
        return rates.health;
    case Register::Welfare:
        return rates.welfare;
    }
    return rates.civil;
}

bool is_listed(const Child& child, Register source) {
    switch (source) {
    case Register::Civil:
        return child.civil_status == CivilStatus::Registered;
    case Register::School:
        return child.schooling.authority != Authority::None;
    case Register::Health:
        return child.is_in_health;
    case Register::Welfare:
        return child.is_in_welfare;
    }
    return false;
}

std::string record_id(Register source, std::uint64_t seed, std::uint32_t person, int copy) {
    // Children have keys below 2^27, so a duplicate takes the other half of the numbers.
    const auto number = permuted_28(person | (copy ? 1U << 27 : 0U),
                                    seed * 4 + static_cast<std::uint64_t>(source) + 77);
    const auto digits = std::to_string(number);
    return std::string(1, "CSHW"[static_cast<int>(source)]) + std::string(9 - digits.size(), '0') +
           digits;
}

/// One digit wrong, or two exchanged, so that the check digit fails.
std::string mistyped_number(Random& random, const std::string& number) {
    for (;;) {
        auto typed = number;
        const auto at = 1 + random.below(11);
        if (random.chance(0.4))
            std::swap(typed[at], typed[at + 1]);
        else
            typed[at] = static_cast<char>('0' + (typed[at] - '0' + random.between(1, 9)) % 10);
        if (citizen_id_check_digit(std::string_view(typed).substr(0, 12)) != typed[12] - '0')
            return typed;
    }
}

/// The number by which this register knows the child, before errors.
std::string number_known(Random& random, const Child& child, Register source) {
    const double u = random.unit();
    if (child.civil_status != CivilStatus::NoStatus)
        return child.citizen_id;
    if (source == Register::School)
        return u < 0.8 || child.citizen_id.empty() ? child.gcode : child.citizen_id;
    if (source == Register::Health && u < 0.1) {
        std::string passport = "P";
        for (int i = 0; i < 7; ++i)
            passport += static_cast<char>('0' + random.below(10));
        return passport;
    }
    return u < 0.6 ? child.citizen_id : std::string();
}

std::string number_with_errors(Random& random, const RegisterErrors& errors, const Child& child,
                               const Household& household, std::string number) {
    double u = random.unit();
    const auto takes = [&](double rate) {
        const bool is_taken = u >= 0 && u < rate;
        u -= rate;
        return is_taken;
    };
    if (number.empty())
        return number;
    if (takes(errors.id_missing))
        return {};
    if (takes(errors.id_mistyped))
        return number.size() == 13 && number[0] != 'G' ? mistyped_number(random, number) : number;
    if (takes(errors.id_of_sibling))
        for (const auto& sibling : household.children)
            if (sibling.key != child.key && !sibling.citizen_id.empty())
                return sibling.citizen_id;
    if (takes(errors.id_still_gcode) && !child.gcode.empty())
        return child.gcode;
    return number;
}

PartialDate birth_with_errors(Random& random, const RegisterErrors& errors,
                              const PartialDate& birth, bool has_status) {
    double u = random.unit();
    const auto takes = [&](double rate) {
        const bool is_taken = u >= 0 && u < rate;
        u -= rate;
        return is_taken;
    };
    auto written = birth;
    if (takes(has_status ? errors.birth_first_of_january : errors.birth_first_of_january * 8)) {
        written.month = written.day = 1;
    } else if (takes(errors.birth_swapped)) {
        if (birth.day <= 12)
            std::swap(written.day, written.month);
    } else if (takes(errors.birth_year_off)) {
        const int step = random.chance(0.8) ? 1 : 10;
        written.year_ce =
            static_cast<std::int16_t>(birth.year_ce + (random.chance(0.5) ? step : -step));
        if (!is_valid(written))
            written.day = 28;
    } else if (takes(errors.birth_day_off)) {
        const int step = random.chance(0.7) ? 1 : 10;
        written = date_from_days(days_since_1970(birth) + (random.chance(0.5) ? step : -step));
    }
    return written;
}

std::string guardian_with_errors(Random& random, const RegisterErrors& errors,
                                 const std::string& name) {
    if (name.empty() || random.chance(errors.guardian_missing))
        return {};
    if (!random.chance(errors.guardian_misspelt))
        return name;
    const auto blank = name.find(' ');
    return misspelt(random, name.substr(0, blank)) + name.substr(blank);
}

void write_names(Random& random, const RegisterErrors& errors, const Child& child,
                 RegisterRow& row) {
    if (!child.former_given.empty() && random.chance(errors.former_name))
        row.given.thai = child.former_given;
    if (!child.former_surname.empty() && random.chance(errors.former_name))
        row.surname.thai = child.former_surname;
    if (random.chance(errors.given_misspelt))
        row.given.thai = misspelt(random, row.given.thai);
    if (random.chance(errors.surname_misspelt))
        row.surname.thai = misspelt(random, row.surname.thai);
    if (random.chance(errors.untidy_bytes)) {
        auto& name =
            random.chance(0.5) || row.surname.thai.empty() ? row.given.thai : row.surname.thai;
        name = untidy(random, name);
    }
}

RegisterRow row_about(const Population& population, const Household& household, const Child& child,
                      Register source, int copy) {
    const auto& errors = errors_of(population.plan().errors, source);
    // Not the snapshot: a register's error stays until somebody mends it.
    Random random(population.plan().seed, row_stream + static_cast<std::uint64_t>(source),
                  child.key, static_cast<std::uint64_t>(copy));
    RegisterRow row;
    row.source = source;
    row.person = child.key;
    row.household = household.number;
    row.copy = copy;
    row.record_id = record_id(source, population.plan().seed, child.key, copy);
    row.citizen_id =
        number_with_errors(random, errors, child, household, number_known(random, child, source));
    row.given = child.given;
    row.surname = child.surname;
    row.origin = child.origin;
    write_names(random, errors, child, row);
    row.sex = random.chance(errors.sex_wrong) ? (child.sex == 'M' ? 'F' : 'M') : child.sex;
    row.birth =
        birth_with_errors(random, errors, child.birth, child.civil_status != CivilStatus::NoStatus);
    const bool knows_registered = source == Register::Civil || random.chance(errors.former_address);
    row.address = knows_registered && child.civil_status == CivilStatus::Registered
                      ? child.registered
                      : child.home;
    row.has_area = !random.chance(errors.area_missing);
    row.has_house = !random.chance(errors.house_missing);
    row.father = guardian_with_errors(random, errors, household.father);
    row.mother = guardian_with_errors(random, errors, household.mother);
    row.guardian = guardian_with_errors(random, errors, household.guardian);
    row.phone = household.phone;
    row.household_code = household.code;
    row.presence = child.presence;
    row.is_poor = household.is_poor;
    row.has_glued_title = random.chance(errors.title_glued);
    row.has_thai_digits = random.chance(errors.thai_digits);
    if (random.chance(errors.odd_date))
        row.date_manner = static_cast<DateManner>(random.between(1, 3));
    row.chance = random.next();
    if (source == Register::School) {
        row.schooling = child.schooling;
        if (copy > 0) // The school that the pupil has left still lists it.
            row.schooling.school_code.back() = '9';
    }
    return row;
}

} // namespace

ErrorRates scaled(ErrorRates rates, double factor) {
    for (auto* errors : {&rates.civil, &rates.school, &rates.health, &rates.welfare})
        boost::mp11::mp_for_each<
            boost::describe::describe_members<RegisterErrors, boost::describe::mod_public>>(
            [&](auto member) {
                errors->*member.pointer = std::min(0.9, errors->*member.pointer * factor);
            });
    return rates;
}

std::vector<RegisterRow> rows_about(const Population& population, const Household& household) {
    std::vector<RegisterRow> rows;
    for (const auto& child : household.children)
        for (const auto source :
             {Register::Civil, Register::School, Register::Health, Register::Welfare}) {
            if (!is_listed(child, source))
                continue;
            rows.push_back(row_about(population, household, child, source, 0));
            Random twice(population.plan().seed, row_stream + 9, child.key,
                         static_cast<std::uint64_t>(source));
            if (twice.chance(errors_of(population.plan().errors, source).duplicated))
                rows.push_back(row_about(population, household, child, source, 1));
        }
    return rows;
}

} // namespace samatcha::population
