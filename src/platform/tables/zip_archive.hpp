#pragma once

#include "base/result.hpp"
#include "platform/tables/byte_source.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace samatcha::tables {

/// One file within an archive, unpacked as it is read.
class ZipEntry {
public:
    ZipEntry(ZipEntry&&) noexcept;
    ZipEntry& operator=(ZipEntry&&) noexcept;
    ~ZipEntry();

    /// 0 at the end. Fails with TooLarge (tables.xlsx_bomb) beyond the limits of ZipArchive, and
    /// with InvalidInput (tables.xlsx_broken).
    Result<std::size_t> read(std::span<char> buffer);

private:
    friend class ZipArchive;
    struct State;
    explicit ZipEntry(std::unique_ptr<State>);
    std::unique_ptr<State> m_state;
};

/// Reads a zip archive from a source that can rewind, without the archive in memory: going back is
/// rewinding and skipping, which a zip needs a handful of times.
class ZipArchive {
public:
    static constexpr std::uint64_t entry_bytes_max = 4ULL << 30;
    static constexpr std::uint64_t ratio_max = 250; ///< Enforced beyond ratio_free_bytes.
    static constexpr std::uint64_t ratio_free_bytes = 64ULL << 20;

    /// Fails with InvalidInput, key tables.xlsx_broken, and whatever the source fails with.
    static Result<ZipArchive> open(std::unique_ptr<ByteSource>);
    ZipArchive(ZipArchive&&) noexcept;
    ZipArchive& operator=(ZipArchive&&) noexcept;
    ~ZipArchive();

    bool contains(std::string_view path) const;
    Result<ZipEntry> entry(std::string_view path);
    /// A small entry whole; TooLarge beyond `bytes_max`, empty if there is none of that path.
    Result<std::string> text_of(std::string_view path, std::size_t bytes_max);

private:
    struct State;
    explicit ZipArchive(std::unique_ptr<State>);
    std::unique_ptr<State> m_state;
};

} // namespace samatcha::tables
