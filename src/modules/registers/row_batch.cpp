#include "modules/registers/row_batch.hpp"

namespace samatcha::registers {

void RowBatch::clear() {
    m_rows.clear();
    m_cell_ends.clear();
    m_text.clear();
}

void RowBatch::add(const tables::TableRow& row) {
    for (const auto cell : row.cells) {
        m_text.append(cell);
        m_cell_ends.push_back(m_text.size());
    }
    m_rows.push_back({row.row_no, row.kind, m_cell_ends.size()});
}

std::span<const std::string_view> RowBatch::cells(std::size_t row,
                                                  std::vector<std::string_view>& cells) const {
    const auto first = row == 0 ? 0 : m_rows[row - 1].cells_end;
    cells.clear();
    for (auto cell = first; cell < m_rows[row].cells_end; ++cell) {
        const auto start = cell == 0 ? 0 : m_cell_ends[cell - 1];
        cells.push_back(std::string_view(m_text).substr(start, m_cell_ends[cell] - start));
    }
    return cells;
}

Result<bool> next_rows(tables::RowReader& reader, std::size_t rows_max, std::int64_t after,
                       RowBatch& batch) {
    batch.clear();
    tables::TableRow row;
    while (batch.size() < rows_max && TRY(reader.next(row)))
        if (row.row_no > after)
            batch.add(row);
    return batch.size() > 0;
}

} // namespace samatcha::registers
