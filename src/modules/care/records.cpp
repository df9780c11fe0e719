#include "modules/care/records.hpp"

#include "base/json.hpp"

#include <algorithm>

namespace samatcha::care {

namespace {

template <class E>
E word(const database::Row& row, std::size_t column) {
    return json::enum_from_name<E>(row.text_view(column)).value_or(E{});
}

template <class IdType>
std::optional<IdType> optional_id(const database::Row& row, std::size_t column) {
    const auto value = row.optional_integer(column);
    return value ? std::optional(IdType{*value}) : std::nullopt;
}

std::string child_context(std::string_view province, CareCaseId id) {
    return vault::sealing_context(province, "care_case", std::to_string(id.value));
}

std::string event_context(std::string_view province, CareCaseId id, CareEventId event) {
    return vault::sealing_context(province, "care_event",
                                  std::to_string(id.value) + "|" + std::to_string(event.value));
}

} // namespace

std::string outcome_word(CaseOutcome outcome) {
    return outcome == CaseOutcome::None ? "" : json::enum_name(outcome);
}

CareCase case_of_row(const database::Row& row) {
    CareCase found;
    found.id = row.id<CareCaseId>(0);
    found.person = optional_id<persons::PersonId>(row, 1);
    found.household = optional_id<HouseholdId>(row, 2);
    found.origin = word<CaseOrigin>(row, 3);
    found.state = word<CaseState>(row, 4);
    found.outcome = word<CaseOutcome>(row, 5);
    found.subdistrict_code = row.text(6);
    found.agency = row.id<access::AgencyId>(7);
    found.worker = row.id<access::AccountId>(8);
    found.birth_year = static_cast<int>(row.integer(9));
    found.sex = row.text(10);
    found.certainty = row.real(11);
    found.is_urgent = row.boolean(12);
    found.due = word<Due>(row, 13);
    found.due_at = row.instant(14);
    found.opened_at = row.instant(15);
    found.changed_at = row.instant(16);
    found.version = row.integer(17);
    return found;
}

std::optional<CareCase> find_case(database::Connection& connection, std::string_view province,
                                  CareCaseId id) {
    return connection.find(
        "SELECT case_id, person_id, household_id, origin, state, outcome, subdistrict_code,"
        " agency_id, worker_id, birth_year, sex, certainty, is_urgent, due, due_at, opened_at,"
        " changed_at, version FROM care_case WHERE province = $1 AND case_id = $2",
        {province, id}, case_of_row);
}

std::optional<CareCase> find_case_of_person(database::Connection& connection,
                                            std::string_view province, persons::PersonId person) {
    return connection.find(
        "SELECT case_id, person_id, household_id, origin, state, outcome, subdistrict_code,"
        " agency_id, worker_id, birth_year, sex, certainty, is_urgent, due, due_at, opened_at,"
        " changed_at, version FROM care_case WHERE province = $1 AND person_id = $2",
        {province, person}, case_of_row);
}

std::optional<CareCase> find_case_opened(database::Connection& connection,
                                         std::string_view province, access::AccountId account,
                                         std::string_view client_key) {
    const auto id = connection.find("SELECT case_id FROM care_event WHERE province = $1"
                                    " AND account_id = $2 AND client_key = $3 AND verb = 'open'",
                                    {province, account, client_key},
                                    [](const database::Row& row) { return row.id<CareCaseId>(0); });
    return id ? find_case(connection, province, *id) : std::nullopt;
}

std::optional<Instant> placed_at(database::Connection& connection, std::string_view province,
                                 CareCaseId id) {
    return connection
        .find("SELECT max(at) FROM care_event WHERE province = $1 AND case_id = $2 AND verb = "
              "'place'",
              {province, id}, [](const database::Row& row) { return row.optional_instant(0); })
        .value_or(std::nullopt);
}

Bytes sealed_child(std::string_view province, const vault::KeyRing& keys, CareCaseId id,
                   const CaseChild& child) {
    return keys.seal(json::to_text(child), child_context(province, id));
}

std::vector<CareCase> placed_cases(database::Connection& connection, std::string_view province) {
    return connection.list(
        "SELECT case_id, person_id, household_id, origin, state, outcome, subdistrict_code,"
        " agency_id, worker_id, birth_year, sex, certainty, is_urgent, due, due_at, opened_at,"
        " changed_at, version FROM care_case WHERE province = $1 AND state IN ('placed', "
        "'monitored')"
        " AND person_id IS NOT NULL ORDER BY case_id",
        {province}, case_of_row);
}

bool insert_case(database::Connection& connection, std::string_view province,
                 const vault::KeyRing& keys, const CareCase& made, const CaseChild& child) {
    return connection.execute("INSERT INTO care_case (province, case_id, person_id, household_id, "
                              "origin, state, outcome,"
                              " subdistrict_code, agency_id, worker_id, birth_year, sex, "
                              "certainty, is_urgent, due, due_at, child,"
                              " opened_at, changed_at, version)"
                              " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, "
                              "$14, $15, $16, $17, $18, $19, $20)"
                              " ON CONFLICT (province, person_id) DO NOTHING",
                              {province,
                               made.id,
                               made.person,
                               made.household,
                               json::enum_name(made.origin),
                               json::enum_name(made.state),
                               outcome_word(made.outcome),
                               made.subdistrict_code,
                               made.agency,
                               made.worker,
                               made.birth_year,
                               made.sex,
                               made.certainty,
                               made.is_urgent,
                               json::enum_name(made.due),
                               made.due_at,
                               sealed_child(province, keys, made.id, child),
                               made.opened_at,
                               made.changed_at,
                               made.version}) == 1;
}

bool update_case(database::Connection& connection, std::string_view province, CareCase& changed) {
    const auto is_written =
        connection.execute(
            "UPDATE care_case SET person_id = $4, household_id = $5, state = $6, outcome = $7,"
            " subdistrict_code = $8, agency_id = $9, worker_id = $10, birth_year = $11, sex = $12, "
            "is_urgent = $13,"
            " due = $14, due_at = $15, changed_at = $16, version = version + 1"
            " WHERE province = $1 AND case_id = $2 AND version = $3",
            {province, changed.id, changed.version, changed.person, changed.household,
             json::enum_name(changed.state), outcome_word(changed.outcome),
             changed.subdistrict_code, changed.agency, changed.worker, changed.birth_year,
             changed.sex, changed.is_urgent, json::enum_name(changed.due), changed.due_at,
             changed.changed_at}) == 1;
    if (is_written)
        ++changed.version;
    return is_written;
}

void update_child(database::Connection& connection, std::string_view province,
                  const vault::KeyRing& keys, CareCaseId id, const CaseChild& child) {
    connection.execute("UPDATE care_case SET child = $3 WHERE province = $1 AND case_id = $2",
                       {province, id, sealed_child(province, keys, id, child)});
}

Result<CaseChild> child_of_case(database::Connection& connection, std::string_view province,
                                const vault::KeyRing& keys, CareCaseId id) {
    const auto sealed =
        connection.find("SELECT child FROM care_case WHERE province = $1 AND case_id = $2",
                        {province, id}, [](const database::Row& row) { return row.bytes(0); });
    if (!sealed)
        return failure(ErrorCode::NotFound, "care.case_unknown");
    return json::from_text<CaseChild>(TRY(keys.open(*sealed, child_context(province, id))));
}

void forget_child(database::Connection& connection, std::string_view province,
                  const vault::KeyRing& keys, CareCaseId id, Instant now) {
    connection.execute(
        "UPDATE care_case SET child = $3, person_id = NULL, household_id = NULL, birth_year = 0, "
        "sex = '',"
        " changed_at = $4, version = version + 1 WHERE province = $1 AND case_id = $2",
        {province, id, keys.seal(json::to_text(CaseChild{}), child_context(province, id)), now});
}

Result<void>
each_changed_case(database::Connection& connection, std::string_view province,
                  const vault::KeyRing& keys, Instant since,
                  const std::function<bool(CareCaseId, std::int64_t)>& wants,
                  const std::function<void(const CareCase&, const CaseChild&)>& visit) {
    std::optional<Error> broken;
    connection.each(
        "SELECT case_id, person_id, household_id, origin, state, outcome, subdistrict_code,"
        " agency_id, worker_id, birth_year, sex, certainty, is_urgent, due, due_at, opened_at,"
        " changed_at, version, child FROM care_case WHERE province = $1 AND changed_at >= $2",
        {province, since}, [&](const database::Row& row) {
            const auto changed = case_of_row(row);
            if (!wants(changed.id, changed.version))
                return database::Reading::Continue;
            auto child = keys.open(row.bytes_view(18), child_context(province, changed.id));
            if (!child && child.error().key == "vault.value_erased")
                child = json::to_text(CaseChild{}); // It is being erased.
            auto opened = child ? json::from_text<CaseChild>(*child) : Unexpected{child.error()};
            if (opened)
                visit(changed, *opened);
            else
                broken = opened.error();
            return broken ? database::Reading::Stop : database::Reading::Continue;
        });
    if (broken)
        return Unexpected{*broken};
    return {};
}

std::optional<Bytes> sealed_words(std::string_view province, const vault::KeyRing& keys,
                                  CareCaseId id, const CareEvent& event) {
    return event.said.empty()
               ? std::nullopt
               : std::optional(keys.seal(event.said, event_context(province, id, event.id)));
}

bool insert_event(database::Connection& connection, std::string_view province,
                  const vault::KeyRing& keys, CareCaseId id, const CareEvent& event) {
    const auto said = sealed_words(province, keys, id, event);
    return connection.execute("INSERT INTO care_event (province, case_id, event_id, at, "
                              "written_at, account_id, verb,"
                              " from_state, to_state, said, client_key)"
                              " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)"
                              " ON CONFLICT (province, case_id, client_key) DO NOTHING",
                              {province, id, event.id, event.at, event.written_at, event.account,
                               json::enum_name(event.verb), json::enum_name(event.from),
                               json::enum_name(event.to), said, event.client_key}) == 1;
}

bool has_event(database::Connection& connection, std::string_view province, CareCaseId id,
               std::string_view client_key) {
    return connection.integer("SELECT count(*) FROM care_event WHERE province = $1 AND case_id = $2"
                              " AND client_key = $3",
                              {province, id, client_key}) > 0;
}

Result<std::vector<CareEvent>> events_of_case(database::Connection& connection,
                                              std::string_view province, const vault::KeyRing& keys,
                                              CareCaseId id) {
    std::vector<CareEvent> events;
    for (const auto& row :
         connection.query("SELECT event_id, at, written_at, account_id, verb, from_state, "
                          "to_state, said, client_key"
                          " FROM care_event"
                          " WHERE province = $1 AND case_id = $2 ORDER BY event_id DESC",
                          {province, id})) {
        CareEvent event{row.id<CareEventId>(0),  row.instant(1),
                        row.instant(2),          row.id<access::AccountId>(3),
                        word<CaseVerb>(row, 4),  word<CaseState>(row, 5),
                        word<CaseState>(row, 6), {},
                        row.optional_text(8)};
        if (!row.is_null(7))
            event.said = TRY(keys.open(row.bytes_view(7), event_context(province, id, event.id)));
        events.push_back(std::move(event));
    }
    return events;
}

bool has_duty(database::Connection& connection, std::string_view province,
              access::AccountId account, CareDuty duty) {
    return connection.integer("SELECT count(*) FROM care_duty WHERE province = $1 AND account_id = "
                              "$2 AND duty = $3",
                              {province, account, json::enum_name(duty)}) > 0;
}

void set_duty(database::Connection& connection, std::string_view province,
              access::AccountId account, CareDuty duty, bool has) {
    if (has)
        connection.execute("INSERT INTO care_duty (province, account_id, duty) VALUES ($1, $2, $3)"
                           " ON CONFLICT (province, account_id, duty) DO NOTHING",
                           {province, account, json::enum_name(duty)});
    else
        connection.execute(
            "DELETE FROM care_duty WHERE province = $1 AND account_id = $2 AND duty = $3",
            {province, account, json::enum_name(duty)});
}

std::vector<access::AccountId> accounts_with_duty(database::Connection& connection,
                                                  std::string_view province, CareDuty duty) {
    return connection.list(
        "SELECT account_id FROM care_duty WHERE province = $1 AND duty = $2 ORDER BY account_id",
        {province, json::enum_name(duty)},
        [](const database::Row& row) { return row.id<access::AccountId>(0); });
}

std::vector<std::string> areas_of(database::Connection& connection, std::string_view province,
                                  access::AccountId account) {
    return connection.list(
        "SELECT subdistrict_code FROM care_area WHERE province = $1 AND account_id = $2"
        " ORDER BY subdistrict_code",
        {province, account}, [](const database::Row& row) { return row.text(0); });
}

bool walks_in(database::Connection& connection, std::string_view province,
              access::AccountId account, std::string_view subdistrict_code) {
    const auto areas = areas_of(connection, province, account);
    return areas.empty() || std::find(areas.begin(), areas.end(), subdistrict_code) != areas.end();
}

void set_areas(database::Connection& connection, std::string_view province,
               access::AccountId account, const std::vector<std::string>& subdistrict_codes) {
    connection.execute("DELETE FROM care_area WHERE province = $1 AND account_id = $2",
                       {province, account});
    for (const auto& code : subdistrict_codes)
        connection.execute(
            "INSERT INTO care_area (province, account_id, subdistrict_code) VALUES ($1, $2, $3)"
            " ON CONFLICT (province, account_id, subdistrict_code) DO NOTHING",
            {province, account, code});
}

std::vector<vault::SealedColumn> sealed_columns() {
    return {
        {"care_case", "child", {"case_id"}, {"case_id"}},
        {"care_event", "said", {"case_id", "event_id"}, {"case_id", "event_id"}},
        {"care_answer", "answers", {"case_id", "answer_id"}, {"case_id", "answer_id"}},
        {"care_alert", "signs", {"alert_id"}, {"alert_id"}},
        {"care_goal", "words", {"case_id", "goal_id"}, {"case_id", "goal_id"}},
        {"care_field_record", "fields", {"case_id"}, {"case_id"}},
        {"care_phone_edit", "said", {"phone_id", "counter"}, {"case_id", "phone_id", "counter"}}};
}

} // namespace samatcha::care
