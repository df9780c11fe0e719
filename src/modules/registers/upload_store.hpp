#pragma once

#include "base/result.hpp"
#include "modules/registers/upload.hpp"
#include "platform/tables/byte_source.hpp"
#include "platform/vault/sealed_store.hpp"

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace samatcha::registers {

/// What uploads are sealed for (vault::SealedStore).
inline constexpr std::string_view upload_sealed_kind = "upload";

/// The bytes of uploads, each sealed in a file of its own; never plain on disk, never whole in memory.
class UploadStore {
public:
    /// Makes the folder, for its owner alone. The keys must outlive the store.
    UploadStore(std::filesystem::path folder, const vault::KeyRing& keys);

    /// Gives the next bytes of a file being sent; empty at the end.
    using NextChunk = std::function<Result<std::string_view>()>;

    /// Stores what comes and fills bytes and digest. On a failure, or for an empty file
    /// (InvalidInput, registers.upload_empty), nothing stays.
    Result<void> receive(std::string_view province, Upload&, const NextChunk&) const;

    /// How many bytes of a file, as it was sent, have been read; told from whatever thread reads.
    using BytesRead = std::shared_ptr<std::atomic<std::int64_t>>;

    /// The plain bytes, unpacked where they are gzip or Zstandard. Fails with NotFound
    /// (registers.upload_removed) when they are kept no more.
    Result<std::unique_ptr<tables::ByteSource>> open(std::string_view province, UploadId,
                                                     BytesRead = {}) const;

    void remove(std::string_view province, UploadId) const;
    const std::filesystem::path& folder() const { return m_files.folder(); }

    /// As SealedStore::context_of_file.
    static std::optional<std::string> context_of_file(const std::string& filename);

private:
    vault::SealedStore m_files;
    const vault::KeyRing& m_keys;
};

} // namespace samatcha::registers
