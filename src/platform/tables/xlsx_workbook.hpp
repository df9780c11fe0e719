#pragma once

#include "base/result.hpp"
#include "platform/tables/xlsx_style.hpp"
#include "platform/tables/zip_archive.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace samatcha::tables {

/// Many texts in one piece of memory.
class TextStore {
public:
    void add(std::string_view text) {
        m_bytes.append(text);
        m_ends.push_back(m_bytes.size());
    }
    std::size_t size() const { return m_ends.size(); }
    std::size_t bytes() const { return m_bytes.size() + m_ends.size() * sizeof(std::size_t); }
    std::string_view operator[](std::size_t i) const {
        const auto begin = i == 0 ? 0 : m_ends[i - 1];
        return std::string_view(m_bytes).substr(begin, m_ends[i] - begin);
    }

private:
    std::string m_bytes;
    std::vector<std::size_t> m_ends;
};

/// The parts of a workbook that every sheet needs.
struct XlsxWorkbook {
    struct Sheet {
        std::string name;
        std::string path; ///< Within the archive.
        bool visible = true;
    };
    std::vector<Sheet> sheets;
    TextStore shared_strings;
    std::vector<NumberStyle> styles; ///< By cell format.
    bool from_1904 = false;
};

/// Follows the relationships from the archive's root (ECMA-376 part 2, 9.3), so that parts are
/// found by what they are and not by their usual names. Fails as XlsxReader::open does.
Result<XlsxWorkbook> read_workbook(ZipArchive&);

/// `_x000D_` and its like, which Excel writes for characters that XML lacks.
std::string without_escapes(std::string_view text);

/// "xl/workbook.xml" and "../a.xml" to "a.xml"; "/b.xml" to "b.xml".
std::string resolved_path(std::string_view base_part, std::string_view target);

} // namespace samatcha::tables
