#pragma once

// Sealing everything anew with the newest key, while the server runs.

#include "base/json.hpp"
#include "base/result.hpp"
#include "platform/database/connection.hpp"
#include "platform/jobs/jobs.hpp"
#include "platform/vault/key_ring.hpp"
#include "platform/vault/sealed_column.hpp"

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace samatcha::upkeep {

using vault::SealedColumn;

/// A folder of sealed files; the context of each is told by its name, nothing for a file that is no such.
struct SealedFolder {
    std::filesystem::path path;
    std::function<std::optional<std::string>(const std::string& filename)> context_of;
};

struct SealedPlaces {
    std::vector<SealedColumn> columns;
    std::vector<SealedFolder> folders;
};

struct RotationResult {
    std::int64_t values = 0; ///< Sealed anew.
    std::int64_t files = 0;
    std::vector<std::int64_t> retired_keys;
};
BOOST_DESCRIBE_STRUCT(RotationResult, (), (values, files, retired_keys))

inline constexpr std::string_view key_rotation_kind = "key_rotation";

/// How many values some other key than the newest has sealed.
std::int64_t values_with_older_keys(database::Connection&, const vault::KeyRing&, const SealedColumn&);

/// Handles key_rotation jobs: goes through all places in batches of one short transaction each, resumable;
/// then, when nothing is left that an older key sealed, retires the older keys. Add a key first
/// (KeyRing::add_key), and give running servers two seconds to see it.
void handle_key_rotation(jobs::Jobs&, vault::KeyRing&, SealedPlaces);

} // namespace samatcha::upkeep
