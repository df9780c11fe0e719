#include "app/commands/link_files.hpp"

#include "app/commands/encoded_file.hpp"
#include "base/parallel.hpp"
#include "platform/tables/table.hpp"

#include <algorithm>
#include <condition_variable>
#include <filesystem>
#include <mutex>
#include <optional>
#include <utility>

namespace samatcha::app {

namespace {

/// Where the columns of a SPEC stand in a table.
struct LinkColumns {
    std::vector<std::size_t> positions; ///< Of the file's columns.
    std::size_t id = SIZE_MAX;
};

Result<LinkColumns> find_link_columns(const LinkSpecFile& spec, const std::vector<std::string>& header,
                                      linkage::File& file) {
    const auto position = [&](const std::string& column) -> Result<std::size_t> {
        const auto found = std::find(header.begin(), header.end(), column);
        if (found == header.end())
            return failure(ErrorCode::InvalidInput, "link.column_missing",
                           {{"file", spec.name}, {"column", column}});
        return static_cast<std::size_t>(found - header.begin());
    };
    LinkColumns columns;
    for (const auto& [column, meaning] : spec.columns) {
        columns.positions.push_back(TRY(position(column)));
        // text:title is the encoded column title.
        file.columns.emplace_back(meaning, spec.is_encoded ? column.substr(column.find(':') + 1) : column);
    }
    if (!spec.id.empty())
        columns.id = TRY(position(spec.id));
    return columns;
}

/// Several files are read, and the message is of one.
Unexpected<Error> of_link_file(const LinkSpecFile& spec, Error error) {
    error.detail = spec.path.string() + (error.detail.empty() ? "" : ": ") + error.detail;
    return Unexpected{std::move(error)};
}

/// The first row names the columns; where it does not name those of the SPEC, titles stand above the
/// header, which is then looked for.
Result<tables::Table> open_link_table(const LinkSpecFile& spec) {
    tables::TableOptions options;
    options.delimiter = spec.delimiter;
    options.header_row = spec.header ? 1 : 0;
    auto opened = tables::Table::open(spec.path, options);
    if (!opened) {
        auto error = std::move(opened).error();
        if (error.key == "tables.is_empty")
            return failure(ErrorCode::InvalidInput, "link.no_rows", {{"file", spec.name}});
        return of_link_file(spec, std::move(error));
    }
    auto table = std::move(opened).value();
    const auto& header = table.profile().columns;
    const bool fits = std::all_of(spec.columns.begin(), spec.columns.end(), [&](const auto& column) {
        return std::find(header.begin(), header.end(), column.first) != header.end();
    });
    if (fits || !spec.header)
        return table;
    options.header_row.reset();
    return tables::Table::open(spec.path, options);
}

std::string_view link_cell(const tables::TableRow& row, std::size_t column) {
    return column < row.cells.size() ? row.cells[column] : std::string_view();
}

std::uint64_t bytes_of(const LinkInput& input) {
    auto sum = input.ids.bytes();
    for (const auto& column : input.file.columns)
        sum += column.bytes();
    return sum;
}

/// Takes in a table on several threads: each cuts the next piece of it, or brings the cells of a piece to one column,
/// which gets them in the order of the rows.
class LinkReading {
public:
    LinkReading(tables::Table& table, std::uint64_t file_bytes, const LinkColumns& columns, unsigned threads,
                std::uint64_t memory, LinkInput& input)
        : m_table(table), m_file_bytes(file_bytes), m_columns(columns), m_threads(std::max(1U, threads)), m_memory(memory),
          m_input(input) {
        for (std::size_t c = 0; c < columns.positions.size() + 1; ++c) // the last one: what rows are called
            m_takers.emplace_back();
        m_pieces.resize(std::size_t{4} * m_threads);
    }

