#pragma once

// The tables of link runs, persons and search, and the only SQL on them.

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
std::optional<LinkRun> latest_complete_link_run(database::Connection&, std::string_view province);

/// The flip: from now on the run's rows are read. False when the run was no longer running.
bool complete_link_run(database::Connection&, std::string_view province, LinkRunId, Instant,
                       const LinkReport&);
void end_link_run(database::Connection&, std::string_view province, LinkRunId, LinkRunState, Instant);

struct PersonRecordRow {
    PersonId person;
    registers::SnapshotId snapshot;
    std::int64_t row_no = 0;
    std::int64_t fingerprint = 0; ///< 0: nothing in the record to know it again by.
};

struct RecordLinkRow {
    PersonId person;
    registers::SnapshotId left_snapshot;
    std::int64_t left_row_no = 0;
    registers::SnapshotId right_snapshot;
    std::int64_t right_row_no = 0;
    double weight = 0;
    double probability = 0;
    Bytes evidence;
};

struct SearchKeyRow {
    std::int64_t search_key = 0;
    std::int64_t word = 0;
    friend auto operator<=>(const SearchKeyRow&, const SearchKeyRow&) = default;
};

struct PersonWordRow {
    std::int64_t word = 0;
    std::int64_t person = 0;
    friend auto operator<=>(const PersonWordRow&, const PersonWordRow&) = default;
};

// Each writes one batch, in a transaction of its own.
void write_persons(database::Connection&, std::string_view province, LinkRunId,
                   std::span<const std::int64_t> new_persons);
void write_person_records(database::Connection&, std::string_view province, LinkRunId,
                          std::span<const PersonRecordRow>);
void write_record_links(database::Connection&, std::string_view province, LinkRunId,
                        std::span<const RecordLinkRow>);
void write_person_changes(database::Connection&, std::string_view province, LinkRunId,
                          std::span<const PersonChange>);
void write_search_keys(database::Connection&, std::string_view province, LinkRunId,
                       std::span<const SearchKeyRow>);
void write_person_words(database::Connection&, std::string_view province, LinkRunId,
                        std::span<const PersonWordRow>);

/// Removes what a run wrote, in batches. The run itself stays.
enum class Removal {
    Everything, ///< Of a run that did not complete.
    Superseded, ///< All but persons and their changes: of a run that others have followed.
    SearchKeys, ///< And what people are asked: only the latest run is searched and reviewed.
};
void remove_rows_of_run(database::Connection&, std::string_view province, LinkRunId, Removal);

/// All rows of a run in the order of person, snapshot, row.
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

/// Words that may be asked for by one of these keys.
std::vector<std::int64_t> words_of_key(database::Connection&, std::string_view province, LinkRunId,
                                       std::int64_t search_key);
std::vector<PersonId> persons_of_word(database::Connection&, std::string_view province, LinkRunId,
                                      std::int64_t word, std::int64_t count_max);

} // namespace samatcha::persons
