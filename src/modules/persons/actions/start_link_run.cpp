#include "modules/access/access_log.hpp"
#include "modules/persons/actions.hpp"
#include "modules/persons/records.hpp"
#include "modules/registers/snapshot_reading.hpp"

#include <algorithm>
#include <string>

namespace samatcha::persons {

namespace {

Result<std::vector<registers::Snapshot>> chosen(database::Connection& connection,
                                                std::string_view province,
                                                const std::vector<registers::SnapshotId>& ids) {
    if (ids.empty())
        return latest_of_each_register(registers::snapshots(connection, province));
    std::vector<registers::Snapshot> snapshots;
    for (const auto id : ids) {
        auto snapshot = TRY(registers::snapshot(connection, province, id));
        if (snapshot.state != registers::SnapshotState::Complete)
            return failure(ErrorCode::Conflict, "registers.snapshot_incomplete",
                           {{"snapshot", std::to_string(id.value)}});
        snapshots.push_back(std::move(snapshot));
    }
    return snapshots;
}

} // namespace

Result<LinkRun> start_link_run(const access::Actor& actor, database::Connection& connection,
                               jobs::Jobs& jobs, const Clock& clock,
                               std::vector<registers::SnapshotId> ids, ReviewTeaches teaches) {
    const auto& province = actor.province;
    std::sort(ids.begin(), ids.end());
    if (std::adjacent_find(ids.begin(), ids.end()) != ids.end())
        return failure(ErrorCode::InvalidInput, "persons.snapshot_twice");
    const auto snapshots = TRY(chosen(connection, province, ids));
    if (snapshots.empty())
        return failure(ErrorCode::InvalidInput, "persons.no_snapshots");
    const auto known = link_runs(connection, province);
    if (std::any_of(known.begin(), known.end(),
                    [](const LinkRun& run) { return run.state == LinkRunState::Running; }))
        return failure(ErrorCode::Conflict, "persons.already_running");

    LinkRun run;
    run.id = {new_id()};
    run.created_at = clock.now();
    std::int64_t records = 0;
    for (const auto& s : snapshots) {
        run.snapshots.push_back({s.id, s.register_kind, s.agency_id, s.snapshot_date, s.rows_stored});
        records += s.rows_stored;
    }
    run.job_id = jobs.enqueue(connection, province, link_run_job_kind,
                              json::value{{"link_run_id", run.id.value},
                                          {"review_teaches", teaches == ReviewTeaches::Yes}},
                              actor.account.value);
    insert_link_run(connection, province, run);
    access::record_access(connection, actor, clock, access::Access::LinkRun, 0,
                          "link_run=" + std::to_string(run.id.value) + " records=" + std::to_string(records));
    return run;
}

Result<LinkRun> link_run(database::Connection& connection, std::string_view province, LinkRunId id) {
    auto run = find_link_run(connection, province, id);
    if (!run)
        return failure(ErrorCode::NotFound, "persons.link_run_unknown");
    return std::move(*run);
}

void each_record_of_run(
    database::Connection& connection, std::string_view province, const LinkRun& run,
    registers::RegisterKind kind,
    const std::function<void(PersonId, const LinkedSnapshot&, std::int64_t row_no)>& visit) {
    each_person_record(connection, province, run.id, [&](const PersonRecordRow& row) {
        for (const auto& snapshot : run.snapshots)
            if (snapshot.snapshot_id == row.snapshot && snapshot.register_kind == kind)
                visit(row.person, snapshot, row.row_no);
    });
}

} // namespace samatcha::persons
