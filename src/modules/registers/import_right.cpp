#include "modules/registers/import_right.hpp"

#include "modules/registers/records.hpp"

namespace samatcha::registers {

Result<Upload> usable_upload(const access::Actor& actor, database::Connection& connection, UploadId id) {
    auto upload = find_upload(connection, actor.province, id);
    // Another agency's file does not exist for an officer: even its name would tell something.
    if (!upload || !may_use(actor, *upload))
        return failure(ErrorCode::NotFound, "registers.upload_unknown");
    if (upload->removed_at)
        return failure(ErrorCode::NotFound, "registers.upload_removed");
    return std::move(*upload);
}

Result<Agreement> usable_agreement(const access::Actor& actor, database::Connection& connection,
                                   AgreementId id) {
    auto found = find_agreement(connection, actor.province, id);
    if (!found)
        return failure(ErrorCode::NotFound, "registers.agreement_unknown");
    if (actor.agency && *actor.agency != found->agency_id)
        return failure(ErrorCode::Forbidden, "registers.agreement_of_another_agency");
    return std::move(*found);
}

Result<Snapshot> usable_snapshot(const access::Actor& actor, database::Connection& connection,
                                 SnapshotId id) {
    auto found = find_snapshot(connection, actor.province, id);
    if (!found)
        return failure(ErrorCode::NotFound, "registers.snapshot_unknown");
    if (actor.agency && *actor.agency != found->agency_id)
        return failure(ErrorCode::Forbidden, "registers.snapshot_of_another_agency");
    return std::move(*found);
}

} // namespace samatcha::registers
