#pragma once

// Zip files as backups use them: whole files in, whole files out, each with its digest.

#include "platform/upkeep/backup.hpp"

#include <zip.h>

#include <filesystem>
#include <memory>
#include <string>

namespace samatcha::upkeep {

using Zip = std::unique_ptr<zip_t, decltype(&zip_discard)>;

/// BLAKE2b of a file, hexadecimal, and its length; nothing when it cannot be read.
std::optional<BackupFile> describe_file(const std::filesystem::path&, std::string path_in_archive);

/// Fails with Unavailable (upkeep.archive_not_written).
Result<void> write_archive(const std::filesystem::path& archive, const BackupManifest&,
                           const std::function<std::filesystem::path(const BackupFile&)>& source_of,
                           const ReportProgress&);

/// Fails with NotFound (upkeep.archive_missing) or InvalidInput (upkeep.archive_damaged).
Result<Zip> open_archive(const std::filesystem::path&);
Result<BackupManifest> read_manifest(zip_t*, const std::filesystem::path& archive);

/// Writes one entry out, mode 0600, and holds it against its digest. InvalidInput (upkeep.archive_damaged).
Result<void> extract(zip_t*, const BackupFile&, const std::filesystem::path& target,
                     const std::filesystem::path& archive);

} // namespace samatcha::upkeep
