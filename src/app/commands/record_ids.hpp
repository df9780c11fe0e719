#pragma once

#include "base/text_list.hpp"

#include <cstdint>
#include <string_view>

namespace samatcha::app {

/// What the rows of a file are called, in one piece of memory: there may be tens of millions.
class RecordIds {
public:
    void append(std::string_view id) {
        m_is_ascending = m_is_ascending && (size() == 0 || follows(id, (*this)[size() - 1]));
        m_is_plain = m_is_plain && needs_no_quotes(id);
        m_ids.append(id);
    }
    void reserve(std::size_t rows, std::size_t bytes) { m_ids.reserve(rows, bytes); }
    void close() { m_ids.shrink(); }
    std::uint64_t bytes() const { return m_ids.bytes(); }
    std::size_t size() const { return m_ids.size(); }
    std::string_view operator[](std::size_t row) const { return m_ids[row]; }
    /// Asks memory for where the id is, and later for the id, which is looked at soon.
    [[gnu::always_inline]] void fetch_place(std::size_t row) const { m_ids.fetch_place(row); }
    [[gnu::always_inline]] void fetch(std::size_t row) const { m_ids.fetch(row); }

    /// Whether none needs quotes in a CSV file.
    bool is_plain() const { return m_is_plain; }

    /// Rows whose id an earlier row has too; counted within about so many bytes.
    std::uint64_t duplicates(std::uint64_t bytes_max) const;

private:
    static bool follows(std::string_view id, std::string_view before);
    static bool needs_no_quotes(std::string_view id);
    TextList m_ids;
    bool m_is_ascending = true; ///< So far.
    bool m_is_plain = true;
};

} // namespace samatcha::app
