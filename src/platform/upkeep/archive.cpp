#include "platform/upkeep/archive.hpp"

#include "platform/vault/sodium.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <fstream>

namespace samatcha::upkeep {

namespace {

constexpr std::size_t piece_bytes = 256 * 1024;
constexpr const char* manifest_name = "manifest.json";
constexpr std::string_view archive_format = "samatcha-backup 1";
constexpr zip_uint64_t manifest_bytes_max = 64 << 20;

class Digest {
public:
    Digest() {
        vault::wake_sodium();
        crypto_generichash_init(&m_state, nullptr, 0, crypto_generichash_BYTES);
    }
    void add(const char* bytes, std::size_t count) {
        crypto_generichash_update(&m_state, reinterpret_cast<const unsigned char*>(bytes), count);
        m_bytes += count;
    }
    std::uint64_t bytes() const { return m_bytes; }
    std::string hex() {
        unsigned char digest[crypto_generichash_BYTES];
        crypto_generichash_final(&m_state, digest, sizeof digest);
        std::string text(2 * sizeof digest + 1, '\0');
        sodium_bin2hex(text.data(), text.size(), digest, sizeof digest);
        text.pop_back();
        return text;
    }

private:
    crypto_generichash_state m_state{};
    std::uint64_t m_bytes = 0;
};

Unexpected<Error> damaged(const std::filesystem::path& archive, std::string detail) {
    return failure(ErrorCode::InvalidInput, "upkeep.archive_damaged", {{"file", archive.string()}},
                   std::move(detail));
}

Unexpected<Error> not_written(const std::filesystem::path& archive, std::string detail) {
    std::error_code ignored;
    std::filesystem::remove(archive, ignored);
    return failure(ErrorCode::Unavailable, "upkeep.archive_not_written", {{"file", archive.string()}},
                   std::move(detail));
}

/// Names that stay within the folder they are written to.
bool is_plain_path(std::string_view path) {
    const std::string_view folder = "uploads/";
    const auto name = path.substr(0, folder.size()) == folder ? path.substr(folder.size()) : path;
    return !name.empty() && name[0] != '.' &&
           name.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.") ==
               std::string_view::npos;
}

struct EntryCloser {
    void operator()(zip_file_t* file) const { zip_fclose(file); }
};
using Entry = std::unique_ptr<zip_file_t, EntryCloser>;

} // namespace

std::optional<BackupFile> describe_file(const std::filesystem::path& path, std::string path_in_archive) {
    std::ifstream in(path, std::ios::binary);
    if (!in)
        return std::nullopt;
    Digest digest;
    std::vector<char> buffer(piece_bytes);
    while (in.read(buffer.data(), static_cast<std::streamsize>(buffer.size())) || in.gcount() > 0)
        digest.add(buffer.data(), static_cast<std::size_t>(in.gcount()));
    if (in.bad())
        return std::nullopt;
    return BackupFile{std::move(path_in_archive), digest.bytes(), digest.hex()};
}

Result<void> write_archive(const std::filesystem::path& archive, const BackupManifest& manifest,
                           const std::function<std::filesystem::path(const BackupFile&)>& source_of,
                           const ReportProgress& report) {
    int error = 0;
    Zip zip(zip_open(archive.c_str(), ZIP_CREATE | ZIP_EXCL, &error), &zip_discard);
    if (!zip)
        return not_written(archive, "zip error " + std::to_string(error));
    const auto manifest_text = json::to_text(manifest);
    const auto add = [&](const std::string& name, zip_source_t* source) {
        const auto index = source ? zip_file_add(zip.get(), name.c_str(), source, ZIP_FL_ENC_UTF_8) : -1;
        if (index < 0) {
            zip_source_free(source);
            return false;
        }
        return zip_set_file_compression(zip.get(), static_cast<zip_uint64_t>(index), ZIP_CM_DEFLATE, 1) == 0;
    };
    bool is_good = add(manifest_name, zip_source_buffer(zip.get(), manifest_text.data(), manifest_text.size(), 0));
    for (const auto& file : manifest.files)
        is_good = is_good && add(file.path, zip_source_file(zip.get(), source_of(file).c_str(), 0, 0));
    if (report)
        zip_register_progress_callback_with_state(
            zip.get(), 0.01,
            [](zip_t*, double part, void* state) {
                (*static_cast<const ReportProgress*>(state))("packing", static_cast<std::int64_t>(part * 100), 100);
            },
            nullptr, const_cast<ReportProgress*>(&report));
    if (!is_good || zip_close(zip.get()) != 0)
        return not_written(archive, zip_strerror(zip.get()));
    (void)zip.release(); // Closed.
    std::filesystem::permissions(archive, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
    const int file = ::open(archive.c_str(), O_RDONLY | O_CLOEXEC);
    const bool is_on_disk = file >= 0 && ::fsync(file) == 0;
    if (file >= 0)
        ::close(file);
    if (!is_on_disk)
        return not_written(archive, "fsync");
    return {};
}

Result<Zip> open_archive(const std::filesystem::path& archive) {
    if (!std::filesystem::exists(archive))
        return failure(ErrorCode::NotFound, "upkeep.archive_missing", {{"file", archive.string()}});
    int error = 0;
    Zip zip(zip_open(archive.c_str(), ZIP_RDONLY | ZIP_CHECKCONS, &error), &zip_discard);
    if (!zip)
        return damaged(archive, "zip error " + std::to_string(error));
    return zip;
}

Result<BackupManifest> read_manifest(zip_t* zip, const std::filesystem::path& archive) {
    zip_stat_t status;
    if (zip_stat(zip, manifest_name, 0, &status) != 0 || status.size > manifest_bytes_max)
        return damaged(archive, "no manifest");
    std::string text(status.size, '\0');
    const Entry entry(zip_fopen(zip, manifest_name, 0));
    if (!entry || zip_fread(entry.get(), text.data(), text.size()) != static_cast<zip_int64_t>(text.size()))
        return damaged(archive, "manifest unreadable");
    auto manifest = json::from_text<BackupManifest>(text);
    if (!manifest || manifest->format != archive_format)
        return damaged(archive, "manifest of another kind");
    for (const auto& file : manifest->files)
        if (!is_plain_path(file.path))
            return damaged(archive, "a path that leads elsewhere");
    return manifest;
}

Result<void> extract(zip_t* zip, const BackupFile& wanted, const std::filesystem::path& target,
                     const std::filesystem::path& archive) {
    const Entry entry(zip_fopen(zip, wanted.path.c_str(), 0));
    const int file = ::open(target.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    Digest digest;
    std::vector<char> buffer(piece_bytes);
    zip_int64_t count = -1;
    bool is_written = file >= 0;
    while (entry && is_written && (count = zip_fread(entry.get(), buffer.data(), buffer.size())) > 0) {
        digest.add(buffer.data(), static_cast<std::size_t>(count));
        is_written = ::write(file, buffer.data(), static_cast<std::size_t>(count)) == count;
    }
    is_written = is_written && ::fsync(file) == 0;
    if (file >= 0)
        ::close(file);
    if (!is_written)
        return failure(ErrorCode::Unavailable, "upkeep.restore_not_written", {{"file", target.string()}});
    if (!entry || count < 0 || digest.bytes() != wanted.bytes || digest.hex() != wanted.digest)
        return damaged(archive, wanted.path);
    return {};
}

} // namespace samatcha::upkeep
