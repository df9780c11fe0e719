#include "modules/registers/records.hpp"

#include "base/json.hpp"

#include <algorithm>
#include <span>
#include <utility>

namespace samatcha::registers {

namespace {

std::string words_of(const std::vector<Field>& fields) {
    std::string words;
    for (const auto field : fields)
        words.append(words.empty() ? "" : ",").append(name_of(field));
    return words;
}

std::vector<Field> fields_of(std::string_view words) {
    std::vector<Field> fields;
    while (!words.empty()) {
        const auto comma = words.find(',');
        if (const auto field = field_named(words.substr(0, comma)))
            fields.push_back(*field);
        words.remove_prefix(comma == std::string_view::npos ? words.size() : comma + 1);
    }
    return fields;
}

PartialDate date_of(std::string_view iso) { return from_iso(iso).value_or(PartialDate{}); }

template <class E>
E word_as(std::string_view word) {
    return json::enum_from_name<E>(word).value_or(E{});
}

/// The word of an enumerator as it is stored, made once: bulk writing asks for it a million times.
template <class E>
std::string_view word_of(E value) {
    static const auto words = [] {
        std::vector<std::string> list;
        boost::mp11::mp_for_each<boost::describe::describe_enumerators<E>>(
            [&](auto d) { list.push_back(json::snake_case(d.name)); });
        return list;
    }();
    return words[static_cast<std::size_t>(value)];
}

Agreement agreement_of(const database::Row& row) {
    return {row.id<AgreementId>(0),
            row.id<partners::AgencyId>(1),
            word_as<RegisterKind>(row.text_view(2)),
            row.text(3),
            row.text(4),
            row.text(5),
            fields_of(row.text_view(6)),
            date_of(row.text_view(7)),
            date_of(row.text_view(8)),
            date_of(row.text_view(9))};
}

Upload upload_of(const database::Row& row) {
    Upload upload{row.id<UploadId>(0), row.text(1), row.integer(2), row.bytes(3), {}, row.integer(5),
                  row.instant(6), row.optional_instant(7)};
    if (const auto agency = row.optional_integer(4))
        upload.agency_id = access::AgencyId{*agency};
    return upload;
}

Snapshot snapshot_of(const database::Row& row) {
    Snapshot s;
    s.id = row.id<SnapshotId>(0);
    s.agreement_id = row.id<AgreementId>(1);
    s.agency_id = row.id<partners::AgencyId>(2);
    s.register_kind = word_as<RegisterKind>(row.text_view(3));
    s.snapshot_date = date_of(row.text_view(4));
    s.filename = row.text(5);
    s.state = word_as<SnapshotState>(row.text_view(6));
    s.rows_total = row.integer(7);
    s.rows_stored = row.integer(8);
    s.rows_rejected = row.integer(9);
    s.values_rejected = row.integer(10);
    s.fields = fields_of(row.text_view(11));
    s.fields_dropped = fields_of(row.text_view(12));
    if (const auto first = row.optional_integer(13))
        s.duplicate_of = SnapshotId{*first};
    s.job_id = row.id<jobs::JobId>(14);
    s.started_at = row.instant(15);
    s.finished_at = row.optional_instant(16);
    return s;
}

/// The columns of received_record that record_of() reads, in its order.
#define SAMATCHA_RECORD_COLUMNS                                                                    \
    "row_no, sex, birth_date, subdistrict_code, village_no, grade, school_code, school_type, sealed"

Result<void> read_record(const database::Row& row, const vault::KeyRing& keys,
                         std::string_view province, SnapshotId id, PersonRecord& record) {
    record.clear();
    record.row_no = row.integer(0);
    record.value(Field::Sex) = row.text_view(1);
    record.value(Field::BirthDate) = row.text_view(2);
    record.value(Field::SubdistrictCode) = row.text_view(3);
    record.value(Field::VillageNo) = row.text_view(4);
    record.value(Field::Grade) = row.text_view(5);
    record.value(Field::SchoolCode) = row.text_view(6);
    record.value(Field::SchoolType) = row.text_view(7);
    const auto plain =
        TRY(keys.open(row.bytes_view(8), record_context(province, id, record.row_no)));
    return unpack_sealed_values(plain, record);
}

} // namespace

std::vector<Agreement> agreements(Connection& connection, std::string_view province) {
    return connection.list("SELECT id, agency_id, register_kind, name, purpose, legal_basis, fields,"
                           " valid_from, valid_until, ended_on"
                           " FROM agreement WHERE province = $1 ORDER BY valid_until DESC, id DESC",
                           {province}, agreement_of);
}

std::optional<Agreement> find_agreement(Connection& connection, std::string_view province,
                                        AgreementId id) {
    return connection.find("SELECT id, agency_id, register_kind, name, purpose, legal_basis, fields,"
                           " valid_from, valid_until, ended_on"
                           " FROM agreement WHERE province = $1 AND id = $2",
                           {province, id}, agreement_of);
}

std::optional<Agreement> find_standing(Connection& connection, std::string_view province,
                                       partners::AgencyId agency, RegisterKind kind,
                                       const PartialDate& day) {
    const auto iso = to_iso(day);
    const auto word = json::enum_name(kind);
    return connection.find("SELECT id, agency_id, register_kind, name, purpose, legal_basis, fields,"
                           " valid_from, valid_until, ended_on"
                           " FROM agreement WHERE province = $1 AND agency_id = $2"
                           " AND register_kind = $3 AND valid_from <= $4 AND valid_until >= $4"
                           " AND (ended_on = '' OR ended_on > $4) ORDER BY valid_until DESC, id DESC",
                           {province, agency, word, iso}, agreement_of);
}

void insert_agreement(Connection& connection, std::string_view province, const Agreement& a,
                      std::int64_t created_by, Instant created_at) {
    const auto kind = json::enum_name(a.register_kind);
    const auto fields = words_of(a.fields);
    const auto from = to_iso(a.valid_from), until = to_iso(a.valid_until), ended = to_iso(a.ended_on);
    connection.execute("INSERT INTO agreement (province, id, agency_id, register_kind, name, purpose,"
                       " legal_basis, fields, valid_from, valid_until, ended_on, created_by, created_at)"
                       " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
                       {province, a.id, a.agency_id, kind, a.name, a.purpose, a.legal_basis, fields,
                        from, until, ended, created_by, created_at});
}

bool end_agreement_on(Connection& connection, std::string_view province, AgreementId id,
                      const PartialDate& day) {
    const auto iso = to_iso(day);
    return connection.execute("UPDATE agreement SET ended_on = $3"
                              " WHERE province = $1 AND id = $2 AND ended_on = ''",
                              {province, id, iso}) == 1;
}

void insert_upload(Connection& connection, std::string_view province, const Upload& u) {
    connection.execute("INSERT INTO upload (province, id, filename, bytes, digest, agency_id,"
                       " created_by, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
                       {province, u.id, u.filename, u.bytes, u.digest, u.agency_id, u.created_by,
                        u.created_at});
}

std::optional<Upload> find_upload(Connection& connection, std::string_view province, UploadId id) {
    return connection.find("SELECT id, filename, bytes, digest, agency_id, created_by, created_at,"
                           " removed_at FROM upload WHERE province = $1 AND id = $2",
                           {province, id}, upload_of);
}

std::vector<Upload> uploads_sent_before(Connection& connection, std::string_view province,
                                        Instant moment) {
    return connection.list("SELECT id, filename, bytes, digest, agency_id, created_by, created_at,"
                           " removed_at FROM upload WHERE province = $1 AND created_at < $2"
                           " AND removed_at IS NULL AND NOT EXISTS (SELECT 1 FROM snapshot"
                           "  WHERE snapshot.province = $1 AND snapshot.upload_id = upload.id"
                           "  AND snapshot.state = 'importing')",
                           {province, moment}, upload_of);
}

void mark_upload_removed(Connection& connection, std::string_view province, UploadId id,
                         Instant moment) {
    connection.execute("UPDATE upload SET removed_at = $3 WHERE province = $1 AND id = $2",
                       {province, id, moment});
}

void insert_snapshot(Connection& connection, std::string_view province, const Snapshot& s,
                     const SnapshotPlan& plan) {
    const auto kind = json::enum_name(s.register_kind);
    const auto state = json::enum_name(s.state);
    const auto date = to_iso(s.snapshot_date);
    const auto fields = words_of(s.fields), dropped = words_of(s.fields_dropped);
    connection.execute(
        "INSERT INTO snapshot (province, id, agreement_id, agency_id, register_kind, snapshot_date,"
        " filename, state, rows_total, rows_stored, rows_rejected, values_rejected, fields,"
        " fields_dropped, job_id, upload_id, reading, identity, created_by, started_at)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0, 0, 0, 0, $9, $10, $11, $12, $13, $14, $15, $16)",
        {province, s.id, s.agreement_id, s.agency_id, kind, date, s.filename, state, fields, dropped,
         s.job_id, plan.upload_id, plan.reading, plan.identity, plan.created_by, s.started_at});
}

std::optional<Snapshot> find_snapshot(Connection& connection, std::string_view province, SnapshotId id) {
    return connection.find(
        "SELECT id, agreement_id, agency_id, register_kind, snapshot_date, filename, state,"
        " rows_total, rows_stored, rows_rejected, values_rejected, fields, fields_dropped,"
        " duplicate_of, job_id, started_at, finished_at"
        " FROM snapshot WHERE province = $1 AND id = $2",
        {province, id}, snapshot_of);
}

std::vector<Snapshot> all_snapshots(Connection& connection, std::string_view province) {
    return connection.list(
        "SELECT id, agreement_id, agency_id, register_kind, snapshot_date, filename, state,"
        " rows_total, rows_stored, rows_rejected, values_rejected, fields, fields_dropped,"
        " duplicate_of, job_id, started_at, finished_at"
        " FROM snapshot WHERE province = $1 ORDER BY started_at DESC, id DESC",
        {province}, snapshot_of);
}

std::optional<SnapshotPlan> find_plan(Connection& connection, std::string_view province, SnapshotId id) {
    return connection.find("SELECT upload_id, reading, identity, created_by FROM snapshot"
                           " WHERE province = $1 AND id = $2",
                           {province, id}, [](const database::Row& row) {
                               return SnapshotPlan{row.id<UploadId>(0), row.text(1), row.bytes(2),
                                                   row.integer(3)};
                           });
}

std::optional<SnapshotId> find_complete(Connection& connection, std::string_view province,
                                        BytesView identity) {
    return connection.find("SELECT id FROM snapshot"
                           " WHERE province = $1 AND identity = $2 AND state = 'complete'",
                           {province, identity},
                           [](const database::Row& row) { return row.id<SnapshotId>(0); });
}

bool finish_snapshot(Connection& connection, std::string_view province, const Snapshot& s) {
    const auto state = json::enum_name(s.state);
    return connection.execute("UPDATE snapshot SET state = $3, rows_total = $4, rows_stored = $5,"
                              " rows_rejected = $6, values_rejected = $7, duplicate_of = $8,"
                              " finished_at = $9"
                              " WHERE province = $1 AND id = $2 AND state = 'importing'",
                              {province, s.id, state, s.rows_total, s.rows_stored, s.rows_rejected,
                               s.values_rejected, s.duplicate_of, s.finished_at}) == 1;
}

void rows_were_added(Connection& connection) {
    if (connection.engine() == database::Engine::PostgreSql)
        connection.run_script("ANALYZE received_record");
}

std::vector<SnapshotId> snapshots_with_left_rows(Connection& connection, std::string_view province) {
    return connection.list(
        "SELECT id FROM snapshot WHERE province = $1 AND state IN ('failed', 'cancelled', 'identical')"
        " AND (EXISTS (SELECT 1 FROM received_record r WHERE r.province = $1"
        "               AND r.snapshot_id = snapshot.id))",
        {province}, [](const database::Row& row) { return row.id<SnapshotId>(0); });
}

std::string record_context(std::string_view province, SnapshotId id, std::int64_t row_no) {
    return vault::sealing_context(province, "received_record",
                                  std::to_string(id.value) + "|" + std::to_string(row_no));
}

std::string issue_context(std::string_view province, SnapshotId id, std::int64_t row_no,
                          std::int64_t column_no) {
    return vault::sealing_context(province, "import_issue",
                                  std::to_string(id.value) + "|" + std::to_string(row_no) + "|" +
                                      std::to_string(column_no));
}

std::vector<vault::SealedColumn> sealed_columns() {
    return {{"received_record", "sealed", {"snapshot_id", "row_no"}, {"snapshot_id", "row_no"}},
            {"import_issue",
             "value_masked",
             {"snapshot_id", "issue_no"},
             {"snapshot_id", "row_no", "column_no"}}};
}

StoredRecord stored_record(const vault::KeyRing& keys, std::string_view province, SnapshotId id,
                           const PersonRecord& record) {
    StoredRecord stored;
    stored.row_no = record.row_no;
    if (const auto& citizen_id = record.value(Field::CitizenId); !citizen_id.empty())
        stored.citizen_id_index = keys.blind_index(province, "national_id", citizen_id);
    stored.sex = record.value(Field::Sex);
    stored.birth_date = record.value(Field::BirthDate);
    stored.subdistrict_code = record.value(Field::SubdistrictCode);
    stored.village_no = record.value(Field::VillageNo);
    stored.nationality_class = record.nationality_class();
    stored.status_class = record.status_class();
    stored.grade = record.value(Field::Grade);
    stored.school_code = record.value(Field::SchoolCode);
    stored.school_type = record.value(Field::SchoolType);
    stored.sealed = keys.seal(packed_sealed_values(record), record_context(province, id, record.row_no));
    return stored;
}

void insert_records(Connection& connection, std::string_view province, SnapshotId id,
                    std::span<const StoredRecord> records) {
    if (records.empty())
        return;
    auto writer = connection.copy_into(
        "received_record", {"province", "snapshot_id", "row_no", "citizen_id_index", "sex", "birth_date",
                          "subdistrict_code", "village_no", "nationality_class", "status_class",
                          "grade", "school_code", "school_type", "sealed"});
    for (const auto& r : records)
        writer.row({province, id, r.row_no, r.citizen_id_index, r.sex, r.birth_date,
                    r.subdistrict_code, r.village_no, word_of(r.nationality_class),
                    word_of(r.status_class), r.grade, r.school_code, r.school_type, r.sealed});
    writer.finish();
}

void insert_issues(Connection& connection, std::string_view province, SnapshotId id,
                   std::span<const StoredIssue> issues) {
    if (issues.empty())
        return;
    auto writer = connection.copy_into("import_issue", {"province", "snapshot_id", "issue_no", "row_no",
                                                        "column_no", "field", "value_masked",
                                                        "reason_key", "outcome"});
    for (const auto& issue : issues)
        writer.row({province, id, issue.issue_no, issue.row_no, issue.column_no, issue.field,
                    issue.value_masked, issue.reason_key, word_of(issue.outcome)});
    writer.finish();
}

bool remove_some_rows(Connection& connection, std::string_view province, SnapshotId id,
                      std::int64_t count) {
    const auto records = connection.execute(
        "DELETE FROM received_record WHERE province = $1 AND snapshot_id = $2 AND row_no <="
        " (SELECT MAX(row_no) FROM (SELECT row_no FROM received_record"
        "  WHERE province = $1 AND snapshot_id = $2 ORDER BY row_no LIMIT $3) AS first)",
        {province, id, count});
    const auto issues = connection.execute(
        "DELETE FROM import_issue WHERE province = $1 AND snapshot_id = $2 AND issue_no <="
        " (SELECT MAX(issue_no) FROM (SELECT issue_no FROM import_issue"
        "  WHERE province = $1 AND snapshot_id = $2 ORDER BY issue_no LIMIT $3) AS first)",
        {province, id, count});
    return records > 0 || issues > 0;
}

std::vector<StoredIssue> issues_after(Connection& connection, std::string_view province, SnapshotId id,
                                      std::int64_t issue_no, std::int64_t count) {
    return connection.list(
        "SELECT issue_no, row_no, column_no, field, value_masked, reason_key, outcome"
        " FROM import_issue WHERE province = $1 AND snapshot_id = $2 AND issue_no > $3"
        " ORDER BY issue_no LIMIT $4",
        {province, id, issue_no, count}, [](const database::Row& row) {
            return StoredIssue{row.integer(0), row.integer(1), row.integer(2),
                               row.text(3),    row.bytes(4),   row.text(5),
                               word_as<IssueOutcome>(row.text_view(6))};
        });
}

std::optional<ImportTemplate> find_template(Connection& connection, std::string_view province,
                                            partners::AgencyId agency, RegisterKind kind,
                                            std::string_view layout) {
    return connection.find("SELECT mapping, filename FROM import_template WHERE province = $1"
                           " AND agency_id = $2 AND register_kind = $3 AND layout = $4",
                           {province, agency, word_of(kind), layout}, [](const database::Row& row) {
                               return ImportTemplate{row.text(0), row.text(1)};
                           });
}

void save_template(Connection& connection, std::string_view province, partners::AgencyId agency,
                   RegisterKind kind, std::string_view layout, const ImportTemplate& saved,
                   Instant moment) {
    connection.execute("INSERT INTO import_template (province, agency_id, register_kind, layout, mapping,"
                       " filename, saved_at) VALUES ($1, $2, $3, $4, $5, $6, $7)"
                       " ON CONFLICT (province, agency_id, register_kind, layout) DO UPDATE"
                       " SET mapping = excluded.mapping, filename = excluded.filename,"
                       " saved_at = excluded.saved_at",
                       {province, agency, word_of(kind), layout, saved.mapping, saved.filename, moment});
}

// What other modules read (snapshot_reading.hpp).

std::vector<Snapshot> snapshots(Connection& connection, std::string_view province) {
    return all_snapshots(connection, province);
}

Result<Snapshot> snapshot(Connection& connection, std::string_view province, SnapshotId id) {
    auto found = find_snapshot(connection, province, id);
    if (!found)
        return failure(ErrorCode::NotFound, "registers.snapshot_unknown");
    return std::move(*found);
}

namespace {

Result<void> must_be_complete(Connection& connection, std::string_view province, SnapshotId id) {
    if (TRY(snapshot(connection, province, id)).state != SnapshotState::Complete)
        return failure(ErrorCode::Conflict, "registers.snapshot_incomplete");
    return {};
}

} // namespace

Result<void> read_snapshot(Connection& connection, const vault::KeyRing& keys, std::string_view province,
                           SnapshotId id,
                           const std::function<database::Reading(const PersonRecord&)>& take) {
    TRY(must_be_complete(connection, province, id));
    PersonRecord record;
    Result<void> outcome;
    connection.each("SELECT " SAMATCHA_RECORD_COLUMNS " FROM received_record"
                    " WHERE province = $1 AND snapshot_id = $2 ORDER BY row_no",
                    {province, id}, [&](const database::Row& row) {
                        outcome = read_record(row, keys, province, id, record);
                        return outcome ? take(record) : database::Reading::Stop;
                    });
    return outcome;
}

Result<PersonRecord> person_record(Connection& connection, const vault::KeyRing& keys,
                                   std::string_view province, SnapshotId id, std::int64_t row_no) {
    TRY(must_be_complete(connection, province, id));
    PersonRecord record;
    std::optional<Result<void>> outcome;
    connection.each("SELECT " SAMATCHA_RECORD_COLUMNS " FROM received_record"
                    " WHERE province = $1 AND snapshot_id = $2 AND row_no = $3",
                    {province, id, row_no}, [&](const database::Row& row) {
                        outcome = read_record(row, keys, province, id, record);
                    });
    if (!outcome)
        return failure(ErrorCode::NotFound, "registers.record_unknown");
    TRY(*outcome);
    return record;
}

Result<std::vector<PersonRecord>> person_records(Connection& connection, const vault::KeyRing& keys,
                                                 std::string_view province, SnapshotId id,
                                                 std::vector<std::int64_t> row_nos) {
    constexpr std::size_t rows_per_question = 100;
    static const auto sql = [] {
        std::string text = "SELECT " SAMATCHA_RECORD_COLUMNS " FROM received_record"
                           " WHERE province = $1 AND snapshot_id = $2 AND row_no IN ($3";
        for (std::size_t i = 1; i < rows_per_question; ++i)
            text += ", $" + std::to_string(i + 3);
        return text + ")";
    }();
    TRY(must_be_complete(connection, province, id));
    std::sort(row_nos.begin(), row_nos.end());
    row_nos.erase(std::unique(row_nos.begin(), row_nos.end()), row_nos.end());
    std::vector<PersonRecord> records;
    records.reserve(row_nos.size());
    for (auto left = std::span(row_nos); !left.empty();) {
        const auto asked = left.first(std::min(rows_per_question, left.size()));
        left = left.subspan(asked.size());
        std::vector<database::Parameter> parameters{province, id};
        for (std::size_t i = 0; i < rows_per_question; ++i)
            parameters.emplace_back(asked[std::min(i, asked.size() - 1)]);
        for (const auto& row : connection.query(sql, parameters))
            TRY(read_record(row, keys, province, id, records.emplace_back()));
    }
    if (records.size() != row_nos.size())
        return failure(ErrorCode::NotFound, "registers.record_unknown");
    std::sort(records.begin(), records.end(),
              [](const PersonRecord& l, const PersonRecord& r) { return l.row_no < r.row_no; });
    return records;
}

std::vector<RecordKey> records_with_identifier(Connection& connection, const vault::KeyRing& keys,
                                               std::string_view province, std::string_view identifier) {
    const auto index =
        keys.blind_index(province, "national_id", parse_identifier(identifier).value);
    return connection.list("SELECT r.snapshot_id, r.row_no FROM received_record r JOIN snapshot s"
                           " ON s.province = r.province AND s.id = r.snapshot_id"
                           " WHERE r.province = $1 AND r.citizen_id_index = $2"
                           " AND s.state = 'complete' ORDER BY r.snapshot_id, r.row_no",
                           {province, index}, [](const database::Row& row) {
                               return RecordKey{row.id<SnapshotId>(0), row.integer(1)};
                           });
}

} // namespace samatcha::registers
