#pragma once

#include "base/result.hpp"
#include "modules/access/actor.hpp"
#include "modules/registers/agreement.hpp"
#include "modules/registers/snapshot.hpp"
#include "modules/registers/upload.hpp"
#include "platform/database/connection.hpp"

namespace samatcha::registers {

// Which agreement, file and snapshot an actor may work with. Officers of an agency have their own
// agency's only; the secretariat, who helps them, has the province's.

/// Fails with NotFound (registers.upload_unknown, upload_removed).
Result<Upload> usable_upload(const access::Actor&, database::Connection&, UploadId);
/// Fails with NotFound (registers.agreement_unknown), Forbidden (registers.agreement_of_another_agency).
Result<Agreement> usable_agreement(const access::Actor&, database::Connection&, AgreementId);
/// Fails with NotFound (registers.snapshot_unknown), Forbidden (registers.snapshot_of_another_agency).
Result<Snapshot> usable_snapshot(const access::Actor&, database::Connection&, SnapshotId);

} // namespace samatcha::registers
