#pragma once

#include "base/text_list.hpp"

#include <cstdint>
#include <string_view>

namespace samatcha::app {

/// What the rows of a file are called, in one piece of memory: there may be tens of millions.
class RecordIds {
public:
    void append(std::string_view id) { m_ids.append(id); }
    void close() { m_ids.shrink(); }
    std::uint64_t bytes() const { return m_ids.bytes(); }
    std::size_t size() const { return m_ids.size(); }
    std::string_view operator[](std::size_t row) const { return m_ids[row]; }
    /// Asks memory for where the id is, and later for the id, which is looked at soon.
    void fetch_place(std::size_t row) const { m_ids.fetch_place(row); }
    void fetch(std::size_t row) const { m_ids.fetch(row); }

    /// Whether none needs quotes in a CSV file.
    bool is_plain() const;

    /// Rows whose id an earlier row has too; counted within about so many bytes.
    std::uint64_t duplicates(std::uint64_t bytes_max) const;

private:
    bool is_ascending() const;
    TextList m_ids;
};

} // namespace samatcha::app
