#include "platform/tables/zip_archive.hpp"

#include <zip.h>

#include <algorithm>
#include <cstring>
#include <utility>
#include <vector>

namespace samatcha::tables {

namespace {

constexpr std::size_t zip_tail_bytes = 128 * 1024;

} // namespace

/// Random access over a ByteSource, for libzip. The end of the file, where the directory of the
/// archive is, is kept.
class SeekableBytes {
public:
    explicit SeekableBytes(std::unique_ptr<ByteSource> source) : m_source(std::move(source)) {}

    Result<void> measure() {
        TRY(m_source->rewind());
        std::vector<char> piece(64 * 1024);
        m_size = 0;
        while (const auto count = TRY(m_source->read(piece))) {
            m_size += count;
            m_tail.append(piece.data(), count);
            if (m_tail.size() > 2 * zip_tail_bytes)
                m_tail.erase(0, m_tail.size() - zip_tail_bytes);
        }
        m_source_position = m_size;
        return {};
    }

    std::uint64_t size() const { return m_size; }
    std::uint64_t position = 0;
    std::optional<Error> error; ///< Of the source; libzip has no room for it.

    std::int64_t read(std::span<char> buffer) {
        auto count = read_at(buffer);
        if (!count.has_value()) {
            error = std::move(count).error();
            return -1;
        }
        position += *count;
        return static_cast<std::int64_t>(*count);
    }

private:
    Result<std::size_t> read_at(std::span<char> buffer) {
        if (position >= m_size)
            return std::size_t{0};
        const auto tail_begin = m_size - m_tail.size();
        if (position >= tail_begin) {
            const auto offset = static_cast<std::size_t>(position - tail_begin);
            const auto count = std::min(buffer.size(), m_tail.size() - offset);
            std::memcpy(buffer.data(), m_tail.data() + offset, count);
            return count;
        }
        if (position < m_source_position) {
            TRY(m_source->rewind());
            m_source_position = 0;
        }
        std::vector<char> skipped;
        while (m_source_position < position) {
            skipped.resize(64 * 1024);
            const auto wanted =
                std::min<std::uint64_t>(skipped.size(), position - m_source_position);
            const auto count =
                TRY(m_source->read(std::span(skipped).first(static_cast<std::size_t>(wanted))));
            if (count == 0)
                return std::size_t{0};
            m_source_position += count;
        }
        const auto count = TRY(m_source->read(buffer));
        m_source_position += count;
        return count;
    }

    std::unique_ptr<ByteSource> m_source;
    std::uint64_t m_size = 0;
    std::uint64_t m_source_position = 0;
    std::string m_tail;
};

namespace {

zip_int64_t seekable_bytes_command(void* user, void* data, zip_uint64_t length,
                                   zip_source_cmd_t command) {
    auto& bytes = *static_cast<SeekableBytes*>(user);
    switch (command) {
    case ZIP_SOURCE_OPEN:
        bytes.position = 0;
        return 0;
    case ZIP_SOURCE_READ:
        return bytes.read({static_cast<char*>(data), static_cast<std::size_t>(length)});
    case ZIP_SOURCE_CLOSE:
        return 0;
    case ZIP_SOURCE_STAT: {
        auto* stat = static_cast<zip_stat_t*>(data);
        zip_stat_init(stat);
        stat->size = bytes.size();
        stat->valid |= ZIP_STAT_SIZE;
        return sizeof(zip_stat_t);
    }
    case ZIP_SOURCE_ERROR: {
        auto* codes = static_cast<int*>(data);
        codes[0] = ZIP_ER_READ;
        codes[1] = 0;
        return 2 * sizeof(int);
    }
    case ZIP_SOURCE_FREE:
        return 0;
    case ZIP_SOURCE_SEEK: {
        zip_error_t error;
        zip_error_init(&error);
        const auto target =
            zip_source_seek_compute_offset(bytes.position, bytes.size(), data, length, &error);
        if (target < 0)
            return -1;
        bytes.position = static_cast<std::uint64_t>(target);
        return 0;
    }
    case ZIP_SOURCE_TELL:
        return static_cast<zip_int64_t>(bytes.position);
    case ZIP_SOURCE_SUPPORTS:
        return zip_source_make_command_bitmap(ZIP_SOURCE_OPEN, ZIP_SOURCE_READ, ZIP_SOURCE_CLOSE,
                                              ZIP_SOURCE_STAT, ZIP_SOURCE_ERROR, ZIP_SOURCE_FREE,
                                              ZIP_SOURCE_SEEK, ZIP_SOURCE_TELL, -1);
    default:
        return -1;
    }
}

Unexpected<Error> broken_zip(std::string detail) {
    return failure(ErrorCode::InvalidInput, "tables.xlsx_broken", {{"row", "0"}},
                   std::move(detail));
}

Unexpected<Error> zip_bomb() {
    return failure(ErrorCode::TooLarge, "tables.xlsx_bomb");
}

} // namespace

struct ZipEntry::State {
    zip_file_t* file;
    SeekableBytes* bytes;
    std::uint64_t packed_bytes;
    std::uint64_t read_bytes = 0;
    State(zip_file_t* f, SeekableBytes* b, std::uint64_t packed)
        : file(f), bytes(b), packed_bytes(packed) {}
    State(const State&) = delete;
    State& operator=(const State&) = delete;
    ~State() { zip_fclose(file); }
};

ZipEntry::ZipEntry(std::unique_ptr<State> state) : m_state(std::move(state)) {}
ZipEntry::ZipEntry(ZipEntry&&) noexcept = default;
ZipEntry& ZipEntry::operator=(ZipEntry&&) noexcept = default;
ZipEntry::~ZipEntry() = default;

Result<std::size_t> ZipEntry::read(std::span<char> buffer) {
    const auto count = zip_fread(m_state->file, buffer.data(), buffer.size());
    if (count < 0) {
        if (m_state->bytes->error)
            return Unexpected{*m_state->bytes->error};
        return broken_zip(zip_error_strerror(zip_file_get_error(m_state->file)));
    }
    m_state->read_bytes += static_cast<std::uint64_t>(count);
    const bool dense = m_state->read_bytes > ZipArchive::ratio_free_bytes &&
                       m_state->read_bytes / ZipArchive::ratio_max > m_state->packed_bytes;
    if (dense || m_state->read_bytes > ZipArchive::entry_bytes_max)
        return zip_bomb();
    return static_cast<std::size_t>(count);
}

struct ZipArchive::State {
    explicit State(std::unique_ptr<ByteSource> source) : bytes(std::move(source)) {}
    State(const State&) = delete;
    State& operator=(const State&) = delete;
    ~State() {
        if (zip != nullptr)
            zip_discard(zip);
    }