    /// False, and no more is read, as soon as the file takes more than the memory (0: no ceiling).
    Result<bool> run() {
        parallel_parts(m_threads, m_threads, [&](std::size_t) {
            std::unique_lock lock(m_mutex);
            while (!m_is_stopped && !is_done()) {
                if (!m_is_reading && !m_is_ended && m_given - given_back() < m_pieces.size())
                    read(lock);
                else if (const auto taker = next_taker(); taker < m_takers.size())
                    take(taker, lock);
                else
                    m_changed.wait(lock);
            }
        });
        if (m_error)
            return Unexpected{std::move(*m_error)};
        return fits();
    }

private:
    struct Piece {
        tables::TablePiece rows;
        std::vector<std::vector<std::string_view>> cells; ///< By taker.
        std::uint64_t bytes = 0;                          ///< Of the file, but for the last row; 0 of a worksheet.
        bool is_cut = false;
    };
    struct Taker {
        std::uint64_t taken = 0; ///< Pieces.
        std::uint64_t bytes = 0;
        bool is_busy = false;
    };

    Piece& piece(std::uint64_t number) { return m_pieces[number % m_pieces.size()]; }
    /// Pieces that all columns have taken in; their places are free.
    std::uint64_t given_back() const {
        return std::min_element(m_takers.begin(), m_takers.end(), [](const Taker& x, const Taker& y) {
                   return x.taken < y.taken;
               })->taken;
    }
    bool is_done() const { return m_is_ended && given_back() == m_given; }
    bool fits() const {
        std::uint64_t sum = 0;
        for (const auto& taker : m_takers)
            sum += taker.bytes;
        return m_memory == 0 || sum <= m_memory;
    }
    std::size_t next_taker() {
        std::size_t t = 0;
        while (t < m_takers.size() &&
               (m_takers[t].is_busy || m_takers[t].taken == m_given || !piece(m_takers[t].taken).is_cut))
            ++t;
        return t;
    }

    /// Work without the lock; whatever it throws stops all.
    template <class Work>
    void unlocked(std::unique_lock<std::mutex>& lock, const Work& work) {
        lock.unlock();
        try {
            work();
        } catch (...) {
            lock.lock();
            m_is_stopped = true;
            m_changed.notify_all();
            throw;
        }
        lock.lock();
        m_changed.notify_all();
    }

    void read(std::unique_lock<std::mutex>& lock) {
        m_is_reading = true;
        auto& next = piece(m_given);
        next.is_cut = false;
        Result<bool> is_more = false;
        unlocked(lock, [&] { is_more = m_table.next_piece(next.rows); });
        m_is_reading = false;
        if (!is_more)
            return fail(m_given, std::move(is_more).error());
        if (!*is_more) {
            m_is_ended = true;
            return;
        }
        const auto number = m_given++;
        Result<void> is_cut;
        unlocked(lock, [&] { is_cut = cut(next); });
        if (!is_cut)
            return fail(number, std::move(is_cut).error());
        if (number == 0)
            count_room(next);
        next.is_cut = true;
    }

    /// A row that looks like a total is a record too: what is not one links with nothing.
    Result<void> cut(Piece& given) const {
        given.cells.resize(m_takers.size());
        for (auto& cells : given.cells)
            cells.clear();
        tables::TableRow row;
        std::int64_t first_byte = 0;
        while (TRY(given.rows.next(row))) {
            first_byte = first_byte == 0 ? row.byte_no : first_byte;
            given.bytes = static_cast<std::uint64_t>(row.byte_no - first_byte);
            for (std::size_t c = 0; c < m_columns.positions.size(); ++c)
                given.cells[c].push_back(link_cell(row, m_columns.positions[c]));
            given.cells.back().push_back(m_columns.id == SIZE_MAX ? std::string_view() : link_cell(row, m_columns.id));
        }
        return {};
    }

    /// As many rows as the file has if all are like the first: what grows is written again, elsewhere.
    void count_room(const Piece& first) {
        const auto& ids = first.cells.back();
        if (ids.empty() || first.bytes == 0)
            return;
        m_rows_expected = static_cast<std::size_t>(static_cast<double>(m_file_bytes) * static_cast<double>(ids.size()) /
                                                   static_cast<double>(first.bytes) * 1.05);
        std::size_t bytes = 0;
        for (const auto id : ids)
            bytes += id.size();
        constexpr std::size_t longer_later = 2; // where rows are called by their number
        m_id_bytes_expected = m_rows_expected * (bytes / ids.size() + longer_later);
    }

