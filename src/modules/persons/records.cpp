#include "modules/persons/records.hpp"

#include "modules/persons/records_review.hpp"

#include <algorithm>
#include <initializer_list>
#include <limits>

namespace samatcha::persons {

namespace {

/// In to_run_id: no run has ended the row.
constexpr std::int64_t still_stands = std::numeric_limits<std::int64_t>::max();

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
    run.began_with = row.id<LinkRunId>(7);
    return run;
}

PersonRecordRow person_record_of(const database::Row& row) {
    return {row.id<PersonId>(0), row.integer(1), row.id<registers::SnapshotId>(2), row.integer(3), row.integer(4)};
}

RecordLinkRow record_link_of(const database::Row& row) {
    return {row.id<PersonId>(0), row.integer(1), row.integer(2), row.real(3), row.real(4), row.bytes(5)};
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
                       " snapshots, report, began_with_id) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $2)",
                       {province, run.id, run.job_id, json::enum_name(run.state), run.created_at,
                        run.finished_at, json::to_text(run.snapshots), json::to_text(run.report)});
}

std::optional<LinkRun> find_link_run(database::Connection& connection, std::string_view province,
                                     LinkRunId id) {
    return connection.find("SELECT id, job_id, state, created_at, finished_at, snapshots, report, began_with_id"
                           " FROM link_run WHERE province = $1 AND id = $2",
                           {province, id}, link_run_of);
}

std::vector<LinkRun> link_runs(database::Connection& connection, std::string_view province) {
    return connection.list("SELECT id, job_id, state, created_at, finished_at, snapshots, report, began_with_id"
                           " FROM link_run WHERE province = $1 ORDER BY id DESC LIMIT 100",
                           {province}, link_run_of);
}

std::optional<LinkRunId> latest_complete_link_run_id(database::Connection& connection, std::string_view province) {
    return connection.find("SELECT id FROM link_run WHERE province = $1 AND state = 'complete'"
                           " ORDER BY finished_at DESC, id DESC LIMIT 1",
                           {province}, [](const database::Row& row) { return row.id<LinkRunId>(0); });
}

