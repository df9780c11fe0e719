#include "platform/vault/sealed_file.hpp"

#include "platform/vault/sodium.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <vector>

namespace samatcha::vault {

namespace {

constexpr unsigned char file_version = 2;
constexpr std::size_t piece_bytes = 64 * 1024;
constexpr std::size_t sealed_piece_bytes = piece_bytes + crypto_secretstream_xchacha20poly1305_ABYTES;
constexpr std::size_t file_header_bytes =
    1 + sizeof(KeyId) + crypto_secretstream_xchacha20poly1305_HEADERBYTES;

using FileHeader = std::array<unsigned char, file_header_bytes>;

unsigned char* stream_header(FileHeader& header) { return header.data() + 1 + sizeof(KeyId); }

Unexpected<Error> unreadable_file(const std::filesystem::path& path) {
    return failure(ErrorCode::Unavailable, "vault.file_unreadable", {}, path.filename().string());
}

/// As many bytes as there are, up to `count`; -1 on a read error.
ssize_t read_full(int file, unsigned char* into, std::size_t count) {
    std::size_t have = 0;
    while (have < count) {
        const auto got = ::read(file, into + have, count - have);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return -1;
        if (got == 0)
            break;
        have += static_cast<std::size_t>(got);
    }
    return static_cast<ssize_t>(have);
}

} // namespace

struct SealedWriter::State {
    std::filesystem::path path;
    std::string context;
    int file = -1;
    crypto_secretstream_xchacha20poly1305_state stream{};
    std::vector<unsigned char> plain;
    std::vector<unsigned char> sealed = std::vector<unsigned char>(sealed_piece_bytes);
    std::uint64_t written = 0;

    ~State() {
        if (file >= 0)
            ::close(file);
        sodium_memzero(plain.data(), plain.size());
        sodium_memzero(&stream, sizeof stream);
    }

    [[noreturn]] void refused() const {
        throw std::filesystem::filesystem_error("cannot write", path,
                                                std::error_code(errno, std::generic_category()));
    }

    void put(const unsigned char* bytes, std::size_t count) {
        while (count > 0) {
            const auto done = ::write(file, bytes, count);
            if (done < 0 && errno == EINTR)
                continue;
            if (done < 0)
                refused();
            bytes += done;
            count -= static_cast<std::size_t>(done);
        }
    }

    void push(unsigned char tag) {
        unsigned long long length = 0;
        const auto associated = as_bytes(context);
        crypto_secretstream_xchacha20poly1305_push(&stream, sealed.data(), &length, plain.data(),
                                                   plain.size(), associated.data(), associated.size(), tag);
        put(sealed.data(), static_cast<std::size_t>(length));
        written += plain.size();
        plain.clear();
    }
};

SealedWriter::SealedWriter(const KeyRing& ring, const std::filesystem::path& path, std::string_view context)
    : m_state(std::make_unique<State>()) {
    m_state->path = path;
    m_state->context = context;
    m_state->plain.reserve(piece_bytes);
    m_state->file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (m_state->file < 0)
        m_state->refused();
    const auto id = ring.newest();
    FileHeader header{file_version};
    for (std::size_t i = 0; i < sizeof(KeyId); ++i)
        header[1 + i] = static_cast<unsigned char>(id >> (8 * i));
    ring.with_key(id, [&](const KeyRing::SealKey& key) {
        crypto_secretstream_xchacha20poly1305_init_push(&m_state->stream, stream_header(header), key.data());
    });
    m_state->put(header.data(), header.size());
}

SealedWriter::~SealedWriter() = default;
SealedWriter::SealedWriter(SealedWriter&&) noexcept = default;

void SealedWriter::write(std::span<const char> bytes) {
    auto& plain = m_state->plain;
    while (!bytes.empty()) {
        if (plain.size() == piece_bytes)
            m_state->push(0);
        const auto count = std::min(bytes.size(), piece_bytes - plain.size());
        plain.insert(plain.end(), bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(count));
        bytes = bytes.subspan(count);
    }
}

std::uint64_t SealedWriter::finish() {
    m_state->push(crypto_secretstream_xchacha20poly1305_TAG_FINAL);
    if (::fsync(m_state->file) != 0)
        m_state->refused();
    return m_state->written;
}

struct SealedReader::State {
    const KeyRing* ring = nullptr;
    std::filesystem::path path;
    std::string context;
    int file = -1;
    KeyId key = 0;
    crypto_secretstream_xchacha20poly1305_state stream{};
    std::vector<unsigned char> sealed = std::vector<unsigned char>(sealed_piece_bytes);
    std::vector<unsigned char> plain = std::vector<unsigned char>(piece_bytes);
    std::size_t at = 0;
    std::size_t length = 0;
    bool is_last = false;

