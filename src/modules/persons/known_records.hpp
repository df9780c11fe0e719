#pragma once

#include "modules/persons/person_identity.hpp"
#include "modules/persons/register_set.hpp"
#include "modules/persons/stored_run.hpp"
#include "platform/database/connection.hpp"
#include "platform/vault/key_ring.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace samatcha::persons {

/// Records of a run of which is known whose they were in the run before.
struct KnownRecords {
    std::vector<KnownRecord> records;
    bool of_same_snapshots = false; ///< Both runs are.
};

using Clusters = std::span<const std::vector<std::uint32_t>>; ///< By register and row.

/// By a valid citizen number, else by name and birth date: what the next snapshot most likely repeats. 0: by nothing.
std::int64_t fingerprint_of(const vault::KeyRing&, std::string_view province, const RegisterSet&, std::size_t register_number,
                            std::size_t row);

/// Of a run that goes on from another: records that are there still, and new ones (without a number in `now`) that are
/// recognisably those of persons whose records are `gone`.
KnownRecords known_in_memory(const Succession&, const RegisterSet&, const StoredRun& now, std::span<const StoredRecord> gone,
                             Clusters);
/// Of a run linked anew: the same, by the rows of the last complete run.
KnownRecords known_in_database(database::Connection&, std::string_view province, const RegisterSet&, const StoredRun& now,
                               Clusters);

} // namespace samatcha::persons
