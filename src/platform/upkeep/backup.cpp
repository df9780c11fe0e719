#include "platform/upkeep/backup.hpp"

#include "platform/database/migration.hpp"
#include "platform/upkeep/archive.hpp"

#include <fcntl.h>
#include <unistd.h>

namespace samatcha::upkeep {

namespace {

constexpr const char* database_name = "samatcha.db";
constexpr const char* keys_name = "samatcha.keys";
constexpr const char* secrets_name = "samatcha.secrets";
constexpr const char* uploads_prefix = "uploads/";

/// A folder beside a file, gone at the end of the scope.
struct WorkFolder {
    explicit WorkFolder(const std::filesystem::path& beside) : path(beside.string() + ".work") {
        std::filesystem::remove_all(path);
        std::filesystem::create_directories(path);
        std::filesystem::permissions(path, std::filesystem::perms::owner_all);
    }
    ~WorkFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(path, ignored);
    }
    WorkFolder(const WorkFolder&) = delete;
    WorkFolder& operator=(const WorkFolder&) = delete;
    std::filesystem::path path;
};

/// The same for the same keys, before and after their rotation; tells nothing about them.
std::string key_check_of(const vault::KeyRing& keys) {
    std::string hex;
    for (const auto byte : keys.blind_index("00", "backup", "which keys")) {
        hex += "0123456789abcdef"[byte >> 4];
        hex += "0123456789abcdef"[byte & 15];
    }
    return hex;
}

void make_private_file(const std::filesystem::path& path) {
    ::close(::open(path.c_str(), O_CREAT | O_WRONLY | O_CLOEXEC, 0600));
}

BackupSummary summary_of(const std::filesystem::path& archive, const BackupManifest& manifest) {
    BackupSummary summary;
    summary.file = archive.string();
    summary.created_at = manifest.created_at;
    summary.files = manifest.files.size();
    for (const auto& file : manifest.files) {
        summary.bytes += file.bytes;
        summary.has_keys |= file.path == keys_name;
    }
    return summary;
}

void report_to(const ReportProgress& report, std::string_view stage, std::int64_t done, std::int64_t total) {
    if (report)
        report(stage, done, total);
}

/// The archive's content in a work folder, checked: whole, readable, of a schema that we know.
Result<void> unpack_and_check(zip_t* zip, const BackupManifest& manifest, const std::filesystem::path& archive,
                              const std::filesystem::path& folder, std::span<const EmbeddedFile> migrations,
                              const ReportProgress& report) {
    std::filesystem::create_directories(folder / "uploads");
    std::int64_t done = 0;
    for (const auto& file : manifest.files) {
        report_to(report, "unpacking", done++, static_cast<std::int64_t>(manifest.files.size()));
        TRY(extract(zip, file, folder / file.path, archive));
    }
    if (!std::filesystem::exists(folder / database_name))
        return failure(ErrorCode::InvalidInput, "upkeep.archive_damaged", {{"file", archive.string()}},
                       "no database");
    report_to(report, "checking", 0, 0);
    auto database = database::Database::open((folder / database_name).string());
    auto connection = database.connection();
    const auto verdict = connection->query("PRAGMA quick_check");
    if (verdict.size() != 1 || verdict[0].text(0) != "ok")
        return failure(ErrorCode::InvalidInput, "upkeep.archive_damaged", {{"file", archive.string()}},
                       "quick_check");
    TRY(database::migrate(*connection, migrations));
    connection->query("PRAGMA journal_mode = DELETE"); // One file again.
    return {};
}

/// Do the keys that are there, or come along, fit what the database was sealed with?
Result<bool> has_fitting_keys(const BackupManifest& manifest, const InstallationFiles& files,
                              const std::filesystem::path& unpacked_keys) {
    const bool comes_along = std::filesystem::exists(unpacked_keys);
    if (!comes_along && !std::filesystem::exists(files.keys))
        return false;
    const auto ring = TRY(vault::KeyRing::open(comes_along ? unpacked_keys : files.keys));
    if (key_check_of(ring) != manifest.key_check)
        return failure(ErrorCode::Conflict, "upkeep.keys_do_not_fit",
                       {{"file", (comes_along ? unpacked_keys : files.keys).string()}});
    return true;
}

/// Only when no other process has the database open can its write-ahead log be folded in and done away
/// with; then it is one file that can be moved.
Result<void> fold_in_log(const std::filesystem::path& path) {
    try {
        auto database = database::Database::open(path.string(), {1, std::chrono::milliseconds(300)});
        database.connection()->query("PRAGMA journal_mode = DELETE");
    } catch (const database::Failure& failed) {
        if (failed.kind() != database::FailureKind::Busy)
            throw;
        return failure(ErrorCode::Conflict, "upkeep.server_is_running", {{"file", path.string()}});
    }
    return {};
}

void move_aside(const std::filesystem::path& path, const Clock& clock, BackupSummary& summary) {
    if (!std::filesystem::exists(path))
        return;
    const auto aside = path.string() + ".before-restore-" + std::to_string(clock.now().unix_ms);
    std::filesystem::rename(path, aside);
    summary.moved_aside.push_back(aside);
}

} // namespace

