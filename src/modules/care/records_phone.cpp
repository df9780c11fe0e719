#include "modules/care/records_phone.hpp"

#include "base/json.hpp"

namespace samatcha::care {

namespace {

Phone phone_of_row(const database::Row& row) {
    const auto cut_off_at = row.instant(5);
    return {row.id<PhoneId>(0), row.id<access::AccountId>(1),
            row.text(2),        row.instant(3),
            row.instant(4),     cut_off_at.unix_ms == 0 ? std::nullopt : std::optional(cut_off_at)};
}

std::string fields_context(std::string_view province, CareCaseId id) {
    return vault::sealing_context(province, "care_field_record", std::to_string(id.value));
}

/// The case first: what is erased with it is told by that.
std::string edit_context(std::string_view province, CareCaseId id, PhoneId phone,
                         std::int64_t counter) {
    return vault::sealing_context(province, "care_phone_edit",
                                  std::to_string(id.value) + "|" + std::to_string(phone.value) +
                                      "|" + std::to_string(counter));
}

} // namespace

void insert_phone(database::Connection& connection, std::string_view province, const Phone& phone,
                  BytesView token_digest) {
    connection.execute(
        "INSERT INTO care_phone (province, phone_id, account_id, name, token_digest, registered_at,"
        " synced_at, cut_off_at) VALUES ($1, $2, $3, $4, $5, $6, $7, 0)",
        {province, phone.id, phone.account, phone.name, token_digest, phone.registered_at,
         phone.synced_at});
}

std::optional<Phone> find_phone(database::Connection& connection, std::string_view province,
                                BytesView token_digest) {
    return connection.find("SELECT phone_id, account_id, name, registered_at, synced_at, cut_off_at"
                           " FROM care_phone WHERE province = $1 AND token_digest = $2",
                           {province, token_digest}, phone_of_row);
}

std::optional<Phone> find_phone(database::Connection& connection, std::string_view province,
                                PhoneId id) {
    return connection.find("SELECT phone_id, account_id, name, registered_at, synced_at, cut_off_at"
                           " FROM care_phone WHERE province = $1 AND phone_id = $2",
                           {province, id}, phone_of_row);
}

std::vector<Phone> phones(database::Connection& connection, std::string_view province,
                          std::optional<access::AccountId> account) {
    if (account)
        return connection.list(
            "SELECT phone_id, account_id, name, registered_at, synced_at, cut_off_at"
            " FROM care_phone WHERE province = $1 AND account_id = $2"
            " ORDER BY synced_at DESC, phone_id",
            {province, *account}, phone_of_row);
    return connection.list("SELECT phone_id, account_id, name, registered_at, synced_at, cut_off_at"
                           " FROM care_phone WHERE province = $1 ORDER BY synced_at DESC, phone_id",
                           {province}, phone_of_row);
}

void note_sync(database::Connection& connection, std::string_view province, PhoneId id,
               Instant now) {
    connection.execute("UPDATE care_phone SET synced_at = $3 WHERE province = $1 AND phone_id = $2",
                       {province, id, now});
}

bool set_cut_off(database::Connection& connection, std::string_view province, PhoneId id,
                 Instant now) {
    return connection.execute("UPDATE care_phone SET cut_off_at = $3"
                              " WHERE province = $1 AND phone_id = $2 AND cut_off_at = 0",
                              {province, id, now}) == 1;
}

std::vector<HeldCase> open_cases_of(database::Connection& connection, std::string_view province,
                                    access::AccountId worker) {
    return connection.list(
        "SELECT c.case_id, c.version, coalesce(f.version, 0) FROM care_case c"
        " LEFT JOIN care_field_record f ON f.province = c.province AND f.case_id = c.case_id"
        " WHERE c.province = $1 AND c.worker_id = $2 AND c.state <> 'closed' ORDER BY c.case_id",
        {province, worker}, [](const database::Row& row) {
            return HeldCase{row.id<CareCaseId>(0),
                            std::to_string(row.integer(1)) + "." + std::to_string(row.integer(2))};
        });
}

std::vector<std::string> subdistricts_of_open_cases(database::Connection& connection,
                                                    std::string_view province,
                                                    access::AccountId worker) {
    return connection.list(
        "SELECT DISTINCT subdistrict_code FROM care_case"
        " WHERE province = $1 AND worker_id = $2 AND state <> 'closed' ORDER BY subdistrict_code",
        {province, worker}, [](const database::Row& row) { return row.text(0); });
}

std::vector<VisitOnRecord> visits_of_case(database::Connection& connection,
                                          std::string_view province, CareCaseId id,
                                          std::size_t count_max) {
    return connection.list(
        "SELECT at, account_id, verb FROM care_event WHERE province = $1 AND case_id = $2"
        " AND verb IN ('not_find', 'contact', 'find_out_of_school', 'find_in_school', 'find_moved',"
        " 'find_died', 'find_refusing', 'follow_up') ORDER BY event_id DESC LIMIT $3",
        {province, id, static_cast<std::int64_t>(count_max)}, [](const database::Row& row) {
            return VisitOnRecord{
                row.instant(0), row.id<access::AccountId>(1),
                json::enum_from_name<CaseVerb>(row.text_view(2)).value_or(CaseVerb{})};
        });
}

Result<FieldRecord> field_record(database::Connection& connection, std::string_view province,
                                 const vault::KeyRing& keys, CareCaseId id) {
    const auto row = connection.find(
        "SELECT fields, version FROM care_field_record WHERE province = $1 AND case_id = $2",
        {province, id},
        [](const database::Row& found) { return std::pair(found.bytes(0), found.integer(1)); });
    if (!row)
        return FieldRecord{};
    const auto text = TRY(keys.open(row->first, fields_context(province, id)));
    return FieldRecord{
        field_merge::Record(TRY(json::from_text<std::vector<field_merge::MergedField>>(text))),
        row->second};
}

bool write_field_record(database::Connection& connection, std::string_view province,
                        const vault::KeyRing& keys, CareCaseId id, const FieldRecord& known) {
    const auto sealed =
        keys.seal(json::to_text(known.record.fields()), fields_context(province, id));
    if (known.version == 0)
        return connection.execute(
                   "INSERT INTO care_field_record (province, case_id, fields, version)"
                   " VALUES ($1, $2, $3, 1) ON CONFLICT (province, case_id) DO NOTHING",
                   {province, id, sealed}) == 1;
    return connection.execute("UPDATE care_field_record SET fields = $4, version = version + 1"
                              " WHERE province = $1 AND case_id = $2 AND version = $3",
                              {province, id, known.version, sealed}) == 1;
}

std::optional<std::string> refusal_of(database::Connection& connection, std::string_view province,
                                      PhoneId phone, std::int64_t counter) {
    return connection.find("SELECT refusal FROM care_phone_edit WHERE province = $1 AND phone_id = "
                           "$2 AND counter = $3",
                           {province, phone, counter},
                           [](const database::Row& row) { return row.text(0); });
}

void insert_edit(database::Connection& connection, std::string_view province,
                 const vault::KeyRing& keys, PhoneId phone, const PhoneEdit& edit,
                 std::string_view refusal, Instant now) {
    connection.execute(
        "INSERT INTO care_phone_edit (province, phone_id, counter, case_id, written_at, "
        "received_at,"
        " refusal, said) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        {province, phone, edit.counter, edit.case_id, edit.written_at, now, refusal,
         keys.seal(json::to_text(edit),
                   edit_context(province, edit.case_id, phone, edit.counter))});
}

Result<std::vector<RefusedEdit>> refused_edits(database::Connection& connection,
                                               std::string_view province,
                                               const vault::KeyRing& keys, CareCaseId id) {
    std::vector<RefusedEdit> refused;
    for (const auto& row : connection.query(
             "SELECT e.phone_id, p.account_id, e.received_at, e.refusal, e.counter, e.said"
             " FROM care_phone_edit e JOIN care_phone p ON p.province = e.province"
             " AND p.phone_id = e.phone_id WHERE e.province = $1 AND e.case_id = $2"
             " AND e.refusal <> '' ORDER BY e.received_at DESC, e.counter DESC",
             {province, id})) {
        const auto phone = row.id<PhoneId>(0);
        const auto text =
            TRY(keys.open(row.bytes_view(5), edit_context(province, id, phone, row.integer(4))));
        refused.push_back({phone, row.id<access::AccountId>(1), row.instant(2), row.text(3),
                           TRY(json::from_text<PhoneEdit>(text))});
    }
    return refused;
}

} // namespace samatcha::care
