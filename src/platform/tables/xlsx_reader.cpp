#include "platform/tables/xlsx_reader.hpp"

#include "platform/tables/xlsx_workbook.hpp"
#include "platform/tables/xml_reader.hpp"
#include "platform/tables/zip_archive.hpp"

#include <algorithm>
#include <charconv>
#include <cstring>
#include <utility>

namespace samatcha::tables {

namespace {

constexpr std::int64_t rows_max = 1'048'576;
constexpr std::size_t xlsx_columns_max = 4096;
constexpr std::size_t cell_bytes_max = 1024 * 1024;
constexpr std::size_t row_bytes_max = 64 * 1024 * 1024;
constexpr std::size_t merge_bytes_max = 16 * 1024 * 1024;
constexpr std::size_t merges_max = 200'000;

/// "AB12" to column 27 and row 12; column and row are left alone where the text does not say.
void read_reference(std::string_view text, std::size_t& column, std::int64_t& row) {
    std::size_t i = 0, letters = 0;
    while (i < text.size() && i < 4 && text[i] >= 'A' && text[i] <= 'Z')
        letters = letters * 26 + static_cast<std::size_t>(text[i++] - 'A' + 1);
    if (letters > 0)
        column = letters - 1;
    std::int64_t number = 0;
    if (std::from_chars(text.data() + i, text.data() + text.size(), number).ec == std::errc{})
        row = number;
}

} // namespace

/// A cell merged over several rows.
struct Merge {
    std::int64_t first_row, last_row;
    std::size_t column;
    std::string value;
};

/// The rows of a worksheet as its XML comes; texts of the rows waiting are in `arena`.
class SheetReader final : public XmlReader {
public:
    struct Cell {
        std::size_t column;
        std::string_view shared; ///< A shared string; else the text lies in the arena.
        std::size_t begin = 0, size = 0;
        bool is_shared = false;
    };
    struct Row {
        std::int64_t row_no;
        std::size_t cells_begin, cells_end;
    };

    explicit SheetReader(const XlsxWorkbook& workbook) : m_workbook(workbook) {}

    std::vector<Row> rows;
    std::vector<Cell> cells;
    std::string arena;
    std::int64_t rows_expected = 0;

    /// Forgets the rows given out; one begun but not yet ended stays.
    void clear() {
        rows.clear();
        cells.erase(cells.begin(), cells.begin() + static_cast<std::ptrdiff_t>(m_cells_begin));
        arena.erase(0, m_arena_begin);
        for (auto& cell : cells)
            cell.begin -= m_arena_begin;
        m_cells_begin = m_arena_begin = 0;
    }

private:
    void on_start(std::string_view name, const XmlAttributes& attributes) override {
        if (name == "c") {
            m_text.clear();
            m_type.clear();
            m_style = 0;
            attributes.each_letter([&](char letter, std::string_view value) {
                std::int64_t ignored = 0;
                if (letter == 'r')
                    read_reference(value, m_column, ignored);
                else if (letter == 't')
                    m_type = value;
                else if (letter == 's')
                    std::from_chars(value.data(), value.data() + value.size(), m_style);
            });
        } else if (name == "v" || name == "t") {
            m_in_text = m_phonetic == 0;
        } else if (name == "rPh") {
            ++m_phonetic;
        } else if (name == "row") {
            ++m_row_no;
            const auto number = attributes["r"];
            std::int64_t given = 0;
            std::from_chars(number.data(), number.data() + number.size(), given);
            m_row_no = std::max(m_row_no, given);
            if (m_row_no > rows_max)
                stop({ErrorCode::TooLarge, "tables.too_many_rows"});
            m_column = 0;
        } else if (name == "dimension") {
            const auto reference = attributes["ref"];
            std::size_t column = 0;
            read_reference(reference.substr(reference.find(':') + 1), column, rows_expected);
        }
    }

    void on_end(std::string_view name) override {
        if (name == "v" || name == "t") {
            m_in_text = false;
        } else if (name == "c") {
            end_cell();
            ++m_column;
        } else if (name == "row") {
            rows.push_back({m_row_no, m_cells_begin, cells.size()});
            m_cells_begin = cells.size();
            m_arena_begin = arena.size();
        } else if (name == "rPh") {
            --m_phonetic;
        }
    }

    void on_text(std::string_view text) override {
        if (!m_in_text)
            return;
        m_text.append(text);
        if (m_text.size() > cell_bytes_max)
            stop_at_row("tables.cell_too_long");
    }

    void stop_at_row(const char* key) {
        stop({ErrorCode::InvalidInput, key, {{"row", std::to_string(m_row_no)}, {"byte", "0"}}});
    }

