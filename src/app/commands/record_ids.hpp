#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace samatcha::app {

/// What the rows of a file are called, in one piece of memory: there may be tens of millions.
class RecordIds {
public:
    void append(std::string_view id) {
        m_bytes.append(id);
        m_ends.push_back(m_bytes.size());
    }
    std::uint64_t bytes() const { return m_bytes.capacity() + m_ends.capacity() * 8; }
    std::size_t size() const { return m_ends.size(); }
    std::string_view operator[](std::size_t row) const {
        const auto begin = row == 0 ? 0 : m_ends[row - 1];
        return std::string_view(m_bytes).substr(begin, m_ends[row] - begin);
    }
    /// Asks memory for where the id is, and later for the id, which is looked at soon.
    void fetch_place(std::size_t row) const { __builtin_prefetch(m_ends.data() + row); }
    void fetch(std::size_t row) const {
        __builtin_prefetch(m_bytes.data() + (row == 0 ? 0 : m_ends[row - 1]));
    }

    /// Whether none needs quotes in a CSV file.
    bool is_plain() const;

    /// Rows whose id an earlier row has too.
    std::uint64_t duplicates() const;

private:
    bool is_ascending() const;
    std::string m_bytes;
    std::vector<std::uint64_t> m_ends;
};

} // namespace samatcha::app