    void take(std::size_t t, std::unique_lock<std::mutex>& lock) {
        auto& taker = m_takers[t];
        taker.is_busy = true;
        const auto& cells = piece(taker.taken).cells[t];
        unlocked(lock, [&] {
            const bool is_column = t < m_input.file.columns.size();
            if (taker.taken == 0) // whoever asks for memory waits for it
                is_column ? m_input.file.columns[t].reserve(m_rows_expected) : m_input.ids.reserve(m_rows_expected, m_id_bytes_expected);
            if (is_column)
                m_input.file.columns[t].append(cells);
            else
                for (const auto id : cells)
                    m_input.ids.append(m_columns.id == SIZE_MAX ? std::to_string(m_input.ids.size() + 1) : id);
        });
        taker.bytes = t < m_input.file.columns.size() ? m_input.file.columns[t].bytes() : m_input.ids.bytes();
        taker.is_busy = false;
        ++taker.taken;
        m_is_stopped |= !fits();
    }

    /// Of several pieces that are broken the first one tells.
    void fail(std::uint64_t number, Error error) {
        if (!m_error || number < m_failed)
            m_error = std::move(error);
        m_failed = std::min(m_failed, number);
        m_is_stopped = true;
    }

    tables::Table& m_table;
    std::uint64_t m_file_bytes; ///< Packed, if it is.
    const LinkColumns& m_columns;
    unsigned m_threads;
    std::uint64_t m_memory;
    LinkInput& m_input;
    std::mutex m_mutex; ///< Of all that follows; a piece is its cutter's until it is cut, a column its taker's while busy.
    std::condition_variable m_changed;
    std::vector<Piece> m_pieces; ///< By number, round and round.
    std::vector<Taker> m_takers; ///< By column.
    std::size_t m_rows_expected = 0;     ///< From when the first piece is cut;
    std::size_t m_id_bytes_expected = 0; ///< 0 where nothing is known.
    std::uint64_t m_given = 0;   ///< Pieces that were read.
    bool m_is_reading = false;
    bool m_is_ended = false;
    bool m_is_stopped = false;
    std::uint64_t m_failed = UINT64_MAX;
    std::optional<Error> m_error;
};

/// The columns that the header of an encoded file names.
Result<linkage::Encoding> add_encoded_columns(LinkSpecFile& spec) {
    const auto header = TRY(read_encoded_header(encoded_header_path(spec.path)));
    for (const auto& [column, word] : header.columns) {
        linkage::Meaning meaning{};
        linkage::meaning_from_name(word, meaning);
        spec.columns.emplace(column, meaning);
    }
    return linkage::Encoding{header.format, header.salt, header.key_check};
}

} // namespace

Result<LinkInput> read_link_file(const LinkSpecFile& given, unsigned threads, std::uint64_t& memory_left) {
    LinkInput input;
    auto spec = given;
    if (spec.is_encoded)
        input.file.encoding = TRY(add_encoded_columns(spec));
    auto table = TRY(open_link_table(spec));
    input.file.name = spec.name;
    const auto columns = TRY(find_link_columns(spec, table.profile().columns, input.file));
    std::error_code unknown;
    const auto file_bytes = std::filesystem::file_size(spec.path, unknown);
    auto is_read = LinkReading(table, unknown ? 0 : file_bytes, columns, threads, memory_left, input).run();
    if (!is_read)
        return of_link_file(spec, std::move(is_read).error());
    if (!*is_read)
        return failure(ErrorCode::TooLarge, "link.file_larger_than_memory",
                       {{"file", spec.name}, {"rows", std::to_string(input.ids.size())}});
    for (auto& column : input.file.columns)
        column.close();
    input.ids.close();
    // At least one byte: nothing left is no ceiling.
    memory_left = memory_left == 0 ? 0 : std::max<std::uint64_t>(1, memory_left - std::min(memory_left, bytes_of(input)));
    if (input.ids.size() == 0)
        return failure(ErrorCode::InvalidInput, "link.no_rows", {{"file", spec.name}});
    if (columns.id != SIZE_MAX)
        input.duplicate_ids = input.ids.duplicates(memory_left == 0 ? UINT64_MAX : memory_left);
    return input;
}

} // namespace samatcha::app