std::optional<LinkRun> latest_complete_link_run(database::Connection& connection,
                                                std::string_view province) {
    return connection.find("SELECT id, job_id, state, created_at, finished_at, snapshots, report, began_with_id"
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

void set_beginning(database::Connection& connection, std::string_view province, const LinkRun& run) {
    connection.execute("UPDATE link_run SET began_with_id = $3 WHERE province = $1 AND id = $2",
                       {province, run.id, run.began_with});
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

void write_person_records(database::Connection& connection, std::string_view province, const LinkRun& run,
                          std::span<const PersonRecordRow> rows) {
    database::transaction(connection, [&] {
        auto writer = connection.copy_into("person_record", {"province", "link_run_id", "person_id", "record_no",
                                                             "snapshot_id", "row_no", "fingerprint",
                                                             "from_run_id", "to_run_id"});
        for (const auto& row : rows)
            writer.row({province, run.began_with, row.person, row.record_no, row.snapshot, row.row_no,
                        row.fingerprint, run.id, still_stands});
        writer.finish();
    });
}

void write_record_links(database::Connection& connection, std::string_view province, const LinkRun& run,
                        std::span<const RecordLinkRow> rows) {
    database::transaction(connection, [&] {
        auto writer = connection.copy_into(
            "record_link", {"province", "link_run_id", "person_id", "left_record", "right_record", "weight",
                            "probability", "evidence", "from_run_id", "to_run_id"});
        for (const auto& row : rows)
            writer.row({province, run.began_with, row.person, row.left_record, row.right_record, row.weight,
                        row.probability, row.evidence, run.id, still_stands});
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

void end_rows_of_persons(database::Connection& connection, std::string_view province, const LinkRun& run,
                         std::span<const std::int64_t> persons) {
    database::transaction(connection, [&] {
        auto writer = connection.copy_into("rewritten_person", {"province", "link_run_id", "person_id"});
        for (const auto person : persons)
            writer.row({province, run.id, person});
        writer.finish();
        for (const auto* sql :
             {"UPDATE person_record SET to_run_id = $3 WHERE province = $1 AND link_run_id = $2"
              " AND to_run_id = 9223372036854775807 AND person_id IN"
              " (SELECT person_id FROM rewritten_person WHERE province = $1 AND link_run_id = $3)",
              "UPDATE record_link SET to_run_id = $3 WHERE province = $1 AND link_run_id = $2"
              " AND to_run_id = 9223372036854775807 AND person_id IN"
              " (SELECT person_id FROM rewritten_person WHERE province = $1 AND link_run_id = $3)"})
            connection.execute(sql, {province, run.began_with, run.id});
        connection.execute("DELETE FROM rewritten_person WHERE province = $1 AND link_run_id = $2", {province, run.id});
    });
}

void end_records_of_snapshot(database::Connection& connection, std::string_view province, const LinkRun& run,
                             registers::SnapshotId snapshot, std::span<const std::int64_t> persons) {
    connection.execute("UPDATE person_record SET to_run_id = $3 WHERE province = $1 AND link_run_id = $2"
                       " AND person_id >= $5 AND person_id <= $6 AND snapshot_id = $4"
                       " AND to_run_id = 9223372036854775807",
                       {province, run.began_with, run.id, snapshot, persons.front(), persons.back()});
}

namespace {

/// Batches, so that requests get their turn at the one writer in between.
void until_none(database::Connection& connection, std::string_view sql,
                std::initializer_list<database::Parameter> values) {
    while (connection.execute(sql, values) > 0) {
    }
}

void remove_records_begun_with(database::Connection& connection, std::string_view province, LinkRunId began_with) {
    until_none(connection,
               "DELETE FROM record_link WHERE province = $1 AND link_run_id = $2 AND person_id IN"
               " (SELECT person_id FROM record_link WHERE province = $1 AND link_run_id = $2"
               "  ORDER BY person_id LIMIT 20000)",
               {province, began_with});
    until_none(connection,
               "DELETE FROM person_record WHERE province = $1 AND link_run_id = $2 AND person_id IN"
               " (SELECT person_id FROM person_record WHERE province = $1 AND link_run_id = $2"
               "  ORDER BY person_id LIMIT 20000)",
               {province, began_with});
}

/// What a run added to the rows of those before it, and what it ended of them.
void take_back(database::Connection& connection, std::string_view province, const LinkRun& run) {
    for (const auto* sql :
         {"DELETE FROM record_link WHERE province = $1 AND link_run_id = $2 AND from_run_id = $3 AND person_id IN"
          " (SELECT person_id FROM record_link WHERE province = $1 AND link_run_id = $2 AND from_run_id = $3"
          "  ORDER BY person_id LIMIT 20000)",
          "DELETE FROM person_record WHERE province = $1 AND link_run_id = $2 AND from_run_id = $3 AND person_id IN"
          " (SELECT person_id FROM person_record WHERE province = $1 AND link_run_id = $2 AND from_run_id = $3"
          "  ORDER BY person_id LIMIT 20000)",
          "UPDATE record_link SET to_run_id = 9223372036854775807 WHERE province = $1 AND link_run_id = $2"
          " AND to_run_id = $3 AND to_run_id < 9223372036854775807 AND person_id IN"
          " (SELECT person_id FROM record_link WHERE province = $1 AND link_run_id = $2 AND to_run_id = $3"
          "  AND to_run_id < 9223372036854775807 ORDER BY person_id LIMIT 20000)",
          "UPDATE person_record SET to_run_id = 9223372036854775807 WHERE province = $1 AND link_run_id = $2"
          " AND to_run_id = $3 AND to_run_id < 9223372036854775807 AND person_id IN"
          " (SELECT person_id FROM person_record WHERE province = $1 AND link_run_id = $2 AND to_run_id = $3"
          "  AND to_run_id < 9223372036854775807 ORDER BY person_id LIMIT 20000)"})
        until_none(connection, sql, {province, run.began_with, run.id});
}

/// Rows that ended before a run that is still asked.
void remove_ended(database::Connection& connection, std::string_view province, LinkRunId began_with, LinkRunId until) {
    for (const auto* sql :
         {"DELETE FROM record_link WHERE province = $1 AND link_run_id = $2 AND to_run_id <= $3"
          " AND to_run_id < 9223372036854775807 AND person_id IN"
          " (SELECT person_id FROM record_link WHERE province = $1 AND link_run_id = $2 AND to_run_id <= $3"
          "  AND to_run_id < 9223372036854775807 ORDER BY person_id LIMIT 20000)",
          "DELETE FROM person_record WHERE province = $1 AND link_run_id = $2 AND to_run_id <= $3"
          " AND to_run_id < 9223372036854775807 AND person_id IN"
          " (SELECT person_id FROM person_record WHERE province = $1 AND link_run_id = $2 AND to_run_id <= $3"
          "  AND to_run_id < 9223372036854775807 ORDER BY person_id LIMIT 20000)"})
        until_none(connection, sql, {province, began_with, until});
}

} // namespace

void remove_rows_of_broken_run(database::Connection& connection, std::string_view province, const LinkRun& run) {
    connection.execute("DELETE FROM rewritten_person WHERE province = $1 AND link_run_id = $2", {province, run.id});
    remove_review_of_run(connection, province, run.id);
    if (run.began_with != run.id) {
        take_back(connection, province, run);
        set_beginning(connection, province, [&] {
            auto alone = run;
            alone.began_with = run.id;
            return alone;
        }());
    }
    remove_records_begun_with(connection, province, run.id);
    connection.execute("DELETE FROM person_change_record WHERE province = $1 AND link_run_id = $2",
                       {province, run.id});
    connection.execute("DELETE FROM person_change WHERE province = $1 AND link_run_id = $2",
                       {province, run.id});
    connection.execute("DELETE FROM person WHERE province = $1 AND link_run_id = $2", {province, run.id});
}

void remove_superseded_rows(database::Connection& connection, std::string_view province) {
    std::vector<LinkRun> complete;
    for (auto& run : link_runs(connection, province))
        if (run.state == LinkRunState::Complete)
            complete.push_back(std::move(run));
    std::sort(complete.begin(), complete.end(),
              [](const LinkRun& l, const LinkRun& r) { return l.finished_at > r.finished_at; });
    if (complete.size() < 2)
        return;
    const auto& latest = complete[0];
    const auto& before = complete[1];
    for (std::size_t i = 1; i < complete.size(); ++i) {
        const auto& run = complete[i];
        remove_review_of_run(connection, province, run.id);
        if (run.began_with != latest.began_with && run.began_with != before.began_with)
            remove_records_begun_with(connection, province, run.began_with);
    }
    remove_ended(connection, province, latest.began_with, before.id);
    if (before.began_with != latest.began_with)
        remove_ended(connection, province, before.began_with, before.id);
}

void each_person_record(database::Connection& connection, std::string_view province, LinkRunId run,
                        const std::function<void(const PersonRecordRow&)>& visit) {
    connection.each("SELECT person_id, record_no, snapshot_id, row_no, fingerprint FROM person_record"
                    " WHERE province = $1 AND link_run_id ="
                    " (SELECT began_with_id FROM link_run WHERE province = $1 AND id = $2)"
                    " AND from_run_id <= $2 AND to_run_id > $2 ORDER BY person_id, record_no",
                    {province, run}, [&](const database::Row& row) { visit(person_record_of(row)); });
}

std::vector<PersonRecordRow> records_of_person(database::Connection& connection,
                                               std::string_view province, LinkRunId run,
                                               PersonId person) {
    return connection.list("SELECT person_id, record_no, snapshot_id, row_no, fingerprint FROM person_record"
                           " WHERE province = $1 AND link_run_id ="
                           " (SELECT began_with_id FROM link_run WHERE province = $1 AND id = $2)"
                           " AND person_id = $3 AND from_run_id <= $2 AND to_run_id > $2"
                           " ORDER BY snapshot_id, row_no",
                           {province, run, person}, person_record_of);
}

std::vector<RecordLinkRow> links_of_person(database::Connection& connection, std::string_view province,
                                           LinkRunId run, PersonId person) {
    return connection.list("SELECT person_id, left_record, right_record, weight, probability, evidence"
                           " FROM record_link WHERE province = $1 AND link_run_id ="
                           " (SELECT began_with_id FROM link_run WHERE province = $1 AND id = $2)"
                           " AND person_id = $3 AND from_run_id <= $2 AND to_run_id > $2"
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

} // namespace samatcha::persons
