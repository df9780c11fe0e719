#pragma once

#include "platform/tables/byte_source.hpp"
#include "platform/tables/row_reader.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace samatcha::tables {

/// Reads one worksheet of an Office Open XML workbook (ECMA-376), row by row. Cells come as text:
/// shared and inline strings, cached results of formulas, TRUE and FALSE, errors as #N/A; numbers
/// with the digits that were typed (13 of them if need be, zero-padded where the format pads);
/// dates by their style as 2012-08-28, with the time behind if there is one. A cell merged over
/// rows gives its value to each of them.
///
/// Limits against hostile files: packed 1:250 at most beyond 64 MB, 4 GB unpacked, 256 MB of shared
/// strings, 1,048,576 rows, 4,096 columns, 1 MB a cell.
class XlsxReader final : public RowReader {
public:
    /// `sheet` is a name; without one, the first visible sheet that has rows. Fails with
    /// Unsupported when the archive is no workbook (tables.is_opendocument, tables.is_word,
    /// tables.is_zip ...), NotFound (tables.sheet_unknown), InvalidInput (tables.xlsx_broken),
    /// TooLarge (tables.xlsx_bomb).
    static Result<std::unique_ptr<XlsxReader>> open(std::unique_ptr<ByteSource>,
                                                    const std::optional<std::string>& sheet = {});
    ~XlsxReader() override;

    const std::vector<std::string>& sheets() const;
    const std::string& sheet() const;
    std::int64_t rows_expected() const; ///< What the sheet says of itself; 0 if nothing.

    /// Rows that the sheet leaves out are left out. Fails with InvalidInput, tables.xlsx_broken,
    /// with the row reached.
    Result<bool> next(TableRow&) override;

private:
    struct State;
    explicit XlsxReader(std::unique_ptr<State>);
    std::unique_ptr<State> m_state;
};

} // namespace samatcha::tables
