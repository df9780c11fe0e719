#pragma once

// Every verb of the persons (S8).

#include "base/clock.hpp"
#include "base/result.hpp"
#include "engines/linkage/linkage.hpp"
#include "modules/access/actor.hpp"
#include "modules/persons/evidence.hpp"
#include "modules/persons/kept_run.hpp"
#include "modules/persons/link_run.hpp"
#include "modules/persons/link_run_charts.hpp"
#include "modules/persons/register_set.hpp"
#include "modules/persons/review_accuracy.hpp"
#include "modules/registers/person_record.hpp"
#include "platform/database/connection.hpp"
#include "platform/jobs/jobs.hpp"
#include "platform/vault/key_ring.hpp"

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace samatcha::persons {

inline constexpr std::string_view link_run_job_kind = "link_run";

/// Puts a link run over these snapshots into the queue; none: the latest of each register. Fails with
/// InvalidInput (persons.no_snapshots, persons.snapshot_twice), NotFound (registers.snapshot_unknown),
/// Conflict (registers.snapshot_incomplete, persons.already_running).
/// Written to the access log, for all records of the snapshots are opened.
Result<LinkRun> start_link_run(const access::Actor&, database::Connection&, jobs::Jobs&, const Clock&,
                               std::vector<registers::SnapshotId> snapshots,
                               ReviewTeaches = ReviewTeaches::No);

/// What a link run has found, while it is still in memory, for those who count on it.
struct FoundPersons {
    jobs::JobRun& job;
    const LinkRun& run;
    const RegisterSet& set;
    const linkage::Linkage& linkage;
    std::span<const std::int64_t> person_of_cluster;
    const ReviewAccuracy& review; ///< By what reviewers had said when the run began.
};
/// Writes what it makes of them, invisible, and returns what makes it visible: called in the
/// transaction that completes the run.
using Publish = std::function<void(database::Connection&)>;
using AfterLinking = std::function<Result<Publish>(const FoundPersons&)>;

/// Reads the snapshots, links them, writes persons, records and links; all of it becomes
/// visible at once. Where they are those of the last run and more, and that run is kept, only the new ones
/// are read and linked to its persons; else all, and the report says why. After a kill the rows of the dead
/// attempt are removed and the run starts anew, so nothing is lost. Fails with Cancelled, or as
/// registers::read_snapshot and linkage::link_records do; its rows are then gone.
Result<json::value> run_links(jobs::JobRun&, const vault::KeyRing&, const Clock&, const KeptRuns&, const AfterLinking&);

/// Ends the run of a job that ended without success, in the transaction that ends the job.
void abandon_link_run(const Clock&, database::Connection&, const jobs::Job&);

/// Makes Jobs run link runs and abandon them.
void handle_link_runs(jobs::Jobs&, const vault::KeyRing&, const Clock&, const KeptRuns&, AfterLinking);

/// Fails with NotFound (persons.link_run_unknown).
Result<LinkRun> link_run(database::Connection&, std::string_view province, LinkRunId);

/// Which records of one kind of register a run found to be whose; for who asks what was known before. Only
/// of the latest complete run and the one before it.
void each_record_of_run(database::Connection&, std::string_view province, const LinkRun&,
                        registers::RegisterKind,
                        const std::function<void(PersonId, const LinkedSnapshot&, std::int64_t row_no)>&);

/// Fails with NotFound: persons.link_run_unknown, or persons.charts_missing of a run that is not
/// complete or is older than the charts.
Result<LinkRunCharts> link_run_charts(database::Connection&, std::string_view province, LinkRunId);

/// A record of a person, opened.
struct OpenedRecord {
    LinkedSnapshot snapshot;
    registers::PersonRecord record;
};

struct OpenedLink {
    registers::SnapshotId left_snapshot;
    std::int64_t left_row_no = 0;
    registers::SnapshotId right_snapshot;
    std::int64_t right_row_no = 0;
    double weight = 0;
    double probability = 0;
    std::vector<EvidenceWords::Told> evidence;
};

struct OpenedPerson {
    PersonId id;
    LinkRun run;
    std::vector<OpenedRecord> records; ///< In the order of the run's snapshots.
    std::vector<OpenedLink> links;     ///< The surest first.
};

/// What the registers say of a person, as of the latest complete run. Fails with NotFound
/// (persons.person_unknown, persons.no_link_run). Writes nothing: who shows it logs the reading.
Result<OpenedPerson> open_person(database::Connection&, const vault::KeyRing&, std::string_view province,
                                 PersonId);

/// Every record of a run, opened, with whose it is: snapshot by snapshot in the run's order. `visit` says no to stop.
/// Fails as registers::read_snapshot does.
Result<void> read_persons(database::Connection&, const vault::KeyRing&, std::string_view province, const LinkRun&,
                          const std::function<database::Reading(PersonId, const LinkedSnapshot&,
                                                                const registers::PersonRecord&)>& visit);

} // namespace samatcha::persons