    ~State() {
        if (file >= 0)
            ::close(file);
        sodium_memzero(plain.data(), plain.size());
        sodium_memzero(&stream, sizeof stream);
    }

    Result<void> start() {
        FileHeader header{};
        if (::lseek(file, 0, SEEK_SET) != 0 ||
            read_full(file, header.data(), header.size()) != static_cast<ssize_t>(header.size()) ||
            header[0] != file_version)
            return unreadable_file(path);
        key = 0;
        for (std::size_t i = 0; i < sizeof(KeyId); ++i)
            key |= static_cast<KeyId>(header[1 + i]) << (8 * i);
        at = length = 0;
        is_last = false;
        bool is_good = false;
        ring->with_key(key, [&](const KeyRing::SealKey& seal_key) {
            is_good = crypto_secretstream_xchacha20poly1305_init_pull(&stream, stream_header(header),
                                                                      seal_key.data()) == 0;
        });
        if (!is_good)
            return unreadable_file(path);
        return {};
    }

    Result<void> next_piece() {
        const auto count = read_full(file, sealed.data(), sealed.size());
        unsigned char tag = 0;
        unsigned long long got = 0;
        const auto associated = as_bytes(context);
        if (count <= 0 || crypto_secretstream_xchacha20poly1305_pull(
                              &stream, plain.data(), &got, &tag, sealed.data(),
                              static_cast<std::size_t>(count), associated.data(), associated.size()) != 0)
            return unreadable_file(path);
        at = 0;
        length = static_cast<std::size_t>(got);
        is_last = tag == crypto_secretstream_xchacha20poly1305_TAG_FINAL;
        return {};
    }
};

SealedReader::SealedReader(std::unique_ptr<State> state) : m_state(std::move(state)) {}
SealedReader::~SealedReader() = default;
SealedReader::SealedReader(SealedReader&&) noexcept = default;
SealedReader& SealedReader::operator=(SealedReader&&) noexcept = default;

Result<SealedReader> SealedReader::open(const KeyRing& ring, const std::filesystem::path& path,
                                        std::string_view context) {
    auto state = std::make_unique<State>();
    state->ring = &ring;
    state->path = path;
    state->context = context;
    state->file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (state->file < 0)
        return failure(ErrorCode::NotFound, "vault.file_missing", {}, path.filename().string());
    TRY(state->start());
    return SealedReader(std::move(state));
}

Result<std::size_t> SealedReader::read(std::span<char> buffer) {
    auto& s = *m_state;
    std::size_t given = 0;
    while (given < buffer.size()) {
        if (s.at == s.length) {
            if (s.is_last)
                break;
            TRY(s.next_piece());
            continue;
        }
        const auto count = std::min(buffer.size() - given, s.length - s.at);
        std::memcpy(buffer.data() + given, s.plain.data() + s.at, count);
        s.at += count;
        given += count;
    }
    return given;
}

Result<void> SealedReader::rewind() { return m_state->start(); }
KeyId SealedReader::key_id() const { return m_state->key; }

Result<bool> re_seal_file(const KeyRing& ring, const std::filesystem::path& path, std::string_view context) {
    auto reader = TRY(SealedReader::open(ring, path, context));
    if (reader.key_id() == ring.newest())
        return false;
    auto beside = path;
    beside += ".new";
    SealedWriter writer(ring, beside, context);
    std::vector<char> buffer(piece_bytes);
    for (;;) {
        const auto count = TRY(reader.read(buffer));
        if (count == 0)
            break;
        writer.write(std::span(buffer.data(), count));
    }
    sodium_memzero(buffer.data(), buffer.size());
    writer.finish();
    std::filesystem::rename(beside, path);
    return true;
}

} // namespace samatcha::vault
