#pragma once

#include "base/result.hpp"
#include "platform/tables/row_reader.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace samatcha::registers {

/// Some rows of a table, copied out of the reader so that another thread can read them. Reused: its
/// memory stays.
class RowBatch {
public:
    void clear();
    void add(const tables::TableRow&);
    /// How much of the file was read when the batch was full.
    void set_bytes_read(std::int64_t bytes) { m_bytes_read = bytes; }

    std::int64_t bytes_read() const { return m_bytes_read; }
    std::size_t size() const { return m_rows.size(); }
    std::int64_t row_no(std::size_t row) const { return m_rows[row].row_no; }
    tables::RowKind kind(std::size_t row) const { return m_rows[row].kind; }
    /// Views into the batch, put into `cells`.
    std::span<const std::string_view> cells(std::size_t row, std::vector<std::string_view>& cells) const;

private:
    struct BatchRow {
        std::int64_t row_no = 0;
        tables::RowKind kind = tables::RowKind::Data;
        std::size_t cells_end = 0; ///< In m_cell_ends.
    };
    std::vector<BatchRow> m_rows;
    std::vector<std::size_t> m_cell_ends; ///< In m_text.
    std::string m_text;
    std::int64_t m_bytes_read = 0;
};

/// Fills the batch with the next rows after row `after` (0: from the first); false when none are left.
Result<bool> next_rows(tables::RowReader&, std::size_t rows_max, std::int64_t after, RowBatch&);

} // namespace samatcha::registers