    void end_cell() {
        if (m_text.empty())
            return;
        if (m_column >= xlsx_columns_max || cells.size() - m_cells_begin >= xlsx_columns_max)
            return stop_at_row("tables.too_many_columns");
        if (arena.size() > row_bytes_max)
            return stop_at_row("tables.cell_too_long");
        Cell cell{m_column, {}, arena.size()};
        if (m_type == "s") {
            std::size_t index = 0;
            const auto read = std::from_chars(m_text.data(), m_text.data() + m_text.size(), index);
            if (read.ec != std::errc{} || index >= m_workbook.shared_strings.size())
                return stop({ErrorCode::InvalidInput,
                             "tables.xlsx_broken",
                             {{"row", std::to_string(m_row_no)}},
                             "shared string out of range"});
            cell.shared = m_workbook.shared_strings[index];
            cell.is_shared = true;
        } else if (m_type == "b") {
            arena += m_text == "0" || m_text == "false" ? "FALSE" : "TRUE";
        } else if (m_type.empty() || m_type == "n") {
            const auto style =
                m_style < m_workbook.styles.size() ? m_workbook.styles[m_style] : NumberStyle{};
            arena += shown_number(m_text, style, m_workbook.from_1904);
        } else if (m_type == "d") {
            arena += m_text.ends_with("T00:00:00") ? m_text.substr(0, m_text.size() - 9) : m_text;
        } else {
            arena += m_text.find("_x") == std::string::npos ? m_text : without_escapes(m_text);
        }
        cell.size = arena.size() - cell.begin;
        cells.push_back(cell);
    }

    const XlsxWorkbook& m_workbook;
    std::int64_t m_row_no = 0;
    std::size_t m_column = 0;
    std::size_t m_cells_begin = 0; ///< Of the row being read.
    std::size_t m_arena_begin = 0;
    std::size_t m_style = 0;
    std::string m_type;
    std::string m_text;
    int m_phonetic = 0;
    bool m_in_text = false;
};

namespace {

/// Merged cells stand behind the rows, so the sheet is unpacked once more beforehand, without
/// parsing: only its end is looked at.
Result<std::vector<Merge>> merges_of(ZipArchive& zip, const std::string& path) {
    static constexpr std::string_view end_mark = "sheetData>";
    auto entry = TRY(zip.entry(path));
    std::vector<char> piece(256 * 1024);
    std::string tail;
    bool behind_rows = false;
    while (const auto count = TRY(entry.read(piece))) {
        std::string_view text(piece.data(), count);
        if (behind_rows) {
            tail.append(text);
            if (tail.size() > merge_bytes_max)
                break;
            continue;
        }
        // The mark may be cut in two by the pieces; at the beginning it stands without its slash.
        tail.append(text);
        std::size_t from = 0;
        while (!behind_rows) {
            const auto* mark = static_cast<const char*>(
                memmem(tail.data() + from, tail.size() - from, end_mark.data(), end_mark.size()));
            if (mark == nullptr)
                break;
            const auto at = static_cast<std::size_t>(mark - tail.data());
            const auto open = tail.rfind('<', at);
            behind_rows = open != std::string::npos && tail[open + 1] == '/';
            if (behind_rows)
                tail.erase(0, at);
            from = at + 1;
        }
        if (!behind_rows && tail.size() > 64)
            tail.erase(0, tail.size() - 64);
    }
    std::vector<Merge> merges;
    for (auto at = tail.find("mergeCell "); at != std::string::npos && merges.size() < merges_max;
         at = tail.find("mergeCell ", at + 1)) {
        const auto ref = tail.find("ref=\"", at);
        const auto colon = tail.find(':', at);
        const auto close = tail.find('>', at);
        if (ref == std::string::npos || ref > close || colon > close)
            continue;
        Merge merge{0, 0, 0, {}};
        std::size_t last_column = 0;
        read_reference(std::string_view(tail).substr(ref + 5, colon - ref - 5), merge.column,
                       merge.first_row);
        const std::string_view last = std::string_view(tail).substr(colon + 1);
        read_reference(last.substr(0, std::min<std::size_t>(last.find('"'), 12)), last_column,
                       merge.last_row);
        if (merge.last_row > merge.first_row && merge.first_row > 0)
            merges.push_back(std::move(merge));
    }
    std::sort(merges.begin(), merges.end(), [](const Merge& left, const Merge& right) {
        return left.first_row < right.first_row;
    });
    return merges;
}

} // namespace

struct XlsxReader::State {
    explicit State(ZipArchive archive) : zip(std::move(archive)) {}

    ZipArchive zip;
    XlsxWorkbook workbook;
    std::vector<std::string> sheets;
    std::string sheet;

