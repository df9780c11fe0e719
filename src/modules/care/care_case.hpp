#pragma once

#include "base/clock.hpp"
#include "base/id.hpp"
#include "base/partial_date.hpp"
#include "modules/access/actor.hpp"
#include "modules/persons/link_run.hpp"

#include <boost/describe.hpp>

#include <limits>
#include <optional>
#include <string>

namespace samatcha::care {

using CareCaseId = Id<struct CareCaseTag>;
using HouseholdId = Id<struct HouseholdTag>;
using CareEventId = Id<struct CareEventTag>;

/// How far a child is (spec-children.md). Placed: learns or works; monitored: still does, at a
/// follow-up.
BOOST_DEFINE_ENUM_CLASS(CaseState, Candidate, Contacted, Verified, Assessed, PlanApproved,
                        InService, Placed, Monitored, Closed)

/// How a closed case ended; None while it is open.
BOOST_DEFINE_ENUM_CLASS(CaseOutcome, None, Livelihood, Completed, Moved, Died, FalsePositive,
                        Refused)

/// Where a case came from.
BOOST_DEFINE_ENUM_CLASS(CaseOrigin, Situation, ByHand, OpenDoor, Agency, OtherProvince)

/// The one next thing that a case waits for; lists and the screen of a case say it in words.
BOOST_DEFINE_ENUM_CLASS(Due, Assignment, Visit, Assessment, Plan, Approval, Service, Placement,
                        FollowUp, Closing, Nothing)

inline constexpr Instant never{std::numeric_limits<std::int64_t>::max() / 2};

/// What names a child: sealed, and opened only for those who see the case.
struct CaseChild {
    std::string given_name;
    std::string surname;
    std::string nickname;
    std::string citizen_id;
    PartialDate birth_date;
    std::string guardian_name;
    std::string phone;
    std::string house_no;
    std::string village_no;
    std::string village_name;
    std::string last_school;
    friend bool operator==(const CaseChild&, const CaseChild&) = default;
};
BOOST_DESCRIBE_STRUCT(CaseChild, (),
                      (given_name, surname, nickname, citizen_id, birth_date, guardian_name, phone,
                       house_no, village_no, village_name, last_school))

/// A case without the child's name.
struct CareCase {
    CareCaseId id;
    std::optional<persons::PersonId> person; ///< None: no register knows the child.
    std::optional<HouseholdId> household;
    CaseOrigin origin = CaseOrigin::Situation;
    CaseState state = CaseState::Candidate;
    CaseOutcome outcome = CaseOutcome::None;
    std::string subdistrict_code;
    access::AgencyId agency;  ///< None: nobody's yet.
    access::AccountId worker; ///< To whom it is given; none: nobody.
    int birth_year = 0;       ///< C.E.; 0: not known.
    std::string sex;
    double certainty = 1;   ///< That the child is out of school, when the case was opened.
    bool is_urgent = false; ///< A danger sign stands that nobody has answered.
    Due due = Due::Assignment;
    Instant due_at = never;
    Instant opened_at;
    Instant changed_at;
    std::int64_t version = 1; ///< Grows by one a change.
};

/// The next thing to do in a state.
Due due_of(const CareCase&);
/// By when, from now: never for a closed one.
Instant due_at_of(Due, Instant now);

} // namespace samatcha::care
