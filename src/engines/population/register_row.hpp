#pragma once

#include "engines/population/population.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace samatcha::population {

enum class Register { Civil, School, Health, Welfare };
BOOST_DESCRIBE_ENUM(Register, Civil, School, Health, Welfare)

/// How a row writes a date that its column writes otherwise.
enum class DateManner { AsColumn, CommonEra, TwoDigitYear, MonthName };

/// One row of one register as its clerk knows it, errors and all, before it is laid out as a file.
struct RegisterRow {
    Register source = Register::Civil;
    std::uint32_t person = 0; ///< Child::key.
    std::uint32_t household = 0;
    int copy = 0;           ///< 1 for a duplicate.
    std::string record_id;  ///< The same in each snapshot; tells nothing about the person.
    std::string citizen_id; ///< Or G-code, 0-number, passport; may be empty.
    PersonName given;       ///< Only `thai` carries errors.
    PersonName surname;
    char sex = 'M';
    PartialDate birth;
    Origin origin = Origin::Thai;
    Address address;
    bool has_area = true;
    bool has_house = true;
    std::string father, mother, guardian, phone, household_code;
    Presence presence = Presence::Resident;
    Schooling schooling; ///< Of school rows only.
    bool is_poor = false;
    bool has_glued_title = false;
    bool has_thai_digits = false;
    DateManner date_manner = DateManner::AsColumn;
    std::uint64_t chance = 0; ///< For the layout's own small choices.
};

/// All rows of all registers about the children of a household.
std::vector<RegisterRow> rows_about(const Population&, const Household&);

} // namespace samatcha::population
