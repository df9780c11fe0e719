#pragma once

// Lists of cases, of those that a scope sees.

#include "modules/care/records.hpp"
#include "modules/care/worklist.hpp"

namespace samatcha::care {

struct CaseRow {
    CareCase care_case;
    Bytes sealed_child;
};

/// In the order of due_at and id, those after (due_at, id).
std::vector<CaseRow> cases_in_scope(database::Connection&, const CaseScope&, const CaseFilter&,
                                    Instant due_after, CareCaseId id_after, int count_max);

/// A row of other lists, whatever the scope, in one reading.
std::optional<CaseRow> find_case_row(database::Connection&, std::string_view province, CareCaseId);

/// Whatever the scope: who shows them checks sees() of each.
std::vector<CaseRow> cases_of_household(database::Connection&, std::string_view province,
                                        HouseholdId);

/// How many cases wait for the same thing.
struct DueCount {
    Due due{};
    std::int64_t cases = 0;
    std::int64_t overdue = 0;
};
BOOST_DESCRIBE_STRUCT(DueCount, (), (due, cases, overdue))
/// Of the open cases that a scope sees.
std::vector<DueCount> counts_in_scope(database::Connection&, const CaseScope&, Instant now);

/// What the rows of a list hold sealed. Fails as KeyRing::open.
Result<CaseChild> open_child(const vault::KeyRing&, std::string_view province, CareCaseId,
                             BytesView sealed_child);

} // namespace samatcha::care
