#include "modules/referral/records_board.hpp"

#include "base/json.hpp"

namespace samatcha::referral {

namespace {

template <class E>
E counted_word(const database::Row& row, std::size_t column) {
    return json::enum_from_name<E>(row.text_view(column)).value();
}

} // namespace

std::vector<AgencyReferrals> referrals_at_agencies(database::Connection& connection, std::string_view province,
                                                   Instant now) {
    return connection.list(
        "SELECT to_agency_id, count(*), sum(CASE WHEN due_at <= $2 OR state = 'expired' THEN 1 ELSE 0 END),"
        " min(sent_at) FROM referral"
        " WHERE province = $1 AND (turn = 'recipient' OR state = 'expired') GROUP BY to_agency_id",
        {province, now}, [](const database::Row& row) {
            return AgencyReferrals{row.id<AgencyId>(0), row.integer(1), row.integer(2), row.optional_instant(3)};
        });
}

std::vector<std::pair<ReferralState, std::int64_t>> referrals_by_state(database::Connection& connection,
                                                                       std::string_view province) {
    return connection.list("SELECT state, count(*) FROM referral WHERE province = $1 GROUP BY state", {province},
                           [](const database::Row& row) {
                               return std::pair{counted_word<ReferralState>(row, 0), row.integer(1)};
                           });
}

std::map<AgencyId, std::int64_t> answer_hours(database::Connection& connection, std::string_view province,
                                              Instant since) {
    constexpr double ms_in_hour = 3'600'000;
    std::map<AgencyId, std::int64_t> hours;
    connection.each("SELECT to_agency_id, CAST(avg(answered_at - sent_at) AS DOUBLE PRECISION) FROM referral"
                    " WHERE province = $1 AND answered_at >= $2 GROUP BY to_agency_id",
                    {province, since}, [&](const database::Row& row) {
                        hours[row.id<AgencyId>(0)] = static_cast<std::int64_t>(row.real(1) / ms_in_hour + 0.5);
                    });
    return hours;
}

std::vector<RefusedNeed> refused_needs(database::Connection& connection, std::string_view province,
                                       Instant since) {
    return connection.list(
        "SELECT kind, sum(CASE WHEN reason IN ('no_place', 'not_offered', 'too_far') THEN 1 ELSE 0 END),"
        " sum(CASE WHEN state = 'waitlisted' THEN 1 ELSE 0 END) FROM referral"
        " WHERE province = $1 AND answered_at >= $2 AND (reason IN ('no_place', 'not_offered', 'too_far')"
        " OR state = 'waitlisted') GROUP BY kind",
        {province, since}, [](const database::Row& row) {
            return RefusedNeed{counted_word<ServiceKind>(row, 0), row.integer(1), row.integer(2)};
        });
}

std::int64_t steps_of(database::Connection& connection, std::string_view province, std::string_view verb,
                      Instant since) {
    return connection.integer("SELECT count(*) FROM referral_event WHERE province = $1 AND verb = $2 AND at >= $3",
                              {province, verb, since});
}

} // namespace samatcha::referral
