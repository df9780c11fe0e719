#pragma once

// What goes into a statement (Parameter) and what comes out (Row, Rows), the same for both engines.

#include "base/bytes.hpp"
#include "base/clock.hpp"
#include "base/id.hpp"

#include <array>
#include <concepts>
#include <cstdint>
#include <iterator>
#include <memory>
#include <memory_resource>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace samatcha::database {

enum class ValueType { Null, Integer, Real, Text, Bytes };

/// One value bound to $1, $2, ...: a view of the caller's data, meant to live as long as the call:
/// `connection.execute("...", {province, id, name})`. A missing optional is NULL of its type, which
/// PostgreSQL wants to know; booleans are 0 and 1; enumerations and dates are bound as their text.
class Parameter {
public:
    Parameter(std::nullptr_t) {}
    template <std::integral T>
    Parameter(T value) : m_type(ValueType::Integer), m_integer(static_cast<std::int64_t>(value)) {}
    Parameter(double value) : m_type(ValueType::Real), m_real(value) {}
    Parameter(const char* value) : Parameter(std::string_view(value)) {}
    Parameter(std::string_view value) : m_type(ValueType::Text), m_text(value) {}
    Parameter(const std::string& value) : Parameter(std::string_view(value)) {}
    Parameter(BytesView value) : m_type(ValueType::Bytes), m_text(as_text(value)) {}
    Parameter(const Bytes& value) : Parameter(BytesView(value)) {}
    template <std::size_t N>
    Parameter(const std::array<unsigned char, N>& value) : Parameter(BytesView(value)) {}
    template <class Tag>
    Parameter(Id<Tag> id) : Parameter(id.value) {}
    Parameter(Instant instant) : Parameter(instant.unix_ms) {}
    template <class T>
    Parameter(const std::optional<T>& value) : Parameter(value ? Parameter(*value) : null_of<T>()) {}

    ValueType type() const { return m_type; } ///< Of a NULL: the type it would have had.
    bool is_null() const { return m_is_null || m_type == ValueType::Null; }
    std::int64_t integer() const { return m_integer; }
    double real() const { return m_real; }
    std::string_view text() const { return m_text; } ///< Also the bytes.

private:
    template <class T>
    static Parameter null_of() {
        Parameter null{T{}};
        null.m_text = {};
        null.m_is_null = true;
        return null;
    }

    ValueType m_type = ValueType::Null;
    bool m_is_null = false;
    std::int64_t m_integer = 0;
    double m_real = 0;
    std::string_view m_text;
};

/// One value of a result. Text and bytes are views that live as long as their Rows or, in
/// Connection::each, as the call of the callback.
struct Cell {
    ValueType type = ValueType::Null;
    std::int64_t integer = 0;
    double real = 0;
    std::string_view text;
};

/// One row of a result, read by column number from 0. Reading NULL or another type than the column
/// has is a mistake in our code and throws Failure(Other).
class Row {
public:
    Row(const Cell* cells, std::size_t columns) : m_cells(cells), m_columns(columns) {}

    std::size_t columns() const { return m_columns; }
    bool is_null(std::size_t column) const { return cell(column).type == ValueType::Null; }
    const Cell& cell(std::size_t column) const;

    std::int64_t integer(std::size_t column) const;
    bool boolean(std::size_t column) const { return integer(column) != 0; }
    double real(std::size_t column) const; ///< Takes an integer too.
    std::string text(std::size_t column) const { return std::string(text_view(column)); }
    std::string_view text_view(std::size_t column) const;
    Bytes bytes(std::size_t column) const;
    BytesView bytes_view(std::size_t column) const;
    Instant instant(std::size_t column) const { return {integer(column)}; }
    template <class IdType>
    IdType id(std::size_t column) const {
        return IdType{integer(column)};
    }

    std::optional<std::int64_t> optional_integer(std::size_t column) const;
    std::optional<std::string> optional_text(std::size_t column) const;
    std::optional<Bytes> optional_bytes(std::size_t column) const;
    std::optional<Instant> optional_instant(std::size_t column) const;

private:
    const Cell* m_cells;
    std::size_t m_columns;
};

/// A whole result in memory. For results that may be large see Connection::each.
class Rows {
public:
    Rows();

    bool empty() const { return m_size == 0; }
    std::size_t size() const { return m_size; }
    Row operator[](std::size_t row) const {
        return {m_cells.data() + row * m_columns, m_columns};
    }

    class Iterator {
    public:
        using iterator_category = std::input_iterator_tag;
        using value_type = Row;
        using difference_type = std::ptrdiff_t;
        using pointer = void;
        using reference = Row;
        Iterator(const Rows* rows, std::size_t at) : m_rows(rows), m_at(at) {}
        Row operator*() const { return (*m_rows)[m_at]; }
        Iterator& operator++() {
            ++m_at;
            return *this;
        }
        bool operator==(const Iterator&) const = default;

    private:
        const Rows* m_rows;
        std::size_t m_at;
    };
    Iterator begin() const { return {this, 0}; }
    Iterator end() const { return {this, m_size}; }

    /// Copies a row in; all rows have the same number of columns.
    void add(const Row&);

private:
    std::unique_ptr<std::pmr::monotonic_buffer_resource> m_texts;
    std::vector<Cell> m_cells;
    std::size_t m_columns = 0;
    std::size_t m_size = 0;
};

} // namespace samatcha::database
