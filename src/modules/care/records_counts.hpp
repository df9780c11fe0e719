#pragma once

// Counts of cases for the lead unit's board (modules/referral): nobody identifiable.

#include "modules/care/care_case.hpp"
#include "platform/database/connection.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace samatcha::care {

struct CaseCount {
    access::AgencyId agency; ///< 0: nobody's yet.
    std::string district;
    CaseState state = CaseState::Candidate;
    CaseOutcome outcome = CaseOutcome::None;
    std::int64_t cases = 0;
    std::int64_t urgent = 0;
    std::int64_t overdue = 0;
    std::int64_t follow_ups_overdue = 0; ///< Of those overdue.
};
std::vector<CaseCount> case_counts(database::Connection&, std::string_view province, Instant now);

/// Of open cases, the most frequent first.
std::vector<std::pair<std::string, std::int64_t>> cause_counts(database::Connection&,
                                                               std::string_view province);

/// Goals of plans that could not be had, or for which nobody is known, by service.
std::vector<std::pair<std::string, std::int64_t>> unmet_goals(database::Connection&,
                                                              std::string_view province);

} // namespace samatcha::care
