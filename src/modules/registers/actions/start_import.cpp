#include "base/clock.hpp"
#include "modules/registers/actions.hpp"
#include "modules/registers/import_job.hpp"
#include "modules/registers/import_right.hpp"
#include "modules/registers/records.hpp"

#include <algorithm>

namespace samatcha::registers {

namespace {

constexpr int snapshot_year_min = 1990; // Registers on computers are not older.

Result<void> check_day(const PartialDate& day, const PartialDate& today) {
    if (day.is_complete() && is_valid(day) && day.year_ce >= snapshot_year_min && day <= today)
        return {};
    return failure(ErrorCode::InvalidInput, "registers.snapshot_date_wrong");
}

/// The same bytes, read the same way, for the same register on the same day, are the same snapshot.
Bytes identity_of(const vault::KeyRing& keys, std::string_view province, const Upload& upload,
                  const Agreement& agreement, const PartialDate& day, std::string_view reading) {
    std::string what = std::to_string(agreement.agency_id.value) + "|" +
                       json::enum_name(agreement.register_kind) + "|" + to_iso(day) + "|" +
                       std::string(as_text(upload.digest)) + "|" + std::string(reading);
    const auto digest = keys.blind_index(province, "snapshot", what);
    return {digest.begin(), digest.end()};
}

} // namespace

Result<ImportStarted> start_import(const access::Actor& actor, database::Connection& connection,
                                   const Intake& intake, const ImportRequest& request) {
    const auto today = thai_day(intake.clock.now());
    const auto agreement = TRY(usable_agreement(actor, connection, request.agreement_id));
    TRY(must_stand(agreement, today));
    const auto upload = TRY(usable_upload(actor, connection, request.upload_id));
    TRY(check_day(request.snapshot_date, today));

    // Opened here, not only in the job, so that a wrong file or mapping is told at once.
    const auto table = TRY(tables::Table::open(TRY(intake.uploads.open(actor.province, upload.id)),
                                               TRY(options_of(request.choices))));
    const auto& profile = table.profile();
    TRY(check_mapping(request.mapping, profile.columns.size()));
    auto covered = covered_by(agreement, request.mapping);
    if (!check_mapping(covered.columns, profile.columns.size()))
        return failure(ErrorCode::InvalidInput, "registers.agreement_covers_nobody",
                       {{"name", agreement.name}});

    Snapshot s;
    s.id = SnapshotId{new_id()};
    s.agreement_id = agreement.id;
    s.agency_id = agreement.agency_id;
    s.register_kind = agreement.register_kind;
    s.snapshot_date = request.snapshot_date;
    s.filename = upload.filename;
    s.fields_dropped = covered.fields_dropped;
    for (const auto& column : covered.columns)
        s.fields.push_back(column.field);
    s.started_at = intake.clock.now();

    const auto reading = json::to_text(reading_of(profile, std::move(covered.columns)));
    const SnapshotPlan plan{
        upload.id, reading,
        identity_of(intake.keys, actor.province, upload, agreement, s.snapshot_date, reading),
        actor.account.value};
    return database::transaction(connection, [&]() -> Result<ImportStarted> {
        s.job_id = intake.jobs.enqueue(connection, actor.province, import_job_kind,
                                       json::to_value(ImportArguments{s.id, upload.id}),
                                       actor.account.value);
        insert_snapshot(connection, actor.province, s, plan);
        if (request.save_template)
            save_template(connection, actor.province, agreement.agency_id, agreement.register_kind,
                          layout_of(profile.columns), {json::to_text(request.mapping), upload.filename},
                          s.started_at);
        return ImportStarted{s.id, s.job_id};
    });
}

} // namespace samatcha::registers
