#pragma once

// The tables of link runs and persons, and the only SQL on them.

#include "modules/persons/link_run.hpp"
#include "modules/persons/person_identity.hpp"
#include "modules/persons/record_identity.hpp"
#include "platform/database/connection.hpp"

#include <functional>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace samatcha::persons {

void insert_link_run(database::Connection&, std::string_view province, const LinkRun&);
std::optional<LinkRun> find_link_run(database::Connection&, std::string_view province, LinkRunId);
std::vector<LinkRun> link_runs(database::Connection&, std::string_view province); ///< Latest first.
std::optional<LinkRunId> latest_complete_link_run_id(database::Connection&, std::string_view province);
std::optional<LinkRun> latest_complete_link_run(database::Connection&, std::string_view province);

/// The flip: from now on the run's rows are read. False when the run was no longer running.
bool complete_link_run(database::Connection&, std::string_view province, LinkRunId, Instant,
                       const LinkReport&);
void end_link_run(database::Connection&, std::string_view province, LinkRunId, LinkRunState, Instant);

struct PersonRecordRow {
    PersonId person;
    std::int64_t record_no = 0; ///< Stays with the record while newer snapshots repeat it.
    registers::SnapshotId snapshot;
    std::int64_t row_no = 0;
    std::int64_t fingerprint = 0; ///< 0: nothing in the record to know it again by.
};

struct RecordLinkRow {
    PersonId person;
    std::int64_t left_record = 0; ///< As PersonRecordRow numbers them.
    std::int64_t right_record = 0;
    double weight = 0;
    double probability = 0;
    Bytes evidence;
};

/// Before a run writes its first row: which one it goes on from.
void set_beginning(database::Connection&, std::string_view province, const LinkRun&);

// Each writes one batch, in a transaction of its own: rows that stand from this run on.
void write_persons(database::Connection&, std::string_view province, LinkRunId,
                   std::span<const std::int64_t> new_persons);
void write_person_records(database::Connection&, std::string_view province, const LinkRun&,
                          std::span<const PersonRecordRow>);
void write_record_links(database::Connection&, std::string_view province, const LinkRun&,
                        std::span<const RecordLinkRow>);
void write_person_changes(database::Connection&, std::string_view province, LinkRunId,
                          std::span<const PersonChange>);

// And rows that stand until this run, one batch each.

/// All records and links of these persons.
void end_rows_of_persons(database::Connection&, std::string_view province, const LinkRun&,
                         std::span<const std::int64_t> persons);
/// Of these persons, in order, the records of one snapshot.
void end_records_of_snapshot(database::Connection&, std::string_view province, const LinkRun&, registers::SnapshotId,
                             std::span<const std::int64_t> persons);

/// All that a run wrote which did not complete; what it ended stands again. In batches; the run itself stays.
void remove_rows_of_broken_run(database::Connection&, std::string_view province, const LinkRun&);
/// What neither the latest complete run nor the one before it has, but persons and their changes; only the latest is
/// reviewed. In batches.
void remove_superseded_rows(database::Connection&, std::string_view province);

/// All rows of a run, by person.
void each_person_record(database::Connection&, std::string_view province, LinkRunId,
                        const std::function<void(const PersonRecordRow&)>&);

std::vector<PersonRecordRow> records_of_person(database::Connection&, std::string_view province,
                                               LinkRunId, PersonId);
std::vector<RecordLinkRow> links_of_person(database::Connection&, std::string_view province, LinkRunId,
                                           PersonId);

struct PersonChangeRow {
    LinkRunId link_run;
    PersonChange change;
    Instant at;
};
/// A record that went from one person to another.
struct MovedRecordRow {
    std::int64_t person = 0;
    std::int64_t other = 0;
    RecordIdentity record;
};
void write_moved_records(database::Connection&, std::string_view province, LinkRunId,
                         std::span<const MovedRecordRow>);
std::vector<RecordIdentity> moved_records(database::Connection&, std::string_view province, LinkRunId,
                                          PersonId, PersonId other);
std::optional<PersonChange> find_person_change(database::Connection&, std::string_view province, LinkRunId,
                                               PersonId, PersonId other);
/// Of complete runs, latest first.
std::vector<PersonChangeRow> changes_of_person(database::Connection&, std::string_view province, PersonId);

} // namespace samatcha::persons
