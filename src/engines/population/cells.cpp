#include "engines/population/cells.hpp"

#include "base/utf8.hpp"

#include <array>
#include <cstdio>
#include <string_view>

namespace samatcha::population::cells {
namespace {

constexpr std::array<std::string_view, 12> short_months{"ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.",
                                                        "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.",
                                                        "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค."};

std::string two(int number) {
    return (number < 10 ? "0" : "") + std::to_string(number);
}

void append_digits(const RegisterRow& row, std::string_view text, std::string& cell) {
    for (const char c : text)
        if (row.has_thai_digits && c >= '0' && c <= '9')
            append_utf8(cell, U'๐' + static_cast<char32_t>(c - '0'));
        else
            cell += c;
}

std::string slashed(const PartialDate& date) {
    return two(date.day) + "/" + two(date.month) + "/" + std::to_string(buddhist_year(date));
}
std::string with_two_digit_year(const PartialDate& date) {
    return std::to_string(date.day) + "/" + std::to_string(date.month) + "/" +
           two(buddhist_year(date) % 100);
}
std::string with_month_name(const PartialDate& date) {
    return std::to_string(date.day) + " " +
           std::string(short_months[static_cast<std::size_t>(date.month - 1)]) + " " +
           std::to_string(buddhist_year(date));
}

bool is_grown(const Population& population, const RegisterRow& row) {
    return full_years(row.birth, snapshot_date(population.plan().snapshot)) >= 15;
}

const Place& place_of(const Population& population, const RegisterRow& row) {
    return population.plan().places[row.address.place];
}

/// Health staff write a foreign name as the passport does, as the family does, or in Thai.
const std::string& health_spelling(const PersonName& name, const RegisterRow& row) {
    if (row.origin == Origin::Thai || name.latin.empty())
        return name.thai;
    return row.chance % 10 < 3 ? name.latin : row.chance % 10 < 5 ? name.native : name.thai;
}

} // namespace

void nothing(const Population&, const RegisterRow&, std::string&) {}
void record_id(const Population&, const RegisterRow& row, std::string& cell) {
    cell += row.record_id;
}
void citizen_id(const Population&, const RegisterRow& row, std::string& cell) {
    cell += row.citizen_id;
}

void long_title(const Population& population, const RegisterRow& row, std::string& cell) {
    const bool grown = is_grown(population, row);
    cell += row.sex == 'M' ? (grown ? "นาย" : "เด็กชาย") : (grown ? "นางสาว" : "เด็กหญิง");
}

void short_title(const Population& population, const RegisterRow& row, std::string& cell) {
    if (row.has_glued_title)
        return;
    const bool grown = is_grown(population, row);
    cell += row.sex == 'M' ? (grown ? "นาย" : "ด.ช.") : (grown ? "น.ส." : "ด.ญ.");
}

void title_code(const Population& population, const RegisterRow& row, std::string& cell) {
    const bool grown = is_grown(population, row);
    cell += row.sex == 'M' ? (grown ? "003" : "001") : (grown ? "004" : "002");
}

void given_name(const Population&, const RegisterRow& row, std::string& cell) {
    cell += row.given.thai;
}

void given_name_or_with_title(const Population& population, const RegisterRow& row,
                              std::string& cell) {
    if (row.has_glued_title)
        row.chance % 3 == 0 ? long_title(population, row, cell)
                            : (cell += row.sex == 'M' ? "ด.ช." : "ด.ญ.", void());
    if (row.has_glued_title && row.chance % 5 == 0)
        cell += ' ';
    cell += row.given.thai;
}

void given_name_of_health(const Population&, const RegisterRow& row, std::string& cell) {
    if (row.has_glued_title)
        cell += row.sex == 'M' ? "ด.ช." : "ด.ญ.";
    cell += health_spelling(row.given, row);
}

void surname(const Population&, const RegisterRow& row, std::string& cell) {
    cell += row.surname.thai;
}
void surname_of_health(const Population&, const RegisterRow& row, std::string& cell) {
    cell += health_spelling(row.surname, row);
}

void full_name_with_title(const Population& population, const RegisterRow& row, std::string& cell) {
    if (row.chance % 4 != 0)
        long_title(population, row, cell);
    cell += row.given.thai;
    if (!row.surname.thai.empty())
        cell += (row.chance % 7 == 0 ? "  " : " ") + row.surname.thai;
}

void sex_word(const Population&, const RegisterRow& row, std::string& cell) {
    cell += row.sex == 'M' ? "ชาย" : "หญิง";
}
void sex_letter(const Population&, const RegisterRow& row, std::string& cell) {
    cell += row.sex == 'M' ? "ช" : "ญ";
}
void sex_number(const Population&, const RegisterRow& row, std::string& cell) {
    cell += row.sex == 'M' ? '1' : '2';
}

void birth_buddhist(const Population&, const RegisterRow& row, std::string& cell) {
    switch (row.date_manner) {
    case DateManner::AsColumn:
        return append_digits(row, slashed(row.birth), cell);
    case DateManner::CommonEra:
        return append_digits(row, to_iso(row.birth), cell);
    case DateManner::TwoDigitYear:
        return append_digits(row, with_two_digit_year(row.birth), cell);
    case DateManner::MonthName:
        return append_digits(row, with_month_name(row.birth), cell);
    }
}

void birth_two_digits(const Population&, const RegisterRow& row, std::string& cell) {
    append_digits(row, with_two_digit_year(row.birth), cell);
}
void birth_month_name(const Population&, const RegisterRow& row, std::string& cell) {
    append_digits(row, with_month_name(row.birth), cell);
}
void birth_iso(const Population&, const RegisterRow& row, std::string& cell) {
    cell += to_iso(row.birth);
}
void birth_compact(const Population&, const RegisterRow& row, std::string& cell) {
    cell += std::to_string(row.birth.year_ce) + two(row.birth.month) + two(row.birth.day);
}

void household_code(const Population&, const RegisterRow& row, std::string& cell) {
    cell += row.household_code;
}

void health_household(const Population& population, const RegisterRow& row, std::string& cell) {
    // The health office numbers households for itself.
    cell += std::to_string(permuted_28(row.household, population.plan().seed + 43));
}

void house_no(const Population&, const RegisterRow& row, std::string& cell) {
    if (row.has_house)
        append_digits(row, row.address.house_no, cell);
}

void village_no(const Population&, const RegisterRow& row, std::string& cell) {
    if (row.has_area)
        cell += std::to_string(row.address.village_no);
}

void village_name(const Population& population, const RegisterRow& row, std::string& cell) {
    if (row.has_area)
        cell += "บ้าน" + population.village_name(row.address);
}

void subdistrict_code(const Population& population, const RegisterRow& row, std::string& cell) {
    if (row.has_area)
        cell += place_of(population, row).code;
}

void subdistrict_name(const Population& population, const RegisterRow& row, std::string& cell) {
    if (row.has_area)
        cell += (row.chance % 6 == 0 ? "ต." : "") + place_of(population, row).name;
}

void district_name(const Population& population, const RegisterRow& row, std::string& cell) {
    if (row.has_area)
        cell += place_of(population, row).district_name;
}

void province_name(const Population& population, const RegisterRow&, std::string& cell) {
    cell += population.plan().province_name;
}

void postcode(const Population& population, const RegisterRow& row, std::string& cell) {
    cell += place_of(population, row).postcode;
}

void father(const Population&, const RegisterRow& row, std::string& cell) {
    cell += row.father;
}
void mother(const Population&, const RegisterRow& row, std::string& cell) {
    cell += row.mother;
}
void guardian(const Population&, const RegisterRow& row, std::string& cell) {
    cell += row.guardian;
}

void phone(const Population&, const RegisterRow& row, std::string& cell) {
    if (row.chance % 3 == 0)
        cell += row.phone.substr(0, 3) + "-" + row.phone.substr(3);
    else if (row.chance % 3 == 1)
        cell += row.phone;
}

void nationality_word(const Population&, const RegisterRow&, std::string& cell) {
    cell += "ไทย";
}

void nation_code(const Population&, const RegisterRow& row, std::string& cell) {
    switch (row.origin) {
    case Origin::Thai:
        cell += "099";
        return;
    case Origin::Lao:
        cell += "056";
        return;
    case Origin::Burmese:
        cell += "048";
        return;
    case Origin::Khmer:
        cell += "057";
        return;
    }
}

void civil_state(const Population&, const RegisterRow& row, std::string& cell) {
    switch (row.presence) {
    case Presence::Resident:
        cell += "ปกติ";
        return;
    case Presence::MovedAway:
        cell += "ย้ายออก";
        return;
    case Presence::Died:
        cell += "ตาย";
        return;
    }
}

void grade(const Population&, const RegisterRow& row, std::string& cell) {
    const int grade = row.schooling.grade;
    if (grade <= 0)
        cell += "อ." + std::to_string(grade + 3);
    else if (grade <= 6)
        cell += "ป." + std::to_string(grade);
    else if (row.schooling.authority == Authority::LearningPromotion)
        cell += grade <= 9 ? "มัธยมต้น" : "มัธยมปลาย";
    else if (row.schooling.authority == Authority::Vocational)
        cell += "ปวช." + std::to_string(grade - 9);
    else
        cell += "ม." + std::to_string(grade - 6);
}

void school_code(const Population&, const RegisterRow& row, std::string& cell) {
    cell += row.schooling.school_code;
}
void school_name(const Population&, const RegisterRow& row, std::string& cell) {
    cell += row.schooling.school_name;
}

void authority(const Population&, const RegisterRow& row, std::string& cell) {
    switch (row.schooling.authority) {
    case Authority::None:
        return;
    case Authority::BasicEducation:
        cell += "สพฐ.";
        return;
    case Authority::Private:
        cell += "สช.";
        return;
    case Authority::LocalGovernment:
        cell += "อปท.";
        return;
    case Authority::Vocational:
        cell += "สอศ.";
        return;
    case Authority::LearningPromotion:
        cell += "สกร.";
        return;
    case Authority::Temple:
        cell += "พศ.";
        return;
    case Authority::BorderPolice:
        cell += "ตชด.";
        return;
    case Authority::HomeSchool:
        cell += "บ้านเรียน";
        return;
    case Authority::LearningCentre:
        cell += "ศูนย์การเรียน";
        return;
    }
}

void disadvantage(const Population&, const RegisterRow& row, std::string& cell) {
    if (row.is_poor)
        cell += row.chance % 9 == 0 ? "เด็กยากจน,เด็กกำพร้า" : "เด็กยากจน";
}

void problem_codes(const Population&, const RegisterRow& row, std::string& cell) {
    static constexpr std::array<std::string_view, 6> codes{"01",    "03", "07",
                                                           "01,07", "11", "03,11"};
    cell += row.is_poor ? "01" : codes[row.chance % codes.size()];
}

void hospital_code(const Population& population, const RegisterRow& row, std::string& cell) {
    cell += "0" + place_of(population, row).code.substr(0, 4);
}
void type_area(const Population&, const RegisterRow& row, std::string& cell) {
    cell += row.chance % 8 == 0 ? '3' : '1';
}
void discharge(const Population&, const RegisterRow& row, std::string& cell) {
    cell += row.presence == Presence::Died ? '1' : row.presence == Presence::MovedAway ? '2' : '9';
}

void updated_on(const Population& population, const RegisterRow& row, std::string& cell) {
    const auto day = days_since_1970(snapshot_date(population.plan().snapshot)) -
                     static_cast<int>(row.chance % 700);
    const auto date = date_from_days(day);
    cell += std::to_string(date.year_ce) + two(date.month) + two(date.day) + "083000";
}

} // namespace samatcha::population::cells
