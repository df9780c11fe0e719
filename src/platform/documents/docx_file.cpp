#include "platform/documents/docx_parts.hpp"
#include "platform/documents/escaped.hpp"
#include "platform/documents/numbering.hpp"

#include <fmt/format.h>
#include <zip.h>

#include <memory>
#include <stdexcept>

namespace samatcha::documents {

namespace {

constexpr double text_width_cm = 16;

/// word/document.xml
class DocxBody {
public:
    DocxBody(const PrintStyle& style, const Messages& words) : m_style(style), m_words(words) {}

    std::string written(const Document& document) && {
        m_out = std::string(xml_declaration) + "<w:document " + word_namespaces + ">\n<w:body>\n";
        write_title(document);
        for (int list = 1; const auto& section : numbered(document))
            write_section(section, list++);
        m_out += fmt::format(
            "<w:sectPr><w:headerReference w:type=\"default\" r:id=\"rId5\"/><w:footerReference "
            "w:type=\"default\" r:id=\"rId6\"/><w:pgSz w:w=\"{}\" w:h=\"{}\"/><w:pgMar "
            "w:top=\"{}\" "
            "w:right=\"{}\" w:bottom=\"{}\" w:left=\"{}\" w:header=\"{}\" w:footer=\"{}\" "
            "w:gutter=\"0\"/></w:sectPr>\n</w:body>\n</w:document>",
            twips(21), twips(29.7), twips(2.5), twips(2.5), twips(2.5), twips(2.5), twips(1.25),
            twips(1));
        return std::move(m_out);
    }

private:
    void write_paragraph(std::string_view style, std::string_view properties,
                         const std::string& runs) {
        m_out += fmt::format("<w:p><w:pPr><w:pStyle w:val=\"{}\"/>{}</w:pPr>{}</w:p>\n", style,
                             properties, runs);
    }
    void write_lines(std::string_view style, const std::string& text) {
        write_paragraph(style, "", text.empty() ? "" : docx_run(text));
    }

    void write_title(const Document& document) {
        const std::string_view gap = "<w:spacing w:after=\"240\"/>";
        write_paragraph("Title", document.subtitle.empty() ? gap : "", docx_run(document.title));
        for (std::size_t i = 0; i < document.subtitle.size(); ++i)
            write_paragraph("Subtitle", i + 1 == document.subtitle.size() ? gap : "",
                            docx_run(document.subtitle[i]));
    }

    void write_section(const NumberedSection& section, int list) {
        const auto annex = annex_label(section, m_style, m_words);
        const auto& heading = section.source->heading;
        if (!annex.empty() || !heading.empty())
            write_lines(annex.empty() ? "Heading1" : "Annex",
                        annex + (annex.empty() || heading.empty() ? "" : "\n") + heading);
        for (const auto& paragraph : section.paragraphs)
            write_numbered(paragraph, list);
        if (!section.source->table.columns.empty())
            write_table(section.source->table);
    }

    void write_numbered(const NumberedParagraph& paragraph, int list) {
        if (paragraph.source->kind == ParagraphKind::Signature)
            return write_lines("Signature", paragraph.source->text);
        const bool is_plain = paragraph.number.empty();
        const bool has_note = !paragraph.source->note.empty();
        const auto level = is_plain ? 0 : paragraph.number.size() - 1;
        std::string properties = has_note ? "<w:keepNext/>" : "";
        if (!is_plain)
            properties += fmt::format(
                "<w:numPr><w:ilvl w:val=\"{}\"/><w:numId w:val=\"{}\"/></w:numPr>", level, list);
        if (has_note)
            properties += "<w:spacing w:after=\"0\"/>";
        std::string runs;
        for (const auto& piece : paragraph.pieces)
            runs += run_of(piece);
        if (!paragraph.anchor.empty()) {
            ++m_bookmarks;
            runs = fmt::format(
                "<w:bookmarkStart w:id=\"{0}\" w:name=\"{1}\"/>{2}<w:bookmarkEnd w:id=\"{0}\"/>",
                m_bookmarks, paragraph.anchor, runs);
        }
        write_paragraph(is_plain ? "BodyText" : "ListNumber", properties, runs);
        if (has_note)
            write_paragraph(
                "Note",
                is_plain ? ""
                         : fmt::format("<w:ind w:left=\"{}\"/>", twips(level_left_cm[level + 1])),
                docx_run(paragraph.source->note));
    }

