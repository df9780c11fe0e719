#pragma once

#include "modules/care/care_case.hpp"

#include <string>
#include <vector>

namespace samatcha::care {

/// What a list is narrowed by; empty and missing: nothing.
struct CaseFilter {
    std::optional<CaseState> state; ///< Missing: all that are open.
    std::optional<std::string> subdistrict;
    std::optional<access::AgencyId> agency_id;
    std::optional<access::AccountId> worker_id;
    std::optional<std::string> cursor;
};
BOOST_DESCRIBE_STRUCT(CaseFilter, (), (state, subdistrict, agency_id, worker_id, cursor))

/// A case in a list: initials and village, until it is opened.
struct CaseOnList {
    CareCaseId id;
    std::string initials;
    int birth_year = 0;
    std::string sex;
    std::string subdistrict_code;
    std::string village_no;
    std::string village_name;
    CaseState state{};
    CaseOutcome outcome{};
    Due due{};
    std::optional<Instant> due_at; ///< None: nothing is due any more.
    bool is_urgent = false;
    std::optional<HouseholdId> household_id;
    access::AgencyId agency_id;
    access::AccountId worker_id;
    std::string worker_name;
    std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(CaseOnList, (),
                      (id, initials, birth_year, sex, subdistrict_code, village_no, village_name,
                       state, outcome, due, due_at, is_urgent, household_id, agency_id, worker_id,
                       worker_name, version))

inline constexpr int cases_per_page = 50;

struct CasePage {
    std::vector<CaseOnList> cases;
    std::optional<std::string> next_cursor;
};
BOOST_DESCRIBE_STRUCT(CasePage, (), (cases, next_cursor))

} // namespace samatcha::care