Result<BackupSummary> write_backup(database::Connection& connection, const vault::KeyRing& keys,
                                   const InstallationFiles& files, const std::filesystem::path& archive,
                                   Keys with_keys, const Clock& clock, const ReportProgress& report) {
    if (connection.engine() != database::Engine::Sqlite)
        return failure(ErrorCode::Unsupported, "upkeep.postgresql_has_its_own");
    if (std::filesystem::exists(archive))
        return failure(ErrorCode::Conflict, "upkeep.archive_exists", {{"file", archive.string()}});

    const WorkFolder work(archive);
    const auto copy = work.path / database_name;
    BackupManifest manifest{"samatcha-backup 1", clock.now(), key_check_of(keys), {}};
    // The database first: an upload's row follows its file, so every row that is copied finds its file.
    report_to(report, "copying", 0, 0);
    make_private_file(copy);
    connection.execute("VACUUM INTO $1", {copy.string()});

    const auto add = [&](const std::filesystem::path& source, std::string path) {
        auto described = describe_file(source, std::move(path));
        if (described) // Else it was removed meanwhile, as uploads are when their time is over.
            manifest.files.push_back(*std::move(described));
        return described.has_value();
    };
    add(copy, database_name);
    if (std::filesystem::exists(files.uploads))
        for (const auto& entry : std::filesystem::directory_iterator(files.uploads))
            if (entry.is_regular_file() && entry.path().extension() != ".new") {
                // A link, so that what is removed before we have packed it is packed all the same.
                const auto kept = work.path / entry.path().filename();
                std::error_code gone;
                std::filesystem::create_hard_link(entry.path(), kept, gone);
                if (gone)
                    std::filesystem::copy_file(entry.path(), kept, gone);
                add(kept, uploads_prefix + entry.path().filename().string());
            }
    if (with_keys == Keys::Include && !add(files.keys, keys_name))
        return failure(ErrorCode::NotFound, "vault.key_file_missing", {{"path", files.keys.string()}});
    const auto secrets = vault::secrets_file_of(files.keys);
    if (with_keys == Keys::Include)
        add(secrets, secrets_name); // None is well: nothing erasable was sealed yet.

    TRY(write_archive(
        archive, manifest,
        [&](const BackupFile& file) {
            return file.path == keys_name      ? files.keys
                   : file.path == secrets_name ? secrets
                                               : work.path / std::filesystem::path(file.path).filename();
        },
        report));
    return summary_of(archive, manifest);
}

Result<BackupSummary> restore_backup(const std::filesystem::path& archive, const InstallationFiles& files,
                                     Existing existing, std::span<const EmbeddedFile> migrations,
                                     const Clock& clock, const ReportProgress& report) {
    const auto zip = TRY(open_archive(archive));
    const auto manifest = TRY(read_manifest(zip.get(), archive));
    const bool has_database = std::filesystem::exists(files.database);
    if (has_database && existing == Existing::Refuse)
        return failure(ErrorCode::Conflict, "upkeep.database_exists", {{"file", files.database.string()}});

    for (const auto& path : {files.database, files.keys})
        if (path.has_parent_path())
            std::filesystem::create_directories(path.parent_path());
    const WorkFolder work(files.database);
    TRY(unpack_and_check(zip.get(), manifest, archive, work.path, migrations, report));
    auto summary = summary_of(archive, manifest);
    summary.are_keys_missing = !TRY(has_fitting_keys(manifest, files, work.path / keys_name));

    if (has_database)
        TRY(fold_in_log(files.database));
    move_aside(files.database, clock, summary);
    move_aside(files.uploads, clock, summary);
    if (summary.has_keys) {
        move_aside(files.keys, clock, summary);
        make_private_file(files.keys); // Perhaps on another disk, so copied.
        std::filesystem::copy_file(work.path / keys_name, files.keys,
                                   std::filesystem::copy_options::overwrite_existing);
    }
    // Secrets that are here stay: what was erased since the backup stays erased.
    if (const auto secrets = vault::secrets_file_of(files.keys);
        std::filesystem::exists(work.path / secrets_name) && !std::filesystem::exists(secrets)) {
        make_private_file(secrets);
        std::filesystem::copy_file(work.path / secrets_name, secrets, std::filesystem::copy_options::overwrite_existing);
    }
    std::filesystem::rename(work.path / "uploads", files.uploads);
    std::filesystem::rename(work.path / database_name, files.database);
    return summary;
}

} // namespace samatcha::upkeep
