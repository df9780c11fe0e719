#include "base/clock.hpp"
#include "base/filename.hpp"
#include "modules/registers/actions.hpp"
#include "modules/registers/records.hpp"
#include "platform/tables/table.hpp"

namespace samatcha::registers {

Result<Upload> receive_upload(const access::Actor& actor, database::Connection& connection,
                              const Intake& intake, std::string filename,
                              const UploadStore::NextChunk& next_chunk) {
    Upload upload;
    upload.id = UploadId{new_id()};
    upload.filename = plain_filename(filename);
    upload.agency_id = actor.agency;
    upload.created_by = actor.account.value;
    TRY(intake.uploads.receive(actor.province, upload, next_chunk));
    upload.created_at = intake.clock.now();
    database::transaction(connection, [&] { insert_upload(connection, actor.province, upload); });
    return upload;
}

std::vector<std::string> sheets_of(const access::Actor& actor, const Intake& intake, UploadId id) {
    auto source = intake.uploads.open(actor.province, id);
    if (!source)
        return {};
    const auto table = tables::Table::open(std::move(*source));
    return table ? table->profile().sheets : std::vector<std::string>{};
}

int remove_old_uploads(std::string_view province, database::Connection& connection,
                       const Intake& intake) {
    constexpr std::int64_t day_ms = 24 * 3'600'000;
    const auto now = intake.clock.now();
    int removed = 0;
    for (const auto& upload :
         uploads_sent_before(connection, province, {now.unix_ms - upload_kept_days * day_ms})) {
        intake.uploads.remove(province, upload.id);
        database::transaction(connection,
                              [&] { mark_upload_removed(connection, province, upload.id, now); });
        ++removed;
    }
    return removed;
}

} // namespace samatcha::registers
