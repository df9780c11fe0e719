#pragma once

// Counts of referrals for the board; each walks one index of one province.

#include "modules/referral/referral.hpp"
#include "platform/database/connection.hpp"

#include <map>
#include <string_view>
#include <vector>

namespace samatcha::referral {

struct AgencyReferrals {
    AgencyId agency;
    std::int64_t open = 0; ///< At it, its turn.
    std::int64_t overdue = 0;
    std::optional<Instant> waiting_since;
};
std::vector<AgencyReferrals> referrals_at_agencies(database::Connection&, std::string_view province, Instant now);
std::vector<std::pair<ReferralState, std::int64_t>> referrals_by_state(database::Connection&,
                                                                       std::string_view province);
/// Mean hours from sending to the first answer, of those answered since.
std::map<AgencyId, std::int64_t> answer_hours(database::Connection&, std::string_view province, Instant since);

struct RefusedNeed {
    ServiceKind kind = ServiceKind::ReturnToSchool;
    std::int64_t refused = 0;
    std::int64_t waitlisted = 0;
};
std::vector<RefusedNeed> refused_needs(database::Connection&, std::string_view province, Instant since);
std::int64_t steps_of(database::Connection&, std::string_view province, std::string_view verb, Instant since);

} // namespace samatcha::referral
