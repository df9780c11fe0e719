#include "modules/access/access_log.hpp"
#include "modules/registers/agreement.hpp"
#include "modules/situation/actions.hpp"
#include "modules/situation/records_export.hpp"

#include <fmt/format.h>

namespace samatcha::situation {

Result<ChildExport> start_export(const access::Actor& actor, database::Connection& connection,
                                 const Exporting& exporting, SituationId id, const ListFilter& filter,
                                 ListSort sort, ExportFormat format, Language language) {
    TRY(situation(connection, actor.province, id));
    ChildExport made;
    made.id = {new_id()};
    made.situation_id = id;
    made.format = format;
    made.language = language;
    made.filter = filter;
    made.sort = sort;
    made.purpose = actor.purpose;
    made.created_by = actor.account;
    made.created_at = exporting.clock.now();
    made.job_id = exporting.jobs.enqueue(connection, actor.province, export_job_kind,
                                         json::value{{"export_id", made.id.value}}, actor.account.value);
    insert_export(connection, actor.province, made);
    return made;
}

std::vector<ChildExport> own_exports(const access::Actor& actor, database::Connection& connection) {
    return exports_of(connection, actor.province, actor.account);
}

Result<ExportFile> open_export(const access::Actor& actor, database::Connection& connection,
                               const Exporting& exporting, ExportId id) {
    const auto found = find_export(connection, actor.province, id);
    if (!found || found->created_by != actor.account)
        return failure(ErrorCode::NotFound, "situation.export_unknown");
    if (found->state == ExportState::Removed)
        return failure(ErrorCode::NotFound, "situation.export_removed");
    if (found->state != ExportState::Complete)
        return failure(ErrorCode::Conflict, "situation.export_unfinished");
    auto bytes = exporting.files.open(actor.province, id.value);
    if (!bytes && bytes.error().code == ErrorCode::NotFound)
        return failure(ErrorCode::NotFound, "situation.export_removed");
    if (!bytes)
        return Unexpected{std::move(bytes).error()};
    database::transaction(connection, [&] {
        access::record_access(connection, actor, exporting.clock, access::Access::Export, 0,
                              fmt::format("export={} rows={} fetched", id.value, found->children));
    });
    return ExportFile{fmt::format("out-of-school-{}.{}", to_iso(registers::thai_day(found->created_at)),
                                  json::enum_name(found->format)),
                      found->format, std::move(*bytes)};
}

int remove_old_exports(std::string_view province, database::Connection& connection,
                       const Exporting& exporting) {
    constexpr std::int64_t day_ms = 24 * 3'600'000;
    const Instant before{exporting.clock.now().unix_ms - export_kept_days * day_ms};
    int removed = 0;
    for (const auto id : exports_asked_before(connection, province, before)) {
        exporting.files.remove(province, id.value);
        database::transaction(connection, [&] { mark_export_removed(connection, province, id); });
        ++removed;
    }
    return removed;
}

} // namespace samatcha::situation
