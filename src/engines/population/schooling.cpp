#include "engines/population/schooling.hpp"

#include <algorithm>
#include <array>
#include <span>

namespace samatcha::population {
namespace {

constexpr std::uint64_t schooling_stream = 0x5c;

struct AuthorityShare {
    Authority authority;
    double share;
};

// Who runs the places of each level, as shares of pupils; rounded from the Ministry of Education's
// yearly statistics, with the small authorities kept visible.
constexpr AuthorityShare kindergarten_shares[] = {{Authority::LocalGovernment, 0.42},
                                                  {Authority::BasicEducation, 0.34},
                                                  {Authority::Private, 0.235},
                                                  {Authority::HomeSchool, 0.003},
                                                  {Authority::BorderPolice, 0.002}};
constexpr AuthorityShare primary_shares[] = {
    {Authority::BasicEducation, 0.74},   {Authority::Private, 0.155},
    {Authority::LocalGovernment, 0.094}, {Authority::BorderPolice, 0.004},
    {Authority::HomeSchool, 0.004},      {Authority::LearningCentre, 0.003}};
constexpr AuthorityShare lower_secondary_shares[] = {
    {Authority::BasicEducation, 0.80},  {Authority::Private, 0.10},
    {Authority::LocalGovernment, 0.06}, {Authority::LearningPromotion, 0.02},
    {Authority::Temple, 0.012},         {Authority::LearningCentre, 0.005},
    {Authority::HomeSchool, 0.003}};
constexpr AuthorityShare upper_secondary_shares[] = {
    {Authority::BasicEducation, 0.56},     {Authority::Vocational, 0.29},
    {Authority::LearningPromotion, 0.055}, {Authority::Private, 0.05},
    {Authority::LocalGovernment, 0.03},    {Authority::Temple, 0.01},
    {Authority::LearningCentre, 0.003},    {Authority::HomeSchool, 0.002}};

Authority authority_for(int grade, char sex, double where) {
    const auto shares = grade <= 0   ? std::span<const AuthorityShare>(kindergarten_shares)
                        : grade <= 6 ? std::span<const AuthorityShare>(primary_shares)
                        : grade <= 9 ? std::span<const AuthorityShare>(lower_secondary_shares)
                                     : std::span<const AuthorityShare>(upper_secondary_shares);
    for (const auto& [authority, share] : shares) {
        if (where < share) // Temple schools teach novices.
            return authority == Authority::Temple && sex == 'F' ? Authority::BasicEducation
                                                                : authority;
        where -= share;
    }
    return Authority::BasicEducation;
}

/// Leave school, or come (back) to it, within one term.
double leave_share(int age) {
    return age <= 5 ? 0.004 : age <= 11 ? 0.0015 : age <= 14 ? 0.005 : 0.015;
}
double return_share(int age) {
    return age <= 5 ? 0.45 : age <= 11 ? 0.15 : age <= 14 ? 0.08 : 0.04;
}

OutReason reason_for(int age, double where) {
    if (age <= 5)
        return where < 0.8 ? OutReason::NotYetEnrolled : OutReason::Poverty;
    constexpr std::array<std::pair<OutReason, double>, 6> shares{{{OutReason::Poverty, 0.4670},
                                                                  {OutReason::Family, 0.1614},
                                                                  {OutReason::PushedOut, 0.1203},
                                                                  {OutReason::NoWelfare, 0.0888},
                                                                  {OutReason::Health, 0.0591},
                                                                  {OutReason::Justice, 0.0493}}};
    for (const auto& [reason, share] : shares) {
        if (where < share)
            return reason;
        where -= share;
    }
    return OutReason::Other;
}

double out_share_of(const Child& child, bool is_poor, int age) {
    if (child.civil_status ==
        CivilStatus::RegisteredElsewhere) // Most are known here because they study here.
        return 0.02;
    if (child.civil_status == CivilStatus::NoStatus)
        return std::min(0.9, 0.25 + out_of_school_share(age));
    return out_of_school_share(age) * (is_poor ? 1.8 : 0.78);
}

std::string digits(std::uint64_t number, int width) {
    auto text = std::to_string(number);
    return std::string(static_cast<std::size_t>(std::max(0, width - static_cast<int>(text.size()))),
                       '0') +
           text;
}

void name_school(const Plan& plan, const Child& child, double which, Schooling& schooling) {
    const auto& place = plan.places[child.home.place];
    const auto pick = static_cast<int>(which * 4);
    const auto& district = place.district_name;
    switch (schooling.authority) {
    case Authority::None:
        return;
    case Authority::BasicEducation: {
        static constexpr std::array<std::string_view, 4> ends{"", "วิทยา", "ราษฎร์บำรุง", "พิทยาคม"};
        const bool is_secondary = schooling.grade > 6;
        schooling.school_name =
            is_secondary
                ? "โรงเรียน" + district + (pick < 3 ? "วิทยาคม" : "พิทยาสรรค์")
                : "โรงเรียนบ้าน" + place.name + std::string(ends[static_cast<std::size_t>(pick)]);
        break;
    }
    case Authority::Private:
        schooling.school_name = "โรงเรียนอนุบาล" + district + (pick < 2 ? "ศึกษา" : "วิทยา");
        break;
    case Authority::LocalGovernment:
        schooling.school_name =
            (schooling.grade <= 0 ? "ศูนย์พัฒนาเด็กเล็กตำบล" : "โรงเรียนเทศบาลตำบล") + place.name;
        break;
    case Authority::Vocational:
        schooling.school_name =
            pick < 2 ? "วิทยาลัยเทคนิค" + plan.province_name : "วิทยาลัยการอาชีพ" + district;
        break;
    case Authority::LearningPromotion:
        schooling.school_name = "สกร.ระดับอำเภอ" + district;
        break;
    case Authority::Temple:
        schooling.school_name = "โรงเรียนพระปริยัติธรรมวัด" + place.name;
        break;
    case Authority::BorderPolice:
        schooling.school_name = "โรงเรียนตำรวจตระเวนชายแดนบ้าน" + place.name;
        break;
    case Authority::HomeSchool:
        schooling.school_name = "บ้านเรียน (มาตรา 12) " + district;
        break;
    case Authority::LearningCentre:
        schooling.school_name = "ศูนย์การเรียน" + district;
        break;
    }
    schooling.school_code =
        place.code + digits(static_cast<std::uint64_t>(schooling.authority), 2) +
        digits(static_cast<std::uint64_t>(pick) + (schooling.grade > 6 ? 10 : 0), 2);
}

} // namespace

int academic_year_be(const PartialDate& date) {
    const bool is_before = date.month < 5 || (date.month == 5 && date.day < 16);
    return buddhist_year(date) - (is_before ? 1 : 0);
}

double out_of_school_share(int age) {
    constexpr std::array<double, 18> shares{0,     0,     0,     0.172, 0.072, 0.033,
                                            0.019, 0.013, 0.013, 0.013, 0.013, 0.013,
                                            0.020, 0.031, 0.050, 0.094, 0.133, 0.166};
    return age < 0 || age > 17 ? 0 : shares[static_cast<std::size_t>(age)];
}

Schooling schooling_of(const Plan& plan, const Child& child, bool is_poor) {
    Random story(plan.seed, schooling_stream, child.key);
    const double enters_at = story.unit(), where = story.unit(), why = story.unit(),
                 which = story.unit();
    const double pace = story.unit(); // One in twenty is a grade early, one in twelve a grade late.
    bool is_enrolled = false, has_been_of_age = false;
    int age = 0;
    for (int snapshot = 1; snapshot <= plan.snapshot; ++snapshot) {
        const auto date = snapshot_date(snapshot);
        const double turn = story.unit();
        if (date < child.birth)
            continue;
        age = full_years(child.birth, date);
        if (age < 3)
            continue;
        if (!has_been_of_age)
            is_enrolled = enters_at >= out_share_of(child, is_poor, age);
        else
            is_enrolled = is_enrolled ? turn >= leave_share(age) : turn < return_share(age);
        has_been_of_age = true;
    }

    Schooling schooling;
    if (!has_been_of_age || child.presence != Presence::Resident)
        return schooling;
    if (!is_enrolled) {
        schooling.reason = reason_for(age, why);
        return schooling;
    }
    const int by_age =
        academic_year_be(snapshot_date(plan.snapshot)) - buddhist_year(child.birth) - 6;
    schooling.grade = std::clamp(by_age + (pace < 0.05 ? 1 : pace > 1 - 1.0 / 12 ? -1 : 0), -2, 12);
    schooling.authority = authority_for(schooling.grade, child.sex, where);
    name_school(plan, child, which, schooling);
    return schooling;
}

} // namespace samatcha::population
