#pragma once

#include "base/clock.hpp"
#include "base/id.hpp"
#include "base/partial_date.hpp"
#include "modules/registers/agreement.hpp"
#include "modules/registers/field.hpp"
#include "platform/jobs/jobs.hpp"

#include <boost/describe.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace samatcha::registers {

using SnapshotId = Id<struct SnapshotTag>;

/// importing -> complete | failed | cancelled | identical. Only the rows of a complete one are ever
/// read; identical: the same file, read the same way, for the same day, is there already.
BOOST_DEFINE_ENUM_CLASS(SnapshotState, Importing, Complete, Failed, Cancelled, Identical)

/// One register as it stood on one day, as one file said. Never overwritten: a later file is a new
/// snapshot.
struct Snapshot {
    SnapshotId id;
    AgreementId agreement_id;
    partners::AgencyId agency_id;
    RegisterKind register_kind = RegisterKind::Civil;
    PartialDate snapshot_date;
    std::string filename;
    SnapshotState state = SnapshotState::Importing;
    std::int64_t rows_total = 0;      ///< Below the header, blank ones left out.
    std::int64_t rows_stored = 0;
    std::int64_t rows_rejected = 0;
    std::int64_t values_rejected = 0; ///< Dropped values in rows that were stored.
    std::vector<Field> fields;         ///< What the rows hold.
    std::vector<Field> fields_dropped; ///< In the file and mapped, but not in the agreement.
    std::optional<SnapshotId> duplicate_of;
    jobs::JobId job_id;
    Instant started_at;
    std::optional<Instant> finished_at;
};

} // namespace samatcha::registers
