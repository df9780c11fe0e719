#pragma once

#include "base/json.hpp"
#include "modules/care/care_case.hpp"
#include "platform/jobs/jobs.hpp"

#include <map>
#include <string>
#include <vector>

namespace samatcha::care {

using AssignmentId = Id<struct AssignmentTag>;

/// Of whom: children on the situation's list who have no case yet, or cases that are given to
/// nobody.
BOOST_DEFINE_ENUM_CLASS(AssignmentFrom, Situation, Unassigned)

/// Many cases to one person, or each to whoever works where the child lives.
struct AssignmentOrder {
    AssignmentFrom from{};
    std::optional<std::vector<std::string>> subdistricts; ///< Missing or empty: all.
    std::optional<int> age_from;
    std::optional<int> age_to;
    std::optional<double> certainty_from; ///< How sure that the child is out of school.
    std::optional<int> out_months_from;   ///< Not seen in a school register for so long, or never.
    std::optional<access::AgencyId> agency_id;
    std::optional<access::AccountId> worker_id; ///< Missing: by area, in turn.
    std::optional<int> count_max;
};
BOOST_DESCRIBE_STRUCT(AssignmentOrder, (),
                      (from, subdistricts, age_from, age_to, certainty_from, out_months_from,
                       agency_id, worker_id, count_max))

BOOST_DEFINE_ENUM_CLASS(AssignmentState, Running, Done, Undoing, Undone, Failed)

struct Assignment {
    AssignmentId id;
    jobs::JobId job_id;
    AssignmentState state{};
    access::AccountId account;
    Instant created_at;
    std::int64_t cases = 0;
    AssignmentOrder order;
};
BOOST_DESCRIBE_STRUCT(Assignment, (), (id, job_id, state, account, created_at, cases, order))

struct AreaCount {
    std::string subdistrict_code;
    std::int64_t children = 0;
    std::int64_t workers = 0; ///< Who would be given them.
};
BOOST_DESCRIBE_STRUCT(AreaCount, (), (subdistrict_code, children, workers))

/// What an order would do.
struct AssignmentPreview {
    std::int64_t children = 0;
    std::int64_t without_worker =
        0; ///< Live where nobody works: their cases are the agency's, nobody's own.
    std::vector<AreaCount> areas;
};
BOOST_DESCRIBE_STRUCT(AssignmentPreview, (), (children, without_worker, areas))

/// Somebody whom cases can be given to.
struct CareWorker {
    access::AccountId account_id;
    std::string name;
    access::Role role{};
    std::optional<access::AgencyId> agency_id;
    std::vector<std::string> subdistricts; ///< Empty: everywhere.
    bool is_coordinator = false;
    bool is_duty_officer = false;
    std::int64_t open_cases = 0;
};
BOOST_DESCRIBE_STRUCT(CareWorker, (),
                      (account_id, name, role, agency_id, subdistricts, is_coordinator,
                       is_duty_officer, open_cases))

/// Whose turn it is in a subdistrict.
class Turns {
public:
    /// Those who work everywhere take their turn where nobody else works.
    explicit Turns(const std::vector<CareWorker>&);
    /// Null where nobody works.
    const CareWorker* next(std::string_view subdistrict_code);
    std::size_t workers_in(std::string_view subdistrict_code) const;

private:
    std::vector<CareWorker> m_workers;
    std::map<std::string, std::vector<std::size_t>, std::less<>> m_by_area;
    std::vector<std::size_t> m_everywhere;
    std::map<std::string, std::size_t, std::less<>> m_turn;
};

} // namespace samatcha::care
