#pragma once

// What other modules read from the registers: snapshots and the person records in them, in plain.

#include "base/result.hpp"
#include "modules/registers/person_record.hpp"
#include "modules/registers/snapshot.hpp"
#include "platform/database/connection.hpp"
#include "platform/vault/key_ring.hpp"

#include <functional>
#include <optional>
#include <string_view>
#include <vector>

namespace samatcha::registers {

/// All snapshots of a province, latest started first.
std::vector<Snapshot> snapshots(database::Connection&, std::string_view province);

/// Fails with NotFound, registers.snapshot_unknown.
Result<Snapshot> snapshot(database::Connection&, std::string_view province, SnapshotId);

/// Every row of a complete snapshot in the order of row_no, decrypted, one at a time: about 200,000
/// rows/s, and no more than one in memory. The record is reused from call to call: move nothing out
/// of it. Fails with NotFound, with Conflict when the snapshot is not complete
/// (registers.snapshot_incomplete), with Unavailable when a key is missing (vault.value_unreadable).
/// The connection can do nothing else meanwhile.
Result<void> read_snapshot(database::Connection&, const vault::KeyRing&, std::string_view province,
                           SnapshotId,
                           const std::function<database::Reading(const PersonRecord&)>&);

/// One row of a complete snapshot. Fails with NotFound, registers.record_unknown.
Result<PersonRecord> person_record(database::Connection&, const vault::KeyRing&,
                                   std::string_view province, SnapshotId, std::int64_t row_no);

/// Many rows of a complete snapshot, in the order of row_no, each once; a few questions for hundreds of rows. Fails
/// as person_record.
Result<std::vector<PersonRecord>> person_records(database::Connection&, const vault::KeyRing&,
                                                 std::string_view province, SnapshotId,
                                                 std::vector<std::int64_t> row_nos);

/// Where an identity number stands, in complete snapshots; by its blind index, so nothing is decrypted.
struct RecordKey {
    SnapshotId snapshot_id;
    std::int64_t row_no = 0;
};
std::vector<RecordKey> records_with_identifier(database::Connection&, const vault::KeyRing&,
                                               std::string_view province,
                                               std::string_view identifier);

} // namespace samatcha::registers
