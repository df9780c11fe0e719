#pragma once

// One file that holds an installation on SQLite: database and sealed uploads; the keys only if asked,
// because whoever has both can read every name.

#include "base/clock.hpp"
#include "base/embedded.hpp"
#include "base/json.hpp"
#include "base/result.hpp"
#include "platform/database/database.hpp"
#include "platform/vault/key_ring.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <vector>

namespace samatcha::upkeep {

struct InstallationFiles {
    std::filesystem::path database;
    std::filesystem::path keys;
    std::filesystem::path uploads; ///< A flat folder.
};

enum class Keys { LeaveOut, Include };
enum class Existing { Refuse, MoveAside };

struct BackupFile {
    std::string path; ///< Within the archive: "samatcha.db", "uploads/40-7.sealed", "samatcha.keys".
    std::uint64_t bytes = 0;
    std::string digest; ///< BLAKE2b, hexadecimal.
};
BOOST_DESCRIBE_STRUCT(BackupFile, (), (path, bytes, digest))

/// What the archive says about itself: its first entry, manifest.json.
struct BackupManifest {
    std::string format; ///< "samatcha-backup 1"
    Instant created_at;
    std::string key_check; ///< Tells whether a key file fits, and nothing else.
    std::vector<BackupFile> files;
};
BOOST_DESCRIBE_STRUCT(BackupManifest, (), (format, created_at, key_check, files))

struct BackupSummary {
    std::string file;
    Instant created_at;
    std::uint64_t files = 0;
    std::uint64_t bytes = 0;
    bool has_keys = false;
    /// After a restore: no key file is there, so no name can be read until the operator brings it.
    bool are_keys_missing = false;
    std::vector<std::string> moved_aside;
};
BOOST_DESCRIBE_STRUCT(BackupSummary, (),
                      (file, created_at, files, bytes, has_keys, are_keys_missing, moved_aside))

using ReportProgress = std::function<void(std::string_view stage, std::int64_t done, std::int64_t total)>;

/// Writes `archive` (mode 0600) while the server runs: the database as it stands at one moment. Fails with
/// Conflict when the file is there (upkeep.archive_exists), Unsupported on PostgreSQL
/// (upkeep.postgresql_has_its_own), Unavailable when the disk refuses (upkeep.archive_not_written).
Result<BackupSummary> write_backup(database::Connection&, const vault::KeyRing&, const InstallationFiles&,
                                   const std::filesystem::path& archive, Keys, const Clock&,
                                   const ReportProgress& = {});

/// Reads the whole archive and checks it before anything is touched; brings its schema up to date. What is
/// there is never overwritten: refused (Conflict, upkeep.database_exists) or moved aside. Fails with
/// NotFound (upkeep.archive_missing), InvalidInput (upkeep.archive_damaged), Conflict
/// (upkeep.keys_do_not_fit, upkeep.server_is_running, database.newer_than_program).
Result<BackupSummary> restore_backup(const std::filesystem::path& archive, const InstallationFiles&, Existing,
                                     std::span<const EmbeddedFile> migrations, const Clock&,
                                     const ReportProgress& = {});

} // namespace samatcha::upkeep
