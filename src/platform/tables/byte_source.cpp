#include "platform/tables/byte_source.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <utility>
#include <vector>

namespace samatcha::tables {

namespace {

constexpr std::size_t packed_buffer_bytes = 64 * 1024;

/// Bytes already taken from a source, then the source itself.
class ReplayedSource final : public ByteSource {
public:
    ReplayedSource(std::string taken, std::unique_ptr<ByteSource> rest)
        : m_taken(std::move(taken)), m_rest(std::move(rest)) {}

    Result<std::size_t> read(std::span<char> buffer) override {
        if (m_position == m_taken.size())
            return m_rest->read(buffer);
        const auto count = std::min(buffer.size(), m_taken.size() - m_position);
        std::memcpy(buffer.data(), m_taken.data() + m_position, count);
        m_position += count;
        return count;
    }

    Result<void> rewind() override {
        TRY(m_rest->rewind());
        m_taken.clear();
        m_position = 0;
        return {};
    }

private:
    std::string m_taken;
    std::size_t m_position = 0;
    std::unique_ptr<ByteSource> m_rest;
};

Unexpected<Error> broken_archive(const char* format, std::string detail) {
    return failure(ErrorCode::InvalidInput, "tables.archive_broken", {{"format", format}},
                   std::move(detail));
}

} // namespace

Result<std::size_t> MemorySource::read(std::span<char> buffer) {
    const auto count = std::min(buffer.size(), m_bytes.size() - m_position);
    std::copy_n(m_bytes.data() + m_position, count, buffer.data());
    m_position += count;
    return count;
}

Result<void> MemorySource::rewind() {
    m_position = 0;
    return {};
}

Result<std::unique_ptr<ByteSource>> FileSource::open(const std::filesystem::path& path) {
    const bool standard_input = path == "-";
    const int descriptor =
        standard_input ? ::dup(STDIN_FILENO) : ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    auto name = standard_input ? std::string("-") : path.filename().string();
    if (descriptor < 0)
        return failure(ErrorCode::NotFound, "tables.file_unreadable", {{"file", name}},
                       std::strerror(errno));
    return std::unique_ptr<ByteSource>(new FileSource(descriptor, std::move(name)));
}

FileSource::~FileSource() {
    ::close(m_descriptor);
}

Result<std::size_t> FileSource::read(std::span<char> buffer) {
    for (;;) {
        const auto count = ::read(m_descriptor, buffer.data(), buffer.size());
        if (count >= 0)
            return static_cast<std::size_t>(count);
        if (errno != EINTR)
            return failure(ErrorCode::Unavailable, "tables.file_unreadable", {{"file", m_name}},
                           std::strerror(errno));
    }
}

Result<void> FileSource::rewind() {
    if (::lseek(m_descriptor, 0, SEEK_SET) != 0)
        return failure(ErrorCode::Unsupported, "tables.cannot_rewind");
    return {};
}

struct GzipSource::State {
    explicit State(std::unique_ptr<ByteSource> source) : packed(std::move(source)) {}
    ~State() { inflateEnd(&stream); }

