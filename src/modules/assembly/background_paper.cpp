#include "modules/assembly/background_paper.hpp"

#include <algorithm>

namespace samatcha::assembly {

namespace {

constexpr std::string_view pdf_begin = "%PDF-";
constexpr std::string_view pdf_end = "%%EOF";
/// Where readers look for the end of a PDF.
constexpr std::size_t tail_bytes = 1024;

} // namespace

void PdfCheck::add(std::string_view bytes) {
    if (m_head.size() < pdf_begin.size())
        m_head += bytes.substr(0, pdf_begin.size() - m_head.size());
    m_tail += bytes.substr(bytes.size() - std::min(bytes.size(), tail_bytes));
    if (m_tail.size() > tail_bytes)
        m_tail.erase(0, m_tail.size() - tail_bytes);
}

bool PdfCheck::is_pdf() const {
    return m_head == pdf_begin && m_tail.find(pdf_end) != std::string::npos;
}

} // namespace samatcha::assembly