    std::string run_of(const TextPiece& piece) const {
        const auto text = text_of({piece}, m_style.digits,
                                  m_words.text("documents.reference_missing", m_style.language));
        return piece.anchor.empty() ? docx_run(text)
                                    : docx_field("REF " + piece.anchor + " \\w \\h", text);
    }

    void write_table(const DocumentTable& table) {
        int shares = 0;
        for (const auto& column : table.columns)
            shares += column.share;
        std::vector<int> widths;
        std::vector<std::string> headings;
        for (const auto& column : table.columns) {
            widths.push_back(twips(text_width_cm) * column.share / shares);
            headings.push_back(column.heading);
        }
        m_out += "<w:tbl><w:tblPr><w:tblW w:w=\"5000\" w:type=\"pct\"/><w:tblBorders>";
        for (const auto* const side : {"top", "left", "bottom", "right", "insideH", "insideV"})
            m_out += fmt::format(
                "<w:{} w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"000000\"/>", side);
        m_out += "</w:tblBorders><w:tblLayout w:type=\"fixed\"/></w:tblPr><w:tblGrid>";
        for (const auto width : widths)
            m_out += fmt::format("<w:gridCol w:w=\"{}\"/>", width);
        m_out += "</w:tblGrid>\n";
        write_row("TableHead", "<w:tblHeader/>", headings, widths);
        for (const auto& row : table.rows)
            write_row("TableText", "", row, widths);
        m_out += "</w:tbl>\n";
        write_lines("Normal", ""); // Word wants a paragraph after a table.
    }

    void write_row(std::string_view style, std::string_view properties,
                   const std::vector<std::string>& cells, const std::vector<int>& widths) {
        m_out += fmt::format("<w:tr><w:trPr><w:cantSplit/>{}</w:trPr>", properties);
        for (std::size_t i = 0; i < cells.size(); ++i) {
            m_out +=
                fmt::format("<w:tc><w:tcPr><w:tcW w:w=\"{}\" w:type=\"dxa\"/></w:tcPr>", widths[i]);
            write_lines(style, cells[i]);
            m_out += "</w:tc>";
        }
        m_out += "</w:tr>\n";
    }

    const PrintStyle& m_style;
    const Messages& m_words;
    std::string m_out;
    int m_bookmarks = 0;
};

struct ZipRelease {
    void operator()(zip_t* zip) const { zip_discard(zip); }
    void operator()(zip_source_t* source) const { zip_source_free(source); }
};

/// All of it in memory; entries say the first of January 1980, so that no clock shows.
std::string zipped(const std::vector<DocxPart>& parts) {
    constexpr zip_uint16_t first_dos_date = (1 << 5) | 1;
    const std::unique_ptr<zip_source_t, ZipRelease> bytes(
        zip_source_buffer_create(nullptr, 0, 0, nullptr));
    zip_source_keep(bytes.get());
    std::unique_ptr<zip_t, ZipRelease> zip(
        zip_open_from_source(bytes.get(), ZIP_TRUNCATE, nullptr));
    bool is_good = zip != nullptr;
    for (const auto& part : parts) {
        auto* const source =
            is_good ? zip_source_buffer(zip.get(), part.bytes.data(), part.bytes.size(), 0)
                    : nullptr;
        const auto index =
            source ? zip_file_add(zip.get(), part.path.c_str(), source, ZIP_FL_ENC_UTF_8) : -1;
        is_good = index >= 0 && zip_file_set_dostime(zip.get(), static_cast<zip_uint64_t>(index), 0,
                                                     first_dos_date, 0) == 0;
    }
    if (!is_good || zip_close(zip.get()) != 0)
        throw std::runtime_error("a file could not be packed");
    (void)zip.release(); // Closed.
    zip_stat_t status;
    std::string out;
    if (zip_source_stat(bytes.get(), &status) == 0 && zip_source_open(bytes.get()) == 0) {
        out.resize(status.size);
        if (zip_source_read(bytes.get(), out.data(), out.size()) !=
            static_cast<zip_int64_t>(out.size()))
            throw std::runtime_error("a packed file could not be read");
        zip_source_close(bytes.get());
    }
    return out;
}

} // namespace

Result<std::string> docx_file(const Document& document, const PrintStyle& style,
                              const Messages& words) {
    TRY(check(document));
    auto parts = docx_parts(document, style, words);
    parts.push_back({"word/document.xml", DocxBody(style, words).written(document)});
    return zipped(parts);
}

} // namespace samatcha::documents
