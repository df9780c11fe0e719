#include "app/commands/link_files.hpp"

#include "app/commands/encoded_file.hpp"
#include "base/short_copy.hpp"
#include "platform/tables/table.hpp"

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
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
        if (error.detail.empty())
            error.detail = spec.path.string(); // several are read, and the message is of one
        return Unexpected{std::move(error)};
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

/// Some thousand rows on their way from who cuts them to who takes them in: the named cells and the
/// id of each, one after the other.
class LinkRows {
public:
    void add(std::string_view cell) {
        if (m_size + cell.size() > m_bytes.size())
            m_bytes.resize(2 * (m_size + cell.size()));
        short_copy(cell.data(), cell.size(), m_bytes.data() + m_size);
        m_size += cell.size();
        m_ends.push_back(static_cast<std::uint32_t>(m_size));
    }
    std::string_view cell(std::size_t i) const {
        const auto begin = i == 0 ? 0 : m_ends[i - 1];
        return {m_bytes.data() + begin, m_ends[i] - begin};
    }
    std::size_t cells() const { return m_ends.size(); }
    void clear() {
        m_size = 0;
        m_ends.clear();
    }

private:
    std::vector<char> m_bytes;
    std::size_t m_size = 0;
    std::vector<std::uint32_t> m_ends;
};

/// Hands batches from one thread to another; the giver waits when it is far ahead.
class LinkRowQueue {
public:
    /// Leaves an empty batch to be filled. False if the taker has stopped.
    bool give(LinkRows& rows) {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [&] { return m_batches.size() < batches_max || m_stopped; });
        m_batches.push_back(std::move(rows));
        rows = {};
        if (!m_spare.empty()) {
            rows = std::move(m_spare.back());
            m_spare.pop_back();
            rows.clear();
        }
        m_changed.notify_all();
        return !m_stopped;
    }
    void end() {
        const std::scoped_lock lock(m_mutex);
        m_ended = true;
        m_changed.notify_all();
    }
    void stop() {
        const std::scoped_lock lock(m_mutex);
        m_stopped = true;
        m_changed.notify_all();
    }
    /// False at the end.
    bool take(LinkRows& rows) {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [&] { return !m_batches.empty() || m_ended; });
        if (m_batches.empty())
            return false;
        m_spare.push_back(std::move(rows)); // its memory is used again
        rows = std::move(m_batches.front());
        m_batches.pop_front();
        m_changed.notify_all();
        return true;
    }

private:
    static constexpr std::size_t batches_max = 8;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::deque<LinkRows> m_batches;
    std::vector<LinkRows> m_spare;
    bool m_ended = false;
    bool m_stopped = false;
};

std::uint64_t bytes_of(const LinkInput& input) {
    auto sum = input.ids.bytes();
    for (const auto& column : input.file.columns)
        sum += column.bytes();
    return sum;
}

/// Cuts all rows of a table and hands them on in batches.
template <class Give>
Result<void> cut_link_rows(tables::Table& table, const LinkColumns& columns, const Give& give) {
    constexpr std::size_t rows_of_a_batch = 4096;
    tables::TableRow row;
    LinkRows batch;
    std::size_t rows = 0;
    // A row that looks like a total is a record too: what is not one links with nothing.
    while (TRY(table.next(row))) {
        for (const auto position : columns.positions)
            batch.add(link_cell(row, position));
        if (columns.id != SIZE_MAX)
            batch.add(link_cell(row, columns.id));
        if (++rows % rows_of_a_batch != 0)
            continue;
        if (!give(batch))
            return {};
    }
    if (batch.cells() > 0)
        give(batch);
    return {};
}

void take_link_rows(const LinkRows& batch, const LinkColumns& columns, LinkInput& input) {
    const std::size_t cells = columns.positions.size() + (columns.id != SIZE_MAX);
    const auto rows = batch.cells() / cells;
    std::vector<std::string_view> values(rows);
    for (std::size_t c = 0; c < columns.positions.size(); ++c) {
        for (std::size_t row = 0; row < rows; ++row)
            values[row] = batch.cell(row * cells + c);
        input.file.columns[c].append(values);
    }
    for (std::size_t row = 0; row < rows; ++row)
        if (columns.id == SIZE_MAX)
            input.ids.append(std::to_string(input.ids.size() + 1));
        else
            input.ids.append(batch.cell(row * cells + cells - 1));
}

/// False, and no more is read, as soon as the file takes more than `memory` (0: no ceiling).
Result<bool> read_link_rows(tables::Table& table, const LinkColumns& columns, unsigned threads,
                            std::uint64_t memory, LinkInput& input) {
    bool fits = true;
    const auto take = [&](LinkRows& batch) {
        take_link_rows(batch, columns, input);
        fits = memory == 0 || bytes_of(input) <= memory;
        return fits;
    };
    if (threads < 2) {
        TRY(cut_link_rows(table, columns, [&](LinkRows& batch) {
            const bool go_on = take(batch);
            batch.clear();
            return go_on;
        }));
        return fits;
    }
    LinkRowQueue queue;
    std::exception_ptr broken;     // where rows are taken in
    std::exception_ptr broken_cut; // where they are cut
    std::thread taker([&] {
        try {
            for (LinkRows batch; queue.take(batch) && take(batch);) {
            }
            queue.stop();
        } catch (...) {
            broken = std::current_exception();
            queue.stop();
        }
    });
    const auto cut = [&]() -> Result<void> {
        try {
            return cut_link_rows(table, columns, [&](LinkRows& batch) { return queue.give(batch); });
        } catch (...) {
            broken_cut = std::current_exception();
            return {};
        }
    }();
    queue.end();
    taker.join();
    for (const auto& exception : {broken, broken_cut})
        if (exception)
            std::rethrow_exception(exception);
    TRY(cut);
    return fits;
}

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
    if (!TRY(read_link_rows(table, columns, threads, memory_left, input)))
        return failure(ErrorCode::TooLarge, "link.file_larger_than_memory",
                       {{"file", spec.name}, {"rows", std::to_string(input.ids.size())}});
    for (auto& column : input.file.columns)
        column.close();
    // At least one byte: nothing left is no ceiling.
    memory_left = memory_left == 0 ? 0 : std::max<std::uint64_t>(1, memory_left - std::min(memory_left, bytes_of(input)));
    if (input.ids.size() == 0)
        return failure(ErrorCode::InvalidInput, "link.no_rows", {{"file", spec.name}});
    if (columns.id != SIZE_MAX)
        input.duplicate_ids = input.ids.duplicates();
    return input;
}

} // namespace samatcha::app
