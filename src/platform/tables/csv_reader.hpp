#pragma once

#include "platform/tables/byte_source.hpp"
#include "platform/tables/row_reader.hpp"

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace samatcha::tables {

/// How a CSV file separates its cells.
struct CsvDialect {
    char delimiter = ',';
    bool quotes = true; ///< False where " is a character like any other (43-file exports).
    friend bool operator==(const CsvDialect&, const CsvDialect&) = default;
};

/// The delimiter (comma, semicolon, tab, pipe; %, ^, ~, # if none of them does) that cuts most rows
/// of a UTF-8 sample into the same number of cells; Excel's "sep=;" line is obeyed. `delimiter` is
/// taken as given if it is.
CsvDialect guess_dialect(std::string_view sample, std::optional<char> delimiter = {});

/// Reads delimited text (RFC 4180, and what is met beyond it): CRLF, LF or CR, quoted line breaks,
/// text behind a closing quote, rows of any length up to the limits below.
class CsvReader final : public RowReader {
public:
    static constexpr std::size_t row_bytes_max = 4 * 1024 * 1024;
    static constexpr std::size_t columns_max = 4096;

    /// `utf8` is to have no byte order mark left; `byte_no` is where it begins in the file.
    CsvReader(std::unique_ptr<ByteSource> utf8, CsvDialect dialect, std::int64_t byte_no = 0);
    /// Without a source: reads what another gives it.
    CsvReader() : m_ended(true) {}

    /// Blank rows come as rows without cells. Fails with InvalidInput: tables.quote_unclosed,
    /// tables.row_too_long, tables.too_many_columns, each with row and byte.
    Result<bool> next(TableRow&) override;

    /// Hands its next whole rows, some thousand, uncut to a reader without a source, which may cut them on another
    /// thread; their cells stay until it is given others. False at the end.
    Result<bool> give_rows(CsvReader& taker);

private:
    enum class Scan { Complete, NeedsMore, TooManyColumns };

    /// A cell within the buffer, its quotes still there.
    struct RawCell {
        std::size_t begin, end;
        bool quoted;
    };

    Result<bool> fill();
    std::size_t whole_rows(std::int64_t& rows);
    Scan scan_row();
    bool scan_quoted(std::size_t& position) const;
    std::string_view unquoted(const RawCell&);
    void publish_cells();
    Unexpected<Error> failed(const char* key) const;

    std::unique_ptr<ByteSource> m_source;
    CsvDialect m_dialect;
    std::vector<char> m_buffer;
    std::size_t m_begin = 0; ///< Of the row that is read next.
    std::size_t m_next = 0;  ///< Behind that row.
    std::size_t m_end = 0;
    bool m_ended = false; ///< The source has no more.
    std::int64_t m_row_no = 0;
    std::int64_t m_byte_no = 0; ///< Of m_buffer[0].
    std::vector<RawCell> m_raw_cells;
    std::vector<std::string_view> m_cells;
    std::deque<std::string> m_mended; ///< Cells with broken bytes, of this row, or of all rows given.
    bool m_quote_open = false;
    std::optional<bool> m_is_sound; ///< All rows given are UTF-8 without NUL; looked at once.
};

} // namespace samatcha::tables
