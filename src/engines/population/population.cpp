#include "engines/population/population.hpp"

#include "base/identifier.hpp"
#include "engines/population/schooling.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <string_view>

namespace samatcha::population {
namespace {

// What a stream of random numbers is for; a change of one leaves the others as they were.
enum Stream : std::uint64_t {
    BirthStream = 1,
    HouseholdStream,
    ChildStream,
    PlaceStream,
    VillageStream,
    MoveStream
};

// Births registered in Thailand by calendar year from 2005, thousands (Department of Provincial
// Administration; the last years rounded): the shape of the age pyramid.
constexpr int births_from_year = 2005;
constexpr std::array<double, 21> births_thousands{809, 794, 798, 784, 765, 762, 795,
                                                  802, 748, 712, 680, 666, 657, 628,
                                                  597, 569, 545, 502, 518, 462, 417};

constexpr std::string_view village_heads[] = {"โนน", "หนอง", "โคก", "นา",  "ห้วย", "ดอน", "คำ",
                                              "บึง",  "วัง",   "ท่า",  "โพน", "ป่า",  "กุด",  "เหล่า"};
constexpr std::string_view village_tails[] = {"สวรรค์", "แวง",  "ม่วง", "ไผ่", "สะอาด", "งาม", "เจริญ",
                                              "สำราญ", "ทราย", "หว้า", "บัว", "แก้ว",   "ไร่",  "สมบูรณ์",
                                              "ขาม",   "กุง",   "ยาง", "ตูม", "แดง",   "ใหญ่", "น้อย"};

std::string padded(std::uint64_t number, std::size_t width) {
    auto text = std::to_string(number);
    return text.size() >= width ? text : std::string(width - text.size(), '0') + text;
}

std::string with_check_digit(std::string twelve) {
    twelve += static_cast<char>('0' + citizen_id_check_digit(twelve));
    return twelve;
}

/// A day between two snapshots' oldest and youngest child, by the births of each year.
std::int32_t drawn_birth_day(Random& random, std::int32_t first_day, std::int32_t last_day) {
    static const double sum = [] {
        double s = 0;
        for (const auto births : births_thousands)
            s += births;
        return s;
    }();
    for (;;) {
        double at = random.unit() * sum;
        int year = births_from_year;
        for (const auto births : births_thousands) {
            if (at < births)
                break;
            at -= births;
            ++year;
        }
        const auto start = days_since_1970({static_cast<std::int16_t>(year), 1, 1});
        const auto end = days_since_1970({static_cast<std::int16_t>(year + 1), 1, 1});
        const auto day = start + static_cast<std::int32_t>(
                                     random.below(static_cast<std::uint32_t>(end - start)));
        if (day >= first_day && day <= last_day)
            return day;
    }
}

} // namespace

PartialDate snapshot_date(int snapshot) {
    constexpr std::array<PartialDate, 4> dates{
        {{2023, 11, 10}, {2024, 6, 10}, {2024, 11, 10}, {2025, 6, 10}}};
    return dates[static_cast<std::size_t>(std::clamp(snapshot, 1, snapshot_count_max) - 1)];
}

bool is_out_of_school(const Child& child, const PartialDate& on) {
    const int age = full_years(child.birth, on);
    return child.civil_status == CivilStatus::Registered && child.presence == Presence::Resident &&
           age >= 3 && age <= 17 && child.schooling.authority == Authority::None;
}

Result<Population> Population::create(Plan plan) {
    if (plan.children < 1'000 || plan.children > 12'000'000)
        return failure(ErrorCode::InvalidInput, "population.size_out_of_range",
                       {{"children", std::to_string(plan.children)}});
    if (plan.places.empty())
        return failure(ErrorCode::InvalidInput, "population.no_places",
                       {{"province", plan.province}});
    if (plan.snapshot < 1 || plan.snapshot > snapshot_count_max)
        return failure(ErrorCode::InvalidInput, "population.snapshot_unknown",
                       {{"snapshot", std::to_string(plan.snapshot)}});
    return Population(std::move(plan));
}

Population::Population(Plan plan) : m_plan(std::move(plan)), m_names(NameLists::load()) {
    // No list of inhabitants by subdistrict is shipped: sizes are invented, but the same for every
    // seed, and the town (the first subdistrict of the first district) is by far the largest.
    double sum = 0;
    for (const auto& place : m_plan.places) {
        Random random(PlaceStream, std::stoull(place.code));
        double weight = 0.5 + random.unit() + (random.chance(0.15) ? 1.2 : 0);
        if (place.code.substr(2) == "0101")
            weight *= 8;
        else if (place.code.substr(2, 2) == "01")
            weight *= 1.6;
        m_place_weights.push_back(sum += weight);
    }
    m_household_count = household_count_for(m_plan.children);
}

std::vector<Population::Birth> Population::births(std::uint32_t household) const {
    // Born from 18 years before the first snapshot to the last one: later snapshots find newborns.
    static const auto first_day = days_since_1970({2005, 11, 11});
    static const auto last_day = days_since_1970(snapshot_date(snapshot_count_max));
    Random random(m_plan.seed, BirthStream, household);
    const double u = random.unit();
    const std::uint32_t count = u < 0.46 ? 1 : u < 0.84 ? 2 : u < 0.965 ? 3 : u < 0.995 ? 4 : 5;
    std::vector<Birth> births;
    for (std::uint32_t i = 0; i < count; ++i) {
        if (i > 0 && random.chance(0.018)) { // About one birth in 90 is of twins.
            births.push_back({births.back().day, true, i});
            continue;
        }
        Birth birth;
        for (int attempt = 0; attempt < 12; ++attempt) {
            birth = {drawn_birth_day(random, first_day, last_day), false, i};
            const bool is_spaced =
                std::none_of(births.begin(), births.end(), [&](const Birth& other) {
                    return std::abs(other.day - birth.day) < 300;
                });
            if (is_spaced)
                break;
        }
        births.push_back(birth);
    }
    return births;
}

std::uint32_t Population::household_count_for(std::uint32_t children) const {
    const auto first_date = days_since_1970(snapshot_date(1));
    std::uint32_t counted = 0;
    std::uint32_t household = 0;
    for (; counted < children; ++household)
        for (const auto& birth : births(household))
            counted += birth.day <= first_date ? 1 : 0;
    return household;
}

Address Population::new_address(Random& random) const {
    const double at = random.unit() * m_place_weights.back();
    const auto found = std::upper_bound(m_place_weights.begin(), m_place_weights.end() - 1, at);
    Address address;
    address.place = static_cast<std::uint32_t>(found - m_place_weights.begin());
    const auto villages =
        6 + Random(VillageStream, std::stoull(m_plan.places[address.place].code)).below(14);
    address.village_no = 1 + static_cast<int>(random.below(villages));
    address.house_no = std::to_string(1 + random.below(400));
    if (random.chance(0.3))
        address.house_no += "/" + std::to_string(1 + random.below(60));
    return address;
}

Address Population::moved_address(Random& random, const Address& from) const {
    auto address = new_address(random);
    if (random.chance(0.3)) // Within the subdistrict.
        address.place = from.place;
    return address;
}

std::string Population::village_name(const Address& address) const {
    Random random(VillageStream, std::stoull(m_plan.places[address.place].code),
                  static_cast<std::uint64_t>(address.village_no));
    std::string name(random.one_of(std::span(village_heads)));
    return name += random.one_of(std::span(village_tails));
}

void Population::name_parents(Random& random, Household& household, std::string& surname) const {
    surname = m_names.surname(random);
    const auto adult = [&](char sex, const std::string& family) {
        return m_names.given(sex, m_names.given_index(random, sex)) + " " + family;
    };
    household.father = adult('M', surname);
    household.mother = adult('F', random.chance(0.6) ? surname : m_names.surname(random));
    if (random.chance(
            0.06)) // Father unknown to the registers; the children bear the mother's surname.
        household.father.clear();
    const double u = random.unit();
    household.guardian =
        u < 0.55 ? household.mother
        : u < 0.75
            ? (household.father.empty() ? household.mother : household.father)
            : adult(u < 0.80 ? 'M' : 'F', surname); // A grandparent, as often in the northeast.
    household.phone = "08" + padded(random.below(100'000'000), 8);
}

Household Population::household(std::uint32_t number) const {
    Random random(m_plan.seed, HouseholdStream, number);
    Household household;
    household.number = number;
    std::string surname;
    name_parents(random, household, surname);
    household.is_poor = random.chance(0.22);
    const auto registered = new_address(random);
    household.code = m_plan.places[registered.place].code.substr(0, 4) +
                     padded(permuted_28(number, m_plan.seed), 9).substr(2);
    const auto home = random.chance(0.05) ? moved_address(random, registered) : registered;

    const double u = random.unit();
    const auto status = u < 0.010   ? CivilStatus::NoStatus
                        : u < 0.028 ? CivilStatus::RegisteredElsewhere
                                    : CivilStatus::Registered;
    auto origin = Origin::Thai;
    if (status == CivilStatus::NoStatus) {
        const double v = random.unit();
        origin = v < 0.45   ? Origin::Lao
                 : v < 0.62 ? Origin::Burmese
                 : v < 0.78 ? Origin::Khmer
                            : Origin::Thai;
    }
    auto born = births(number);
    std::stable_sort(born.begin(), born.end(),
                     [](const Birth& a, const Birth& b) { return a.day < b.day; });
    for (const auto& birth : born)
        household.children.push_back(
            child(household, birth, surname, origin, status, registered, home));
    // Only now, so that a name that follows an elder's does not change when the elder comes of age.
    std::erase_if(household.children, [&](const Child& one) {
        const auto today = snapshot_date(m_plan.snapshot);
        return one.birth > today || full_years(one.birth, today) >= 18;
    });
    return household;
}

Child Population::child(const Household& household, const Birth& birth, const std::string& surname,
                        Origin origin, CivilStatus status, const Address& registered,
                        const Address& home) const {
    Child child;
    child.key = household.number * 8 + birth.position;
    child.birth = date_from_days(birth.day);
    child.origin = origin;
    child.civil_status = status;
    Random random(m_plan.seed, ChildStream, child.key);
    child.sex = random.chance(0.514) ? 'M' : 'F';
    if (status == CivilStatus::Registered && random.chance(0.003))
        child.civil_status = CivilStatus::NoStatus; // Birth never registered.
    const Child* elder = household.children.empty() ? nullptr : &household.children.back();
    name_child(random, child, surname, elder);
    number_child(random, child);
    child.registered = registered;
    child.home = random.chance(0.03) ? moved_address(random, registered) : home;
    place_child(random, child, household);
    return child;
}

void Population::name_child(Random& random, Child& child, const std::string& surname,
                            const Child* elder) const {
    if (child.origin != Origin::Thai) {
        child.given = m_names.foreign_given(random, child.origin, child.sex);
        child.surname = m_names.foreign_surname(random, child.origin);
        if (elder)
            child.surname = elder->surname;
        return;
    }
    const bool is_twin = elder && elder->birth == child.birth;
    auto index = m_names.given_index(random, child.sex);
    if (elder && elder->sex == child.sex && random.chance(is_twin ? 0.6 : 0.2)) {
        // The list is sorted: a neighbour begins like the elder's name, as siblings' names often
        // do.
        index =
            m_names.given_beside(random, child.sex, m_names.index_of(child.sex, elder->given.thai));
    }
    child.given.thai = m_names.given(child.sex, index);
    child.surname.thai = surname;
    if (random.chance(0.03))
        child.former_given = m_names.given(child.sex, m_names.given_index(random, child.sex));
    if (random.chance(0.03))
        child.former_surname = m_names.surname(random);
}

void Population::number_child(Random& random, Child& child) const {
    const auto unique = permuted_28(child.key, m_plan.seed);
    const auto year_be = static_cast<std::uint64_t>(buddhist_year(child.birth));
    const auto entry_year =
        std::min(year_be + 4, static_cast<std::uint64_t>(academic_year_be(snapshot_date(1))));
    const bool has_zero_number = random.chance(0.6);
    const bool had_gcode = random.chance(0.02);
    const auto born_in =
        random.chance(0.1) ? std::string_view("10") : std::string_view(m_plan.province);
    // Unique by construction: the last seven digits and the office together are `unique`.
    const auto office_and_sequence =
        padded(99 - unique / 10'000'000, 2) + padded(unique % 10'000'000, 7);
    if (child.civil_status != CivilStatus::NoStatus)
        child.citizen_id = with_check_digit("1" + std::string(born_in) + office_and_sequence);
    else if (has_zero_number)
        child.citizen_id =
            with_check_digit("0" + std::string(m_plan.province) + office_and_sequence);
    if (child.civil_status == CivilStatus::NoStatus || had_gcode)
        child.gcode =
            "G" + padded(entry_year % 100, 2) + m_plan.province + padded(unique % 100'000'000, 8);
}

void Population::place_child(Random& random, Child& child, const Household& household) const {
    const double u = random.unit();
    if (child.civil_status == CivilStatus::Registered)
        child.presence = u < 0.0015  ? Presence::Died
                         : u < 0.016 ? Presence::MovedAway
                                     : Presence::Resident;
    for (int snapshot = 2; snapshot <= m_plan.snapshot && child.presence == Presence::Resident;
         ++snapshot) {
        const double v =
            Random(m_plan.seed, MoveStream, child.key, static_cast<std::uint64_t>(snapshot)).unit();
        if (child.civil_status == CivilStatus::Registered)
            child.presence = v < 0.0002   ? Presence::Died
                             : v < 0.0042 ? Presence::MovedAway
                                          : Presence::Resident;
    }
    child.schooling = schooling_of(m_plan, child, household.is_poor);

    const int age = full_years(child.birth, snapshot_date(m_plan.snapshot));
    const bool is_out = child.schooling.authority == Authority::None && age >= 3;
    double health = age < 6 ? 0.93 : 0.80;
    if (child.presence != Presence::Resident)
        health = 0.5;
    else if (child.civil_status == CivilStatus::NoStatus || is_out)
        health = 0.68;
    child.is_in_health = random.unit() < health;
    const double welfare = child.presence != Presence::Resident ? 0.02
                           : household.is_poor                  ? (is_out ? 0.75 : 0.62)
                                                                : (is_out ? 0.12 : 0.04);
    child.is_in_welfare = random.unit() < welfare;
}

} // namespace samatcha::population
