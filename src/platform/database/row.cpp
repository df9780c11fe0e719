#include "platform/database/row.hpp"

#include "platform/database/failure.hpp"

#include <cstring>

namespace samatcha::database {

namespace {

[[noreturn]] void wrong_type(std::size_t column, ValueType found) {
    static constexpr const char* names[] = {"NULL", "an integer", "a real number", "text", "bytes"};
    throw Failure(FailureKind::Other, "column " + std::to_string(column) + " of the result is " +
                                          names[static_cast<int>(found)]);
}

} // namespace

const Cell& Row::cell(std::size_t column) const {
    if (column >= m_columns)
        throw Failure(FailureKind::Other,
                      "the result has no column " + std::to_string(column));
    return m_cells[column];
}

std::int64_t Row::integer(std::size_t column) const {
    const auto& c = cell(column);
    if (c.type != ValueType::Integer)
        wrong_type(column, c.type);
    return c.integer;
}

double Row::real(std::size_t column) const {
    const auto& c = cell(column);
    if (c.type == ValueType::Integer)
        return static_cast<double>(c.integer);
    if (c.type != ValueType::Real)
        wrong_type(column, c.type);
    return c.real;
}

std::string_view Row::text_view(std::size_t column) const {
    const auto& c = cell(column);
    if (c.type != ValueType::Text)
        wrong_type(column, c.type);
    return c.text;
}

BytesView Row::bytes_view(std::size_t column) const {
    const auto& c = cell(column);
    if (c.type != ValueType::Bytes)
        wrong_type(column, c.type);
    return as_bytes(c.text);
}

Bytes Row::bytes(std::size_t column) const {
    const auto view = bytes_view(column);
    return {view.begin(), view.end()};
}

std::optional<std::int64_t> Row::optional_integer(std::size_t column) const {
    return is_null(column) ? std::nullopt : std::optional(integer(column));
}
std::optional<std::string> Row::optional_text(std::size_t column) const {
    return is_null(column) ? std::nullopt : std::optional(text(column));
}
std::optional<Bytes> Row::optional_bytes(std::size_t column) const {
    return is_null(column) ? std::nullopt : std::optional(bytes(column));
}
std::optional<Instant> Row::optional_instant(std::size_t column) const {
    return is_null(column) ? std::nullopt : std::optional(instant(column));
}

Rows::Rows() : m_texts(std::make_unique<std::pmr::monotonic_buffer_resource>(512)) {}

void Rows::add(const Row& row) {
    m_columns = row.columns();
    for (std::size_t i = 0; i < m_columns; ++i) {
        Cell cell = row.cell(i);
        if (!cell.text.empty()) {
            auto* copy = static_cast<char*>(m_texts->allocate(cell.text.size(), 1));
            std::memcpy(copy, cell.text.data(), cell.text.size());
            cell.text = {copy, cell.text.size()};
        }
        m_cells.push_back(cell);
    }
    ++m_size;
}

} // namespace samatcha::database