    std::unique_ptr<ZipEntry> entry;
    std::unique_ptr<SheetReader> reader;
    std::vector<char> piece = std::vector<char>(64 * 1024);
    std::size_t next_row = 0;
    bool ended = false;
    std::int64_t last_row_no = 0;

    std::vector<Merge> merges; ///< By first row.
    std::size_t next_merge = 0;
    std::vector<Merge> open_merges;
    std::vector<std::string_view> cells;

    Result<void> open_sheet(const XlsxWorkbook::Sheet&);
    Result<bool> have_row();
    void spread_merges(std::int64_t row_no);
};

Result<void> XlsxReader::State::open_sheet(const XlsxWorkbook::Sheet& wanted) {
    sheet = wanted.name;
    merges = TRY(merges_of(zip, wanted.path));
    next_merge = 0;
    open_merges.clear();
    entry = std::make_unique<ZipEntry>(TRY(zip.entry(wanted.path)));
    reader = std::make_unique<SheetReader>(workbook);
    next_row = 0;
    ended = false;
    return {};
}

/// Parses on until a row waits; false at the end of the sheet.
Result<bool> XlsxReader::State::have_row() {
    while (next_row == reader->rows.size()) {
        if (ended)
            return false;
        reader->clear();
        next_row = 0;
        const auto count = TRY(entry->read(piece));
        ended = count == 0;
        if (auto fed = reader->feed({piece.data(), count}, ended); !fed.has_value()) {
            auto error = std::move(fed).error();
            if (error.key == "tables.xlsx_broken" && !error.arguments.empty())
                error.arguments[0].second = std::to_string(last_row_no + 1);
            return Unexpected{std::move(error)};
        }
    }
    return true;
}

/// Gives the value of a merged cell to the rows below its first.
void XlsxReader::State::spread_merges(std::int64_t row_no) {
    std::erase_if(open_merges, [&](const Merge& merge) { return merge.last_row < row_no; });
    for (; next_merge < merges.size() && merges[next_merge].first_row <= row_no; ++next_merge) {
        auto& merge = merges[next_merge];
        if (merge.first_row == row_no && merge.column < cells.size()) {
            merge.value = cells[merge.column];
            open_merges.push_back(std::move(merge));
        }
    }
    for (const auto& merge : open_merges) {
        if (merge.first_row == row_no || merge.value.empty())
            continue;
        if (cells.size() <= merge.column)
            cells.resize(merge.column + 1);
        if (cells[merge.column].empty())
            cells[merge.column] = merge.value;
    }
}

XlsxReader::XlsxReader(std::unique_ptr<State> state) : m_state(std::move(state)) {}
XlsxReader::~XlsxReader() = default;

Result<std::unique_ptr<XlsxReader>> XlsxReader::open(std::unique_ptr<ByteSource> source,
                                                     const std::optional<std::string>& sheet) {
    auto state = std::make_unique<State>(TRY(ZipArchive::open(std::move(source))));
    state->workbook = TRY(read_workbook(state->zip));
    bool found = false;
    for (const auto& candidate : state->workbook.sheets) {
        if (candidate.visible)
            state->sheets.push_back(candidate.name);
        if (found || (sheet ? candidate.name != *sheet : !candidate.visible))
            continue;
        TRY(state->open_sheet(candidate));
        found = sheet || TRY(state->have_row());
    }
    if (!found && sheet)
        return failure(ErrorCode::NotFound, "tables.sheet_unknown", {{"sheet", *sheet}});
    if (!found)
        return failure(ErrorCode::InvalidInput, "tables.is_empty");
    return std::unique_ptr<XlsxReader>(new XlsxReader(std::move(state)));
}

const std::vector<std::string>& XlsxReader::sheets() const {
    return m_state->sheets;
}
const std::string& XlsxReader::sheet() const {
    return m_state->sheet;
}
std::int64_t XlsxReader::rows_expected() const {
    return m_state->reader->rows_expected;
}

Result<bool> XlsxReader::next(TableRow& row) {
    auto& state = *m_state;
    if (!TRY(state.have_row()))
        return false;
    const auto& read = state.reader->rows[state.next_row++];
    state.cells.clear();
    for (std::size_t i = read.cells_begin; i < read.cells_end; ++i) {
        const auto& cell = state.reader->cells[i];
        if (state.cells.size() <= cell.column)
            state.cells.resize(cell.column + 1);
        state.cells[cell.column] =
            cell.is_shared ? cell.shared
                           : std::string_view(state.reader->arena).substr(cell.begin, cell.size);
    }
    state.spread_merges(read.row_no);
    state.last_row_no = read.row_no;
    row = {read.row_no, 0, RowKind::Data, state.cells};
    return true;
}

} // namespace samatcha::tables
