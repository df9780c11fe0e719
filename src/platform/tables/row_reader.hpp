#pragma once

#include "base/result.hpp"

#include <cstdint>
#include <span>
#include <string_view>

namespace samatcha::tables {

/// What a row of a table is. Registers end with totals and remarks that are no person.
enum class RowKind { Data, Total, Remark };

/// One row of a table. The views live until the next row is read.
struct TableRow {
    std::int64_t row_no =
        0; ///< As a spreadsheet counts: 1 is the file's first row, blank ones count.
    std::int64_t byte_no = 0; ///< Its first byte in the unpacked CSV, from 1; 0 in a worksheet.
    RowKind kind = RowKind::Data;
    std::span<const std::string_view> cells; ///< UTF-8 without NUL, whatever the file's bytes are.
};

/// Rows in order, one at a time; never more than a few of them in memory.
class RowReader {
public:
    virtual ~RowReader() = default;

    /// False at the end. A failure names row and column, or byte, in its arguments; reading cannot
    /// go on after it.
    virtual Result<bool> next(TableRow&) = 0;
};

} // namespace samatcha::tables
