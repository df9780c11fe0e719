#include "modules/care/records_counts.hpp"

#include "base/json.hpp"

namespace samatcha::care {

std::vector<CaseCount> case_counts(database::Connection& connection, std::string_view province,
                                   Instant now) {
    return connection.list(
        "SELECT agency_id, substr(subdistrict_code, 1, 4), state, outcome, count(*),"
        " sum(CASE WHEN is_urgent = 1 THEN 1 ELSE 0 END), sum(CASE WHEN due_at < $2 THEN 1 ELSE 0 "
        "END),"
        " sum(CASE WHEN due_at < $2 AND due = 'follow_up' THEN 1 ELSE 0 END)"
        " FROM care_case WHERE province = $1 GROUP BY agency_id, substr(subdistrict_code, 1, 4), "
        "state, outcome",
        {province, now}, [](const database::Row& row) {
            return CaseCount{
                row.id<access::AgencyId>(0),
                row.text(1),
                json::enum_from_name<CaseState>(row.text_view(2)).value(),
                json::enum_from_name<CaseOutcome>(row.text_view(3)).value_or(CaseOutcome::None),
                row.integer(4),
                row.integer(5),
                row.integer(6),
                row.integer(7)};
        });
}

std::vector<std::pair<std::string, std::int64_t>> cause_counts(database::Connection& connection,
                                                               std::string_view province) {
    return connection.list("SELECT k.cause, count(*) FROM care_cause k JOIN care_case c"
                           " ON c.province = k.province AND c.case_id = k.case_id"
                           " WHERE k.province = $1 AND c.state <> 'closed'"
                           " GROUP BY k.cause ORDER BY count(*) DESC, k.cause",
                           {province}, [](const database::Row& row) {
                               return std::pair{row.text(0), row.integer(1)};
                           });
}

std::vector<std::pair<std::string, std::int64_t>> unmet_goals(database::Connection& connection,
                                                              std::string_view province) {
    return connection.list(
        "SELECT service, count(*) FROM care_goal"
        " WHERE province = $1 AND (state = 'unmet' OR (state = 'open' AND agency_id = 0))"
        " GROUP BY service",
        {province}, [](const database::Row& row) {
            return std::pair{row.text(0), row.integer(1)};
        });
}

} // namespace samatcha::care