    SeekableBytes bytes;
    zip_t* zip = nullptr;
};

ZipArchive::ZipArchive(std::unique_ptr<State> state) : m_state(std::move(state)) {}
ZipArchive::ZipArchive(ZipArchive&&) noexcept = default;
ZipArchive& ZipArchive::operator=(ZipArchive&&) noexcept = default;
ZipArchive::~ZipArchive() = default;

Result<ZipArchive> ZipArchive::open(std::unique_ptr<ByteSource> source) {
    auto state = std::make_unique<State>(std::move(source));
    TRY(state->bytes.measure());
    zip_error_t error;
    zip_error_init(&error);
    auto* zip_source = zip_source_function_create(&seekable_bytes_command, &state->bytes, &error);
    if (zip_source == nullptr)
        return broken_zip(zip_error_strerror(&error));
    state->zip = zip_open_from_source(zip_source, ZIP_RDONLY, &error);
    if (state->zip == nullptr) {
        zip_source_free(zip_source);
        std::string detail = zip_error_strerror(&error);
        zip_error_fini(&error);
        if (state->bytes.error)
            return Unexpected{std::move(*state->bytes.error)};
        return broken_zip(std::move(detail));
    }
    return ZipArchive(std::move(state));
}

bool ZipArchive::contains(std::string_view path) const {
    return zip_name_locate(m_state->zip, std::string(path).c_str(), ZIP_FL_NOCASE) >= 0;
}

Result<ZipEntry> ZipArchive::entry(std::string_view path) {
    const auto index = zip_name_locate(m_state->zip, std::string(path).c_str(), ZIP_FL_NOCASE);
    zip_stat_t stat;
    if (index < 0 || zip_stat_index(m_state->zip, static_cast<zip_uint64_t>(index), 0, &stat) != 0)
        return broken_zip("no part " + std::string(path));
    auto* file = zip_fopen_index(m_state->zip, static_cast<zip_uint64_t>(index), 0);
    if (file == nullptr) {
        if (m_state->bytes.error)
            return Unexpected{*m_state->bytes.error};
        if (zip_error_code_zip(zip_get_error(m_state->zip)) == ZIP_ER_NOPASSWD)
            return failure(ErrorCode::Unsupported, "tables.is_encrypted");
        return broken_zip(zip_error_strerror(zip_get_error(m_state->zip)));
    }
    return ZipEntry(std::make_unique<ZipEntry::State>(file, &m_state->bytes,
                                                      std::max<std::uint64_t>(stat.comp_size, 1)));
}

Result<std::string> ZipArchive::text_of(std::string_view path, std::size_t bytes_max) {
    std::string text;
    if (!contains(path))
        return text;
    auto part = TRY(entry(path));
    std::vector<char> piece(64 * 1024);
    while (const auto count = TRY(part.read(piece))) {
        if (text.size() + count > bytes_max)
            return zip_bomb();
        text.append(piece.data(), count);
    }
    return text;
}

} // namespace samatcha::tables
