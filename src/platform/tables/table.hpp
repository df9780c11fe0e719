#pragma once

#include "base/result.hpp"
#include "platform/tables/byte_source.hpp"
#include "platform/tables/csv_reader.hpp"
#include "platform/tables/row_reader.hpp"
#include "platform/tables/text_encoding.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace samatcha::tables {

enum class TableFormat { Csv, Xlsx };

/// What a person has decided about a file; the rest is detected.
struct TableOptions {
    std::optional<TextEncoding> encoding;
    std::optional<char> delimiter;
    std::optional<std::string> sheet;       ///< Its name; the first with rows in it if not given.
    std::optional<std::int64_t> header_row; ///< Counted from 1; 0 says that there is none.
};

/// What was found in a file before its first data row.
struct TableProfile {
    TableFormat format = TableFormat::Csv;
    TextEncoding encoding = TextEncoding::Utf8;
    char delimiter = ',';
    std::vector<std::string> sheets; ///< Visible worksheets; empty for CSV.
    std::string sheet;               ///< The one that is read.
    std::int64_t header_row = 0;     ///< The last header row, counted from 1; 0 if there is none.
    int header_rows = 0;             ///< 2 when a row of groups stands above the row of columns.
    /// Repaired header texts, or "1", "2" ... where the file gives none. Never twice the same.
    std::vector<std::string> columns;
    std::vector<std::string> titles;   ///< Title rows above the header, a text each.
    std::int64_t rows_expected = 0;    ///< What a worksheet says of its length; 0 if unknown.
    std::vector<std::string> warnings; ///< Message keys, such as tables.warning_broken_utf8.
};

/// A row that was read ahead.
struct KeptRow {
    std::int64_t row_no;
    std::int64_t byte_no;
    std::vector<std::string> cells;
};

/// Some thousand rows of a table, cut by whoever asks for them.
class TablePiece final : public RowReader {
public:
    /// As Table::next(), but that all rows are data. What the cells view stays until the piece is given other rows.
    Result<bool> next(TableRow&) override;

private:
    friend class Table;
    CsvReader m_uncut;
    std::vector<KeptRow> m_cut; ///< Or these.
    std::size_t m_cut_next = 0;
    std::vector<std::string_view> m_views;
};

/// A CSV or XLSX file read as one table: what it is is told by its bytes, never by its name.
class Table final : public RowReader {
public:
    /// Reads as far as the first data rows. Fails with Unsupported and a key that names what the
    /// file is instead (tables.is_old_excel, tables.is_html, tables.is_encrypted ...), NotFound for
    /// a sheet that is not there, InvalidInput for a file without rows.
    static Result<Table> open(std::unique_ptr<ByteSource>, const TableOptions& = {});
    static Result<Table> open(const std::filesystem::path&, const TableOptions& = {});

    Table(Table&&) noexcept;
    Table& operator=(Table&&) noexcept;
    ~Table() override;

    const TableProfile& profile() const;

    /// Rows below the header, blank ones left out. Short rows have as many cells as were written;
    /// TableRow::kind tells totals and remarks from data.
    Result<bool> next(TableRow&) override;

    /// The next rows together: pieces are taken one after the other, and may be cut side by side, which is most of the
    /// work. False at the end.
    Result<bool> next_piece(TablePiece&);

private:
    struct State;
    explicit Table(std::unique_ptr<State>);
    std::unique_ptr<State> m_state;
};

} // namespace samatcha::tables
