#pragma once

// What the lead unit sees of its province at one look (S7): counts, nobody identifiable.

#include "modules/care/records_counts.hpp"
#include "modules/referral/lead_unit.hpp"
#include "modules/referral/referral.hpp"

#include <boost/describe.hpp>

#include <string>
#include <vector>

namespace samatcha::referral {

struct AgencyLoad {
    AgencyId agency_id; ///< 0: nobody's yet.
    std::int64_t cases = 0;      ///< Open.
    std::int64_t cases_overdue = 0;
    std::int64_t follow_ups_overdue = 0;
    std::int64_t referrals = 0;  ///< At it, its turn.
    std::int64_t referrals_overdue = 0;
    std::optional<Instant> waiting_since; ///< The longest of those at it.
    std::optional<std::int64_t> answer_hours; ///< Mean of the last 90 days.
};
BOOST_DESCRIBE_STRUCT(AgencyLoad, (),
                      (agency_id, cases, cases_overdue, follow_ups_overdue, referrals, referrals_overdue,
                       waiting_since, answer_hours))

struct DistrictLoad {
    std::string district_code;
    std::int64_t cases = 0;
    std::int64_t overdue = 0;
    std::int64_t urgent = 0;
};
BOOST_DESCRIBE_STRUCT(DistrictLoad, (), (district_code, cases, overdue, urgent))

/// How many got at least so far; of those whose case was about a child that is out of school.
struct FunnelStep {
    std::string step; ///< found, met, assessed, planned, in_service, placed, livelihood.
    std::int64_t cases = 0;
};
BOOST_DESCRIBE_STRUCT(FunnelStep, (), (step, cases))

struct NamedCount {
    std::string name;
    std::int64_t count = 0;
};
BOOST_DESCRIBE_STRUCT(NamedCount, (), (name, count))

/// Asked for and not to be had.
struct UnmetNeed {
    ServiceKind kind = ServiceKind::ReturnToSchool;
    std::int64_t refused = 0;    ///< In the last 90 days, for want of a place, of the service, or too far.
    std::int64_t waitlisted = 0; ///< Now.
    std::int64_t goals = 0;      ///< Of plans: nobody is known who does it, or it could not be had.
};
BOOST_DESCRIBE_STRUCT(UnmetNeed, (), (kind, refused, waitlisted, goals))

struct Board {
    Instant as_of;
    std::int64_t cases_open = 0;
    std::int64_t cases_urgent = 0;
    std::int64_t referrals_open = 0;
    std::int64_t referrals_expired = 0;
    std::int64_t reminders = 0; ///< Of the last 30 days.
    std::vector<AgencyLoad> agencies;     ///< The most overdue first.
    std::vector<DistrictLoad> districts;
    std::vector<NamedCount> states;       ///< Of cases.
    std::vector<NamedCount> referral_states;
    std::vector<FunnelStep> funnel;
    std::vector<NamedCount> causes;       ///< The most frequent first.
    std::vector<UnmetNeed> unmet;
    std::vector<LeadUnitTask> tasks;      ///< Open, the longest due first.
};
BOOST_DESCRIBE_STRUCT(Board, (),
                      (as_of, cases_open, cases_urgent, referrals_open, referrals_expired, reminders, agencies,
                       districts, states, referral_states, funnel, causes, unmet, tasks))

/// Of the whole province for the secretariat; others see their agency's own lines and the province's sums.
Board board(const access::Actor&, database::Connection&, Instant now);

} // namespace samatcha::referral
