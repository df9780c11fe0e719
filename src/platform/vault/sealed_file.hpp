#pragma once

#include "platform/vault/key_ring.hpp"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>

namespace samatcha::vault {

/// Writes a file that is sealed piece by piece (secretstream, 64 KiB), so that an upload of any size
/// is never plain on disk nor whole in memory. A file without finish() does not read to its end.
class SealedWriter {
public:
    /// Makes the file, mode 0600. Throws std::filesystem::filesystem_error when the disk refuses.
    SealedWriter(const KeyRing&, const std::filesystem::path&, std::string_view context);
    ~SealedWriter();
    SealedWriter(SealedWriter&&) noexcept;

    void write(std::span<const char>);
    /// Writes the last piece and waits until the file is on the disk; returns the plain length.
    std::uint64_t finish();

private:
    struct State;
    std::unique_ptr<State> m_state;
};

/// Reads what SealedWriter wrote, from the start.
class SealedReader {
public:
    /// Fails with NotFound (vault.file_missing) or Unavailable (vault.file_unreadable).
    static Result<SealedReader> open(const KeyRing&, const std::filesystem::path&,
                                     std::string_view context);
    ~SealedReader();
    SealedReader(SealedReader&&) noexcept;
    SealedReader& operator=(SealedReader&&) noexcept;

    /// Up to buffer.size() bytes; 0 at the end. Fails with Unavailable (vault.file_unreadable) when the
    /// file was changed or cut short.
    Result<std::size_t> read(std::span<char> buffer);
    /// From the start again.
    Result<void> rewind();
    KeyId key_id() const;

private:
    struct State;
    explicit SealedReader(std::unique_ptr<State>);
    std::unique_ptr<State> m_state;
};

/// Seals a file anew with the newest key (through a file beside it, then its name). False when it is
/// already.
Result<bool> re_seal_file(const KeyRing&, const std::filesystem::path&, std::string_view context);

} // namespace samatcha::vault
