#pragma once

#include "base/result.hpp"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace samatcha::tables {

/// Bytes in order: a file, a decrypting stream, memory. Whoever has another stream implements this.
class ByteSource {
public:
    virtual ~ByteSource() = default;

    /// Fills at most the buffer; 0 only at the end.
    virtual Result<std::size_t> read(std::span<char> buffer) = 0;

    /// Starts again at the first byte. A pipe fails with Unsupported, key tables.cannot_rewind; it
    /// can still be read as CSV.
    virtual Result<void> rewind() = 0;
};

/// Bytes that the caller keeps alive.
class MemorySource final : public ByteSource {
public:
    explicit MemorySource(std::string_view bytes) : m_bytes(bytes) {}
    Result<std::size_t> read(std::span<char> buffer) override;
    Result<void> rewind() override;

private:
    std::string_view m_bytes;
    std::size_t m_position = 0;
};

class FileSource final : public ByteSource {
public:
    /// "-" is standard input. Fails with NotFound, key tables.file_unreadable.
    static Result<std::unique_ptr<ByteSource>> open(const std::filesystem::path&);
    ~FileSource() override;
    FileSource(const FileSource&) = delete;
    FileSource& operator=(const FileSource&) = delete;

    Result<std::size_t> read(std::span<char> buffer) override;
    Result<void> rewind() override;

private:
    FileSource(int descriptor, std::string name)
        : m_descriptor(descriptor), m_name(std::move(name)) {}
    int m_descriptor;
    std::string m_name; ///< Without its folder, for messages.
};

/// Gunzips what the inner source gives; several members in a row are one stream.
class GzipSource final : public ByteSource {
public:
    explicit GzipSource(std::unique_ptr<ByteSource> packed);
    ~GzipSource() override;
    Result<std::size_t> read(std::span<char> buffer) override;
    Result<void> rewind() override;

private:
    struct State;
    std::unique_ptr<State> m_state;
};

/// Unpacks Zstandard; several frames in a row are one stream.
class ZstdSource final : public ByteSource {
public:
    explicit ZstdSource(std::unique_ptr<ByteSource> packed);
    ~ZstdSource() override;
    Result<std::size_t> read(std::span<char> buffer) override;
    Result<void> rewind() override;

private:
    struct State;
    std::unique_ptr<State> m_state;
};

/// Looks at the first bytes (never at the name) and unpacks gzip or Zstandard if that is what they
/// are.
Result<std::unique_ptr<ByteSource>> unpacked(std::unique_ptr<ByteSource>);

/// Opens and unpacks a file.
Result<std::unique_ptr<ByteSource>> open_file(const std::filesystem::path&);

} // namespace samatcha::tables
