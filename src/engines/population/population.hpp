#pragma once

// Invented children of one province, household by household, from a seed. Each household is made
// from its number alone, so any thread may make any household and memory does not grow with the
// province.

#include "base/partial_date.hpp"
#include "base/result.hpp"
#include "engines/population/error_rates.hpp"
#include "engines/population/name_lists.hpp"

#include <boost/describe.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace samatcha::population {

/// A subdistrict of the province, as the official list has it.
struct Place {
    std::string code; ///< Six digits.
    std::string name;
    std::string district_name;
    std::string postcode;
};

/// What to make. The same plan gives the same files on any number of threads.
struct Plan {
    std::string province; ///< Two digits.
    std::string province_name;
    std::vector<Place> places;
    std::uint32_t children =
        0; ///< Under 18 on the first snapshot date; at least so many, at most 5 more.
    std::uint64_t seed = 1;
    int snapshot = 1; ///< 1 to 4: the registers as they stand on that date, see snapshot_date().
    bool has_split_schools = false; ///< One school file for each reporting authority.
    ErrorRates errors{};
};

inline constexpr int snapshot_count_max = 4;

/// 10 November 2023, 10 June and 10 November 2024, 10 June 2025: the days on which schools report.
PartialDate snapshot_date(int snapshot);

enum class CivilStatus {
    Registered,          ///< In this province's civil register.
    RegisteredElsewhere, ///< Citizen living here, registered in another province.
    NoStatus,            ///< G-code, 0-code or nothing: in no civil register.
};
enum class Presence { Resident, MovedAway, Died };

/// Who a place of education reports to.
enum class Authority {
    None,
    BasicEducation,    ///< สพฐ.
    Private,           ///< สช.
    LocalGovernment,   ///< อปท.
    Vocational,        ///< สอศ.
    LearningPromotion, ///< สกร.
    Temple,            ///< พระปริยัติธรรม
    BorderPolice,      ///< ตชด.
    HomeSchool,
    LearningCentre, ///< Section 12.
};

/// Why a child is in no school; shares after the Equitable Education Fund's causes among 35,003
/// children (spec of the child loop).
enum class OutReason {
    None,
    NotYetEnrolled,
    Poverty,
    Family,
    PushedOut,
    NoWelfare,
    Health,
    Justice,
    Other
};

BOOST_DESCRIBE_ENUM(CivilStatus, Registered, RegisteredElsewhere, NoStatus)
BOOST_DESCRIBE_ENUM(Presence, Resident, MovedAway, Died)
BOOST_DESCRIBE_ENUM(Authority, None, BasicEducation, Private, LocalGovernment, Vocational,
                    LearningPromotion, Temple, BorderPolice, HomeSchool, LearningCentre)
BOOST_DESCRIBE_ENUM(OutReason, None, NotYetEnrolled, Poverty, Family, PushedOut, NoWelfare, Health,
                    Justice, Other)

struct Address {
    std::uint32_t place = 0; ///< Position in Plan::places.
    int village_no = 0;
    std::string house_no;
};

/// On one snapshot date.
struct Schooling {
    Authority authority = Authority::None;
    int grade = 0; ///< 1-12 ป.1 to ม.6 (or ปวช.1-3); 0, -1, -2 kindergarten 3, 2, 1.
    std::string school_code; ///< Ten digits.
    std::string school_name;
    OutReason reason = OutReason::None; ///< None exactly when enrolled or under three.
};

struct Child {
    std::uint32_t key =
        0; ///< Household number * 8 + place among its births; the same in each snapshot.
    PartialDate birth;
    char sex = 'M';
    Origin origin = Origin::Thai;
    PersonName given;
    PersonName surname;
    std::string former_given; ///< Empty if never changed.
    std::string former_surname;
    std::string citizen_id; ///< 13 digits; a 0-number for some without civil status; may be empty.
    std::string gcode;      ///< Of those without status, and of some before they were registered.
    CivilStatus civil_status = CivilStatus::Registered;
    Presence presence = Presence::Resident;
    Address registered; ///< What the civil register says.
    Address home;       ///< Where the child lives.
    Schooling schooling;
    bool is_in_health = false;
    bool is_in_welfare = false;
};

struct Household {
    std::uint32_t number = 0;
    std::string code; ///< Eleven digits (รหัสประจำบ้าน).
    bool is_poor = false;
    std::string father, mother; ///< Given name and surname; father may be empty.
    std::string guardian;       ///< Who brings the children up: a parent or a grandparent.
    std::string phone;
    std::vector<Child> children; ///< Under 18 on the snapshot date, the oldest first.
};

/// The headline's definition (S18): in the civil register, alive, resident, 3 to 17 full years on
/// the date, in no education register.
bool is_out_of_school(const Child&, const PartialDate& on);

class Population {
public:
    /// Fails with InvalidInput: population.size_out_of_range (1,000 to 12,000,000),
    /// population.no_places, population.snapshot_unknown.
    static Result<Population> create(Plan);

    const Plan& plan() const { return m_plan; }
    const NameLists& names() const { return m_names; }
    std::uint32_t household_count() const { return m_household_count; }
    /// Household `number` as it stands on the plan's snapshot date.
    Household household(std::uint32_t number) const;
    std::string village_name(const Address&) const;

private:
    explicit Population(Plan);

    struct Birth {
        std::int32_t day = 0;       ///< Days since 1970.
        bool is_twin = false;       ///< Of the one before.
        std::uint32_t position = 0; ///< In the order drawn: the child's name in its key.
    };
    std::vector<Birth> births(std::uint32_t household) const;
    std::uint32_t household_count_for(std::uint32_t children) const;
    Address new_address(Random&) const;
    Address moved_address(Random&, const Address& from) const;
    void name_parents(Random&, Household&, std::string& surname) const;
    Child child(const Household&, const Birth&, const std::string& surname, Origin, CivilStatus,
                const Address& registered, const Address& home) const;
    void name_child(Random&, Child&, const std::string& surname, const Child* elder) const;
    void number_child(Random&, Child&) const;
    void place_child(Random&, Child&, const Household&) const;

    Plan m_plan;
    NameLists m_names;
    std::vector<double> m_place_weights; ///< Cumulative.
    std::uint32_t m_household_count = 0;
};

} // namespace samatcha::population
