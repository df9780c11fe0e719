#include "modules/persons/records.hpp"

#include "modules/persons/records_review.hpp"

namespace samatcha::persons {

namespace {

LinkRun link_run_of(const database::Row& row) {
    LinkRun run;
    run.id = row.id<LinkRunId>(0);
    run.job_id = row.id<jobs::JobId>(1);
    run.state = json::enum_from_name<LinkRunState>(row.text_view(2)).value_or(LinkRunState::Failed);
    run.created_at = row.instant(3);
    run.finished_at = row.optional_instant(4);
    // A report of another version of the program may not be readable: the run is still a run.
    if (auto snapshots = json::from_text<std::vector<LinkedSnapshot>>(row.text_view(5)))
        run.snapshots = std::move(*snapshots);
    if (auto report = json::from_text<LinkReport>(row.text_view(6)))
        run.report = std::move(*report);
    return run;
}

PersonRecordRow person_record_of(const database::Row& row) {
    return {row.id<PersonId>(0), row.id<registers::SnapshotId>(1), row.integer(2), row.integer(3)};
}

RecordLinkRow record_link_of(const database::Row& row) {
    return {row.id<PersonId>(0),
            row.id<registers::SnapshotId>(1),
            row.integer(2),
            row.id<registers::SnapshotId>(3),
            row.integer(4),
            row.real(5),
            row.real(6),
            row.bytes(7)};
}

PersonChangeRow person_change_of(const database::Row& row) {
    return {row.id<LinkRunId>(0),
            {row.integer(1), row.integer(2),
             json::enum_from_name<IdentityChange>(row.text_view(3)).value_or(IdentityChange::Split),
             static_cast<std::uint32_t>(row.integer(4)),
             json::enum_from_name<ChangeReason>(row.text_view(5)).value_or(ChangeReason::Evidence)},
            row.instant(6)};
}

} // namespace

void insert_link_run(database::Connection& connection, std::string_view province, const LinkRun& run) {
    connection.execute("INSERT INTO link_run (province, id, job_id, state, created_at, finished_at,"
                       " snapshots, report) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
                       {province, run.id, run.job_id, json::enum_name(run.state), run.created_at,
                        run.finished_at, json::to_text(run.snapshots), json::to_text(run.report)});
}

std::optional<LinkRun> find_link_run(database::Connection& connection, std::string_view province,
                                     LinkRunId id) {
    return connection.find("SELECT id, job_id, state, created_at, finished_at, snapshots, report"
                           " FROM link_run WHERE province = $1 AND id = $2",
                           {province, id}, link_run_of);
}

std::vector<LinkRun> link_runs(database::Connection& connection, std::string_view province) {
    return connection.list("SELECT id, job_id, state, created_at, finished_at, snapshots, report"
                           " FROM link_run WHERE province = $1 ORDER BY id DESC LIMIT 100",
                           {province}, link_run_of);
}

std::optional<LinkRun> latest_complete_link_run(database::Connection& connection,
                                                std::string_view province) {
    return connection.find("SELECT id, job_id, state, created_at, finished_at, snapshots, report"
                           " FROM link_run WHERE province = $1 AND state = 'complete'"
                           " ORDER BY finished_at DESC, id DESC LIMIT 1",
                           {province}, link_run_of);
}

bool complete_link_run(database::Connection& connection, std::string_view province, LinkRunId id,
                       Instant now, const LinkReport& report) {
    return connection.execute("UPDATE link_run SET state = 'complete', finished_at = $3, report = $4"
                              " WHERE province = $1 AND id = $2 AND state = 'running'",
                              {province, id, now, json::to_text(report)}) == 1;
}

void end_link_run(database::Connection& connection, std::string_view province, LinkRunId id,
                  LinkRunState state, Instant now) {
    connection.execute("UPDATE link_run SET state = $3, finished_at = $4"
                       " WHERE province = $1 AND id = $2 AND state = 'running'",
                       {province, id, json::enum_name(state), now});
}

void write_persons(database::Connection& connection, std::string_view province, LinkRunId run,
                   std::span<const std::int64_t> new_persons) {
    database::transaction(connection, [&] {
        auto writer = connection.copy_into("person", {"province", "id", "link_run_id"});
        for (const auto id : new_persons)
            writer.row({province, id, run});
        writer.finish();
    });
}

void write_person_records(database::Connection& connection, std::string_view province, LinkRunId run,
                          std::span<const PersonRecordRow> rows) {
    database::transaction(connection, [&] {
        auto writer = connection.copy_into("person_record", {"province", "link_run_id", "person_id",
                                                             "snapshot_id", "row_no", "fingerprint"});
        for (const auto& row : rows)
            writer.row({province, run, row.person, row.snapshot, row.row_no, row.fingerprint});
        writer.finish();
    });
}

void write_record_links(database::Connection& connection, std::string_view province, LinkRunId run,
                        std::span<const RecordLinkRow> rows) {
    database::transaction(connection, [&] {
        auto writer = connection.copy_into(
            "record_link", {"province", "link_run_id", "person_id", "left_snapshot_id", "left_row_no",
                            "right_snapshot_id", "right_row_no", "weight", "probability", "evidence"});
        for (const auto& row : rows)
            writer.row({province, run, row.person, row.left_snapshot, row.left_row_no,
                        row.right_snapshot, row.right_row_no, row.weight, row.probability,
                        row.evidence});
        writer.finish();
    });
}

void write_person_changes(database::Connection& connection, std::string_view province, LinkRunId run,
                          std::span<const PersonChange> rows) {
    database::transaction(connection, [&] {
        auto writer = connection.copy_into("person_change", {"province", "link_run_id", "person_id",
                                                             "other_person_id", "change", "records",
                                                             "reason"});
        for (const auto& row : rows)
            writer.row({province, run, row.person, row.other, json::enum_name(row.change), row.records,
                        json::enum_name(row.reason)});
        writer.finish();
    });
}

void write_search_keys(database::Connection& connection, std::string_view province, LinkRunId run,
                       std::span<const SearchKeyRow> rows) {
    database::transaction(connection, [&] {
        auto writer = connection.copy_into("search_key", {"province", "link_run_id", "search_key", "word"});
        for (const auto& row : rows)
            writer.row({province, run, row.search_key, row.word});
        writer.finish();
    });
}

void write_person_words(database::Connection& connection, std::string_view province, LinkRunId run,
                        std::span<const PersonWordRow> rows) {
    database::transaction(connection, [&] {
        auto writer = connection.copy_into("person_word", {"province", "link_run_id", "word", "person_id"});
        for (const auto& row : rows)
            writer.row({province, run, row.word, row.person});
        writer.finish();
    });
}

void remove_rows_of_run(database::Connection& connection, std::string_view province, LinkRunId run,
                        Removal removal) {
    // Batches, so that requests get their turn at the one writer in between.
    const auto until_none = [&](std::string_view sql) {
        while (connection.execute(sql, {province, run}) > 0) {
        }
    };
    until_none("DELETE FROM search_key WHERE province = $1 AND link_run_id = $2 AND search_key IN"
               " (SELECT search_key FROM search_key WHERE province = $1 AND link_run_id = $2"
               "  ORDER BY search_key LIMIT 20000)");
    until_none("DELETE FROM person_word WHERE province = $1 AND link_run_id = $2 AND word IN"
               " (SELECT word FROM person_word WHERE province = $1 AND link_run_id = $2"
               "  ORDER BY word LIMIT 20000)");
    remove_review_of_run(connection, province, run);
    if (removal == Removal::SearchKeys)
        return;
    until_none("DELETE FROM record_link WHERE province = $1 AND link_run_id = $2 AND person_id IN"
               " (SELECT person_id FROM record_link WHERE province = $1 AND link_run_id = $2"
               "  ORDER BY person_id LIMIT 20000)");
    until_none("DELETE FROM person_record WHERE province = $1 AND link_run_id = $2 AND person_id IN"
               " (SELECT person_id FROM person_record WHERE province = $1 AND link_run_id = $2"
               "  ORDER BY person_id LIMIT 20000)");
    if (removal == Removal::Superseded)
        return;
    connection.execute("DELETE FROM person_change_record WHERE province = $1 AND link_run_id = $2",
                       {province, run});
    connection.execute("DELETE FROM person_change WHERE province = $1 AND link_run_id = $2",
                       {province, run});
    connection.execute("DELETE FROM person WHERE province = $1 AND link_run_id = $2", {province, run});
}

void each_person_record(database::Connection& connection, std::string_view province, LinkRunId run,
                        const std::function<void(const PersonRecordRow&)>& visit) {
    connection.each("SELECT person_id, snapshot_id, row_no, fingerprint FROM person_record"
                    " WHERE province = $1 AND link_run_id = $2"
                    " ORDER BY person_id, snapshot_id, row_no",
                    {province, run}, [&](const database::Row& row) { visit(person_record_of(row)); });
}

std::vector<PersonRecordRow> records_of_person(database::Connection& connection,
                                               std::string_view province, LinkRunId run,
                                               PersonId person) {
    return connection.list("SELECT person_id, snapshot_id, row_no, fingerprint FROM person_record"
                           " WHERE province = $1 AND link_run_id = $2 AND person_id = $3"
                           " ORDER BY snapshot_id, row_no",
                           {province, run, person}, person_record_of);
}

std::vector<RecordLinkRow> links_of_person(database::Connection& connection, std::string_view province,
                                           LinkRunId run, PersonId person) {
    return connection.list("SELECT person_id, left_snapshot_id, left_row_no, right_snapshot_id,"
                           " right_row_no, weight, probability, evidence FROM record_link"
                           " WHERE province = $1 AND link_run_id = $2 AND person_id = $3"
                           " ORDER BY probability DESC, weight DESC",
                           {province, run, person}, record_link_of);
}

void write_moved_records(database::Connection& connection, std::string_view province, LinkRunId run,
                         std::span<const MovedRecordRow> rows) {
    database::transaction(connection, [&] {
        auto writer = connection.copy_into("person_change_record", {"province", "link_run_id", "person_id",
                                                                    "other_person_id", "record_key", "marks"});
        for (const auto& row : rows) {
            const auto marks = packed_marks(row.record);
            writer.row({province, run, row.person, row.other, row.record.key, marks});
        }
        writer.finish();
    });
}

std::vector<RecordIdentity> moved_records(database::Connection& connection, std::string_view province,
                                          LinkRunId run, PersonId person, PersonId other) {
    return connection.list("SELECT record_key, marks FROM person_change_record WHERE province = $1"
                           " AND link_run_id = $2 AND person_id = $3 AND other_person_id = $4"
                           " ORDER BY record_key",
                           {province, run, person, other}, [](const database::Row& row) {
                               return identity_from(row.integer(0), row.bytes_view(1));
                           });
}

std::optional<PersonChange> find_person_change(database::Connection& connection, std::string_view province,
                                               LinkRunId run, PersonId person, PersonId other) {
    const auto row = connection.find(
        "SELECT c.link_run_id, c.person_id, c.other_person_id, c.change, c.records, c.reason, r.finished_at"
        " FROM person_change c JOIN link_run r ON r.province = c.province AND r.id = c.link_run_id"
        " WHERE c.province = $1 AND c.link_run_id = $2 AND c.person_id = $3 AND c.other_person_id = $4"
        " AND r.state = 'complete'",
        {province, run, person, other}, person_change_of);
    return row ? std::optional(row->change) : std::nullopt;
}

std::vector<PersonChangeRow> changes_of_person(database::Connection& connection,
                                               std::string_view province, PersonId person) {
    return connection.list(
        "SELECT c.link_run_id, c.person_id, c.other_person_id, c.change, c.records, c.reason, r.finished_at"
        " FROM person_change c JOIN link_run r ON r.province = c.province AND r.id = c.link_run_id"
        " WHERE c.province = $1 AND (c.person_id = $2 OR c.other_person_id = $2)"
        " AND r.state = 'complete' ORDER BY c.link_run_id DESC, c.person_id, c.other_person_id",
        {province, person}, person_change_of);
}

std::vector<std::int64_t> words_of_key(database::Connection& connection, std::string_view province,
                                       LinkRunId run, std::int64_t search_key) {
    return connection.list("SELECT word FROM search_key"
                           " WHERE province = $1 AND link_run_id = $2 AND search_key = $3"
                           " ORDER BY word LIMIT 200",
                           {province, run, search_key},
                           [](const database::Row& row) { return row.integer(0); });
}

std::vector<PersonId> persons_of_word(database::Connection& connection, std::string_view province,
                                      LinkRunId run, std::int64_t word, std::int64_t count_max) {
    return connection.list("SELECT person_id FROM person_word"
                           " WHERE province = $1 AND link_run_id = $2 AND word = $3"
                           " ORDER BY person_id LIMIT $4",
                           {province, run, word, count_max},
                           [](const database::Row& row) { return row.id<PersonId>(0); });
}

} // namespace samatcha::persons
