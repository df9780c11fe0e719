#include "modules/care/records_worklist.hpp"

#include "base/json.hpp"

namespace samatcha::care {

namespace {

CaseRow case_row(const database::Row& row) {
    return {case_of_row(row), row.bytes(18)};
}

DueCount due_count_of(const database::Row& row) {
    return {json::enum_from_name<Due>(row.text_view(0)).value_or(Due{}), row.integer(1),
            row.integer(2)};
}

} // namespace

std::vector<CaseRow> cases_in_scope(database::Connection& connection, const CaseScope& scope,
                                    const CaseFilter& filter, Instant due_after,
                                    CareCaseId id_after, int count_max) {
    // Whole statements rather than a built one: what a list is narrowed by most decides which index
    // it walks.
    constexpr std::string_view by_worker =
        "SELECT case_id, person_id, household_id, origin, state, outcome, subdistrict_code, "
        "agency_id, worker_id,"
        " birth_year, sex, certainty, is_urgent, due, due_at, opened_at, changed_at, version, "
        "child FROM care_case"
        " WHERE province = $1 AND worker_id = $2 AND ($3 = 0 OR agency_id = $3) AND ($4 = '' OR "
        "subdistrict_code = $4)"
        " AND ($5 = '' OR state = $5) AND due_at < $6 AND (due_at, case_id) > ($7, $8)"
        " ORDER BY due_at, case_id LIMIT $9";
    constexpr std::string_view by_area =
        "SELECT case_id, person_id, household_id, origin, state, outcome, subdistrict_code, "
        "agency_id, worker_id,"
        " birth_year, sex, certainty, is_urgent, due, due_at, opened_at, changed_at, version, "
        "child FROM care_case"
        " WHERE province = $1 AND ($2 = 0 OR worker_id = $2) AND ($3 = 0 OR agency_id = $3) AND "
        "subdistrict_code = $4"
        " AND ($5 = '' OR state = $5) AND due_at < $6 AND (due_at, case_id) > ($7, $8)"
        " ORDER BY due_at, case_id LIMIT $9";
    constexpr std::string_view by_agency =
        "SELECT case_id, person_id, household_id, origin, state, outcome, subdistrict_code, "
        "agency_id, worker_id,"
        " birth_year, sex, certainty, is_urgent, due, due_at, opened_at, changed_at, version, "
        "child FROM care_case"
        " WHERE province = $1 AND ($2 = 0 OR worker_id = $2) AND agency_id = $3 AND ($4 = '' OR "
        "subdistrict_code = $4)"
        " AND ($5 = '' OR state = $5) AND due_at < $6 AND (due_at, case_id) > ($7, $8)"
        " ORDER BY due_at, case_id LIMIT $9";
    constexpr std::string_view by_state =
        "SELECT case_id, person_id, household_id, origin, state, outcome, subdistrict_code, "
        "agency_id, worker_id,"
        " birth_year, sex, certainty, is_urgent, due, due_at, opened_at, changed_at, version, "
        "child FROM care_case"
        " WHERE province = $1 AND ($2 = 0 OR worker_id = $2) AND ($3 = 0 OR agency_id = $3)"
        " AND ($4 = '' OR subdistrict_code = $4) AND state = $5 AND due_at < $6 AND (due_at, "
        "case_id) > ($7, $8)"
        " ORDER BY due_at, case_id LIMIT $9";
    constexpr std::string_view by_due =
        "SELECT case_id, person_id, household_id, origin, state, outcome, subdistrict_code, "
        "agency_id, worker_id,"
        " birth_year, sex, certainty, is_urgent, due, due_at, opened_at, changed_at, version, "
        "child FROM care_case"
        " WHERE province = $1 AND ($2 = 0 OR worker_id = $2) AND ($3 = 0 OR agency_id = $3)"
        " AND ($4 = '' OR subdistrict_code = $4) AND ($5 = '' OR state = $5) AND due_at < $6"
        " AND (due_at, case_id) > ($7, $8) ORDER BY due_at, case_id LIMIT $9";
    auto worker = filter.worker_id.value_or(access::AccountId{});
    auto agency = filter.agency_id.value_or(access::AgencyId{});
    switch (scope.reach) {
    case Reach::Nothing:
        return {};
    case Reach::Own:
        worker = scope.account;
        break;
    case Reach::Agency:
        if (worker != scope.account || !worker) // One's own may be another agency's.
            agency = scope.agency;
        break;
    case Reach::Province:
        break;
    }
    if (scope.reach == Reach::Own && !worker)
        return {};
    const auto area = filter.subdistrict.value_or("");
    const auto state = filter.state ? json::enum_name(*filter.state) : std::string();
    const auto due_before = filter.state == CaseState::Closed ? Instant{never.unix_ms + 1} : never;
    const auto sql = worker           ? by_worker
                     : !area.empty()  ? by_area
                     : agency         ? by_agency
                     : !state.empty() ? by_state
                                      : by_due;
    return connection.list(
        sql,
        {scope.province, worker, agency, area, state, due_before, due_after, id_after, count_max},
        case_row);
}

std::optional<CaseRow> find_case_row(database::Connection& connection, std::string_view province,
                                     CareCaseId id) {
    return connection.find(
        "SELECT case_id, person_id, household_id, origin, state, outcome, subdistrict_code, "
        "agency_id, worker_id,"
        " birth_year, sex, certainty, is_urgent, due, due_at, opened_at, changed_at, version, "
        "child FROM care_case WHERE province = $1 AND case_id = $2",
        {province, id}, case_row);
}

std::vector<CaseRow> cases_of_household(database::Connection& connection, std::string_view province,
                                        HouseholdId household) {
    return connection.list(
        "SELECT case_id, person_id, household_id, origin, state, outcome, subdistrict_code, "
        "agency_id, worker_id,"
        " birth_year, sex, certainty, is_urgent, due, due_at, opened_at, changed_at, version, "
        "child FROM care_case"
        " WHERE province = $1 AND household_id = $2 ORDER BY birth_year, case_id",
        {province, household}, case_row);
}

std::vector<DueCount> counts_in_scope(database::Connection& connection, const CaseScope& scope,
                                      Instant now) {
    constexpr std::string_view of_worker =
        "SELECT due, count(*), sum(CASE WHEN due_at < $3 THEN 1 ELSE 0 END) FROM care_case"
        " WHERE province = $1 AND worker_id = $2 AND due_at < $4 GROUP BY due ORDER BY due";
    constexpr std::string_view of_agency =
        "SELECT due, count(*), sum(CASE WHEN due_at < $3 THEN 1 ELSE 0 END) FROM care_case"
        " WHERE province = $1 AND agency_id = $2 AND due_at < $4 GROUP BY due ORDER BY due";
    constexpr std::string_view of_province =
        "SELECT due, count(*), sum(CASE WHEN due_at < $3 THEN 1 ELSE 0 END) FROM care_case"
        " WHERE province = $1 AND $2 = 0 AND due_at < $4 GROUP BY due ORDER BY due";
    switch (scope.reach) {
    case Reach::Nothing:
        break;
    case Reach::Own:
        return connection.list(of_worker, {scope.province, scope.account, now, never},
                               due_count_of);
    case Reach::Agency:
        return connection.list(of_agency, {scope.province, scope.agency, now, never}, due_count_of);
    case Reach::Province:
        return connection.list(of_province, {scope.province, 0, now, never}, due_count_of);
    }
    return {};
}

Result<CaseChild> open_child(const vault::KeyRing& keys, std::string_view province, CareCaseId id,
                             BytesView sealed_child) {
    return json::from_text<CaseChild>(TRY(keys.open(
        sealed_child, vault::sealing_context(province, "care_case", std::to_string(id.value)))));
}

} // namespace samatcha::care