    std::unique_ptr<ByteSource> packed;
    std::vector<char> input = std::vector<char>(packed_buffer_bytes);
    z_stream stream{};
    bool started = false;
    bool in_member = false; ///< False between members, where the stream may end.
};

GzipSource::GzipSource(std::unique_ptr<ByteSource> packed)
    : m_state(std::make_unique<State>(std::move(packed))) {}
GzipSource::~GzipSource() = default;

Result<std::size_t> GzipSource::read(std::span<char> buffer) {
    auto& state = *m_state;
    if (!state.started) {
        if (inflateInit2(&state.stream, 15 + 16) != Z_OK)
            return failure(ErrorCode::Unavailable, "tables.out_of_memory");
        state.started = true;
    }
    state.stream.next_out = reinterpret_cast<Bytef*>(buffer.data());
    state.stream.avail_out = static_cast<uInt>(std::min<std::size_t>(buffer.size(), 1U << 30));
    const auto wanted = state.stream.avail_out;
    while (state.stream.avail_out == wanted && wanted > 0) {
        if (state.stream.avail_in == 0) {
            const auto count = TRY(state.packed->read(state.input));
            if (count == 0 && state.in_member)
                return broken_archive("gzip", "ends too early");
            if (count == 0)
                return std::size_t{0};
            state.stream.next_in = reinterpret_cast<Bytef*>(state.input.data());
            state.stream.avail_in = static_cast<uInt>(count);
        }
        state.in_member = true;
        const int status = inflate(&state.stream, Z_NO_FLUSH);
        if (status == Z_STREAM_END) {
            state.in_member = false;
            inflateReset(&state.stream);
        } else if (status != Z_OK && status != Z_BUF_ERROR) {
            return broken_archive("gzip",
                                  state.stream.msg != nullptr ? state.stream.msg : "inflate");
        }
    }
    return std::size_t{wanted - state.stream.avail_out};
}

Result<void> GzipSource::rewind() {
    TRY(m_state->packed->rewind());
    m_state->stream.avail_in = 0;
    m_state->in_member = false;
    if (m_state->started)
        inflateReset(&m_state->stream);
    return {};
}

struct ZstdSource::State {
    explicit State(std::unique_ptr<ByteSource> source) : packed(std::move(source)) {
        // A window larger than this is no register but an attack on memory.
        ZSTD_DCtx_setParameter(context.get(), ZSTD_d_windowLogMax, 27);
    }

    std::unique_ptr<ByteSource> packed;
    std::vector<char> input = std::vector<char>(packed_buffer_bytes);
    ZSTD_inBuffer in{input.data(), 0, 0};
    std::unique_ptr<ZSTD_DCtx, decltype(&ZSTD_freeDCtx)> context{ZSTD_createDCtx(), &ZSTD_freeDCtx};
    bool in_frame = false;
};

ZstdSource::ZstdSource(std::unique_ptr<ByteSource> packed)
    : m_state(std::make_unique<State>(std::move(packed))) {}
ZstdSource::~ZstdSource() = default;

Result<std::size_t> ZstdSource::read(std::span<char> buffer) {
    auto& state = *m_state;
    ZSTD_outBuffer out{buffer.data(), buffer.size(), 0};
    bool drained = true; // Whether the last call left room, so that only input can bring more.
    while (out.pos == 0 && out.size > 0) {
        if (state.in.pos == state.in.size && drained) {
            const auto count = TRY(state.packed->read(state.input));
            if (count == 0 && state.in_frame)
                return broken_archive("Zstandard", "ends too early");
            if (count == 0)
                return std::size_t{0};
            state.in = {state.input.data(), count, 0};
        }
        const auto status = ZSTD_decompressStream(state.context.get(), &out, &state.in);
        if (ZSTD_isError(status) != 0)
            return broken_archive("Zstandard", ZSTD_getErrorName(status));
        state.in_frame = status != 0;
        drained = out.pos < out.size;
    }
    return out.pos;
}

Result<void> ZstdSource::rewind() {
    TRY(m_state->packed->rewind());
    m_state->in = {m_state->input.data(), 0, 0};
    m_state->in_frame = false;
    ZSTD_DCtx_reset(m_state->context.get(), ZSTD_reset_session_only);
    return {};
}

Result<std::unique_ptr<ByteSource>> unpacked(std::unique_ptr<ByteSource> source) {
    std::array<char, 4> magic{};
    std::size_t have = 0;
    while (have < magic.size()) {
        const auto count = TRY(source->read(std::span(magic).subspan(have)));
        if (count == 0)
            break;
        have += count;
    }
    const std::string_view start(magic.data(), have);
    source = std::make_unique<ReplayedSource>(std::string(start), std::move(source));
    if (start.starts_with("\x1F\x8B"))
        return std::unique_ptr<ByteSource>(std::make_unique<GzipSource>(std::move(source)));
    if (start.starts_with("\x28\xB5\x2F\xFD"))
        return std::unique_ptr<ByteSource>(std::make_unique<ZstdSource>(std::move(source)));
    return source;
}

Result<std::unique_ptr<ByteSource>> open_file(const std::filesystem::path& path) {
    return unpacked(TRY(FileSource::open(path)));
}

} // namespace samatcha::tables
