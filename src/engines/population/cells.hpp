#pragma once

#include "engines/population/register_row.hpp"

#include <string>

/// What single cells of the registers' files say. Each function appends to `cell`.
namespace samatcha::population::cells {

#define SAMATCHA_CELL(name) void name(const Population&, const RegisterRow&, std::string& cell)
SAMATCHA_CELL(nothing);
SAMATCHA_CELL(record_id);
SAMATCHA_CELL(citizen_id);
SAMATCHA_CELL(long_title);
SAMATCHA_CELL(short_title);
SAMATCHA_CELL(title_code);
SAMATCHA_CELL(given_name);
SAMATCHA_CELL(given_name_or_with_title);
SAMATCHA_CELL(given_name_of_health);
SAMATCHA_CELL(surname);
SAMATCHA_CELL(surname_of_health);
SAMATCHA_CELL(full_name_with_title);
SAMATCHA_CELL(sex_word);
SAMATCHA_CELL(sex_letter);
SAMATCHA_CELL(sex_number);
SAMATCHA_CELL(birth_buddhist);
SAMATCHA_CELL(birth_two_digits);
SAMATCHA_CELL(birth_month_name);
SAMATCHA_CELL(birth_iso);
SAMATCHA_CELL(birth_compact);
SAMATCHA_CELL(household_code);
SAMATCHA_CELL(health_household);
SAMATCHA_CELL(house_no);
SAMATCHA_CELL(village_no);
SAMATCHA_CELL(village_name);
SAMATCHA_CELL(subdistrict_code);
SAMATCHA_CELL(subdistrict_name);
SAMATCHA_CELL(district_name);
SAMATCHA_CELL(province_name);
SAMATCHA_CELL(postcode);
SAMATCHA_CELL(father);
SAMATCHA_CELL(mother);
SAMATCHA_CELL(guardian);
SAMATCHA_CELL(phone);
SAMATCHA_CELL(nationality_word);
SAMATCHA_CELL(nation_code);
SAMATCHA_CELL(civil_state);
SAMATCHA_CELL(grade);
SAMATCHA_CELL(school_code);
SAMATCHA_CELL(school_name);
SAMATCHA_CELL(authority);
SAMATCHA_CELL(disadvantage);
SAMATCHA_CELL(problem_codes);
SAMATCHA_CELL(hospital_code);
SAMATCHA_CELL(type_area);
SAMATCHA_CELL(discharge);
SAMATCHA_CELL(updated_on);
#undef SAMATCHA_CELL

} // namespace samatcha::population::cells
