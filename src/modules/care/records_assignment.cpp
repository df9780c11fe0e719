#include "modules/care/records_assignment.hpp"

#include "base/json.hpp"

namespace samatcha::care {

namespace {

Assignment assignment_of_row(const database::Row& row) {
    return {
        row.id<AssignmentId>(0),
        row.id<jobs::JobId>(1),
        json::enum_from_name<AssignmentState>(row.text_view(2)).value_or(AssignmentState::Failed),
        row.id<access::AccountId>(3),
        row.instant(4),
        row.integer(5),
        json::from_text<AssignmentOrder>(row.text_view(6)).value()};
}

void write_events(database::Connection& connection, std::string_view province,
                  const vault::KeyRing& keys, std::span<const AssignedCase> cases) {
    auto writer = connection.copy_into("care_event",
                                       {"province", "case_id", "event_id", "at", "written_at",
                                        "account_id", "verb", "from_state", "to_state", "said"});
    for (const auto& one : cases) {
        const auto said = sealed_words(province, keys, one.care_case.id, one.event);
        writer.row({province, one.care_case.id, one.event.id, one.event.at, one.event.written_at,
                    one.event.account, json::enum_name(one.event.verb),
                    json::enum_name(one.event.from), json::enum_name(one.event.to), said});
    }
    writer.finish();
}

void write_items(database::Connection& connection, std::string_view province, AssignmentId id,
                 std::span<const AssignedCase> cases) {
    auto writer =
        connection.copy_into("care_assignment_case",
                             {"province", "assignment_id", "case_id", "was_opened", "agency_before",
                              "worker_before", "agency_after", "worker_after", "version_after"});
    for (const auto& one : cases)
        writer.row({province, id, one.care_case.id, one.was_opened, one.agency_before,
                    one.worker_before, one.care_case.agency, one.care_case.worker,
                    one.care_case.version});
    writer.finish();
}

} // namespace

void insert_assignment(database::Connection& connection, std::string_view province,
                       const Assignment& made) {
    connection.execute("INSERT INTO care_assignment (province, assignment_id, job_id, state, "
                       "account_id, created_at,"
                       " cases, order_text) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
                       {province, made.id, made.job_id, json::enum_name(made.state), made.account,
                        made.created_at, made.cases, json::to_text(made.order)});
}

std::optional<Assignment> find_assignment(database::Connection& connection,
                                          std::string_view province, AssignmentId id) {
    return connection.find(
        "SELECT assignment_id, job_id, state, account_id, created_at, cases, order_text"
        " FROM care_assignment WHERE province = $1 AND assignment_id = $2",
        {province, id}, assignment_of_row);
}

std::vector<Assignment> assignments(database::Connection& connection, std::string_view province) {
    return connection.list(
        "SELECT assignment_id, job_id, state, account_id, created_at, cases, order_text"
        " FROM care_assignment WHERE province = $1 ORDER BY assignment_id DESC LIMIT 50",
        {province}, assignment_of_row);
}

bool set_assignment_state(database::Connection& connection, std::string_view province,
                          AssignmentId id, AssignmentState from, AssignmentState to) {
    return connection.execute(
               "UPDATE care_assignment SET state = $4 WHERE province = $1 AND assignment_id = $2"
               " AND state = $3",
               {province, id, json::enum_name(from), json::enum_name(to)}) == 1;
}

void add_assigned(database::Connection& connection, std::string_view province, AssignmentId id,
                  std::int64_t cases) {
    connection.execute(
        "UPDATE care_assignment SET cases = cases + $3 WHERE province = $1 AND assignment_id = $2",
        {province, id, cases});
}

std::vector<std::int64_t> persons_with_case(database::Connection& connection,
                                            std::string_view province) {
    return connection.list("SELECT person_id FROM care_case WHERE province = $1 AND person_id IS "
                           "NOT NULL ORDER BY person_id",
                           {province}, [](const database::Row& row) { return row.integer(0); });
}

void open_cases(database::Connection& connection, std::string_view province,
                const vault::KeyRing& keys, AssignmentId id, std::span<const AssignedCase> cases) {
    {
        auto writer = connection.copy_into(
            "care_case", {"province",   "case_id", "person_id",        "household_id", "origin",
                          "state",      "outcome", "subdistrict_code", "agency_id",    "worker_id",
                          "birth_year", "sex",     "certainty",        "is_urgent",    "due",
                          "due_at",     "child",   "opened_at",        "changed_at",   "version"});
        for (const auto& one : cases) {
            const auto& c = one.care_case;
            writer.row({province,
                        c.id,
                        c.person,
                        c.household,
                        json::enum_name(c.origin),
                        json::enum_name(c.state),
                        outcome_word(c.outcome),
                        c.subdistrict_code,
                        c.agency,
                        c.worker,
                        c.birth_year,
                        c.sex,
                        c.certainty,
                        c.is_urgent,
                        json::enum_name(c.due),
                        c.due_at,
                        one.sealed_child,
                        c.opened_at,
                        c.changed_at,
                        c.version});
        }
        writer.finish();
    }
    write_events(connection, province, keys, cases);
    write_items(connection, province, id, cases);
}

std::int64_t give_cases(database::Connection& connection, std::string_view province,
                        const vault::KeyRing& keys, AssignmentId id,
                        std::span<const AssignedCase> cases, Instant now) {
    if (cases.empty())
        return 0;
    write_items(connection, province, id, cases);
    const auto first = cases.front().care_case.id;
    const auto last = cases.back().care_case.id;
    const auto given = connection.execute(
        "UPDATE care_case SET worker_id = a.worker_after, agency_id = a.agency_after, due = $5, "
        "due_at = $6,"
        " changed_at = $7, version = version + 1 FROM care_assignment_case a"
        " WHERE a.province = $1 AND a.assignment_id = $2 AND a.case_id >= $3 AND a.case_id <= $4"
        " AND care_case.province = $1 AND care_case.case_id = a.case_id AND care_case.version + 1 "
        "= a.version_after",
        {province, id, first, last, json::enum_name(Due::Visit), due_at_of(Due::Visit, now), now});
    write_events(connection, province, keys, cases);
    return given;
}

void cases_were_added(database::Connection& connection) {
    if (connection.engine() == database::Engine::PostgreSql)
        connection.run_script("ANALYZE care_case, care_event");
}

std::vector<CareCase> unassigned_cases(database::Connection& connection, std::string_view province,
                                       CareCaseId after, int count_max) {
    return connection.list(
        "SELECT case_id, person_id, household_id, origin, state, outcome, subdistrict_code,"
        " agency_id, worker_id, birth_year, sex, certainty, is_urgent, due, due_at, opened_at,"
        " changed_at, version FROM care_case WHERE province = $1 AND case_id > $2 AND worker_id = 0"
        " AND state <> 'closed' ORDER BY case_id LIMIT $3",
        {province, after, count_max}, case_of_row);
}

std::map<std::string, std::int64_t> count_unassigned(database::Connection& connection,
                                                     std::string_view province) {
    std::map<std::string, std::int64_t> counts;
    connection.each("SELECT subdistrict_code, count(*) FROM care_case WHERE province = $1 AND "
                    "worker_id = 0 AND state <> 'closed' GROUP BY subdistrict_code",
                    {province},
                    [&](const database::Row& row) { counts[row.text(0)] = row.integer(1); });
    return counts;
}

std::int64_t count_open_cases(database::Connection& connection, std::string_view province,
                              access::AccountId worker) {
    return connection.integer(
        "SELECT count(*) FROM care_case WHERE province = $1 AND worker_id = $2 AND due_at < $3",
        {province, worker, never});
}

std::vector<std::pair<access::AccountId, std::int64_t>>
cases_by_worker(database::Connection& connection, std::string_view province, AssignmentId id) {
    return connection.list(
        "SELECT worker_after, count(*) FROM care_assignment_case WHERE province = $1"
        " AND assignment_id = $2 AND worker_after <> 0 GROUP BY worker_after ORDER BY worker_after",
        {province, id}, [](const database::Row& row) {
            return std::pair(row.id<access::AccountId>(0), row.integer(1));
        });
}

std::optional<CareCaseId> take_back(database::Connection& connection, std::string_view province,
                                    const vault::KeyRing& keys, AssignmentId id, CareCaseId after,
                                    int count_max, access::AccountId by, Instant now) {
    const auto last =
        connection.find("SELECT max(case_id) FROM (SELECT case_id FROM care_assignment_case WHERE "
                        "province = $1 AND assignment_id = $2"
                        " AND case_id > $3 ORDER BY case_id LIMIT $4) AS next",
                        {province, id, after, count_max},
                        [](const database::Row& row) { return row.optional_integer(0); });
    if (!last || !*last)
        return std::nullopt;
    const CareCaseId to{**last};
    connection.execute("DELETE FROM care_event WHERE province = $1 AND case_id IN (SELECT "
                       "a.case_id FROM care_assignment_case a"
                       " JOIN care_case c ON c.province = a.province AND c.case_id = a.case_id AND "
                       "c.version = a.version_after"
                       " WHERE a.province = $1 AND a.assignment_id = $2 AND a.case_id > $3 AND "
                       "a.case_id <= $4 AND a.was_opened = 1)",
                       {province, id, after, to});
    connection.execute("DELETE FROM care_case WHERE province = $1 AND case_id IN (SELECT a.case_id "
                       "FROM care_assignment_case a"
                       " JOIN care_case c ON c.province = a.province AND c.case_id = a.case_id AND "
                       "c.version = a.version_after"
                       " WHERE a.province = $1 AND a.assignment_id = $2 AND a.case_id > $3 AND "
                       "a.case_id <= $4 AND a.was_opened = 1)",
                       {province, id, after, to});
    std::vector<AssignedCase> returned;
    connection.each(
        "SELECT c.case_id, c.state, a.agency_before, a.worker_before FROM care_assignment_case a"
        " JOIN care_case c ON c.province = a.province AND c.case_id = a.case_id"
        " AND c.version = a.version_after WHERE a.province = $1 AND a.assignment_id = $2"
        " AND a.case_id > $3 AND a.case_id <= $4 AND a.was_opened = 0",
        {province, id, after, to}, [&](const database::Row& row) {
            AssignedCase one;
            one.care_case.id = row.id<CareCaseId>(0);
            const auto state =
                json::enum_from_name<CaseState>(row.text_view(1)).value_or(CaseState{});
            one.event = {
                CareEventId{new_id()}, now, now, by, CaseVerb::Assign, state, state, {}, {}};
            returned.push_back(std::move(one));
        });
    write_events(connection, province, keys, returned);
    connection.execute(
        "UPDATE care_case SET worker_id = a.worker_before, agency_id = a.agency_before, changed_at "
        "= $5,"
        " version = version + 1 FROM care_assignment_case a WHERE a.province = $1 AND "
        "a.assignment_id = $2"
        " AND a.case_id > $3 AND a.case_id <= $4 AND a.was_opened = 0 AND care_case.province = $1"
        " AND care_case.case_id = a.case_id AND care_case.version = a.version_after",
        {province, id, after, to, now});
    return to;
}

} // namespace samatcha::care
