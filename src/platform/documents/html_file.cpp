#include "platform/documents/document.hpp"
#include "platform/documents/escaped.hpp"
#include "platform/documents/fonts.hpp"
#include "platform/documents/numbering.hpp"
#include "platform/documents/verify_code.hpp"

#include <sodium.h>

#include <array>

namespace samatcha::documents {

namespace {

std::string base64(std::string_view bytes) {
    std::string text(sodium_base64_ENCODED_LEN(bytes.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
    sodium_bin2base64(text.data(), text.size(),
                      reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(),
                      sodium_base64_VARIANT_ORIGINAL);
    text.pop_back();
    return text;
}

/// With the letters of each file, so that a browser takes what belongs to it.
std::string font_faces() {
    struct Face {
        const char* script;
        const char* letters;
    };
    constexpr std::array<Face, 3> faces{
        {{"thai", "U+0E01-0E5B,U+200C-200D,U+25CC"},
         {"latin",
          "U+0000-00FF,U+0131,U+0152-0153,U+02BB-02DC,U+2000-206F,U+20AC,U+2122,U+2190-2215"},
         {"latin-ext", "U+0100-0130,U+0132-0151,U+0154-02BA,U+1E00-1E9F,U+1EF2-1EFF,U+20A0-20AB"}}};
    std::string css;
    for (const auto& face : faces)
        for (const auto* const weight : {"400", "700"}) {
            const auto name =
                std::string("sarabun-") + face.script + "-" + weight + "-normal.woff2";
            for (const auto& file : embedded_documents())
                if (file.path == name)
                    css += "@font-face{font-family:Sarabun;font-weight:" + std::string(weight) +
                           ";src:url(data:font/woff2;base64," + base64(file.bytes) +
                           ") format('woff2');unicode-range:" + face.letters + "}\n";
        }
    return css;
}

constexpr std::string_view style_sheet = R"(
body{margin:0;background:#fff;color:#000;font:12pt/1.7 Sarabun,'TH Sarabun New','Noto Sans Thai',sans-serif}
main,footer,.head{max-width:16cm;margin:0 auto;padding:0 16px}
.head{padding-top:24px;font-size:10pt}
.head p,footer p{margin:0}
h1{margin:24px 0 0;font-size:15pt;line-height:1.5;text-align:center;text-wrap:balance}
.subtitle{margin:0;text-align:center}
.subtitle:last-child{margin-bottom:20px}
h2{margin:28px 0 8px;font-size:13pt;line-height:1.5}
.annex h2{text-align:center}
main p{margin:0 0 8px;overflow-wrap:break-word}
.plain{text-indent:1.5cm}
.numbered{display:flex;gap:.25cm}
.numbered>:first-child{flex:none;min-width:.9cm}
.level-1{margin-left:1.15cm}
.level-1>:first-child{min-width:1.1cm}
.level-2{margin-left:2.5cm}
.level-2>:first-child{min-width:1.5cm}
main .signature{margin:2.2cm 0 0 50%;line-height:2;text-align:center;break-inside:avoid}
.text{white-space:pre-line}
.numbered .text{flex:1;min-width:0}
.note{font-size:9.5pt;line-height:1.5;color:#444}
.of-plain{margin-left:1.5cm}
.of-0{margin-left:1.15cm}
.of-1{margin-left:2.5cm}
.of-2{margin-left:4.25cm}
a{color:inherit}
.table{overflow-x:auto}
table{width:100%;margin-top:12px;border-collapse:collapse;font-size:11pt;line-height:1.5}
th,td{border:.5pt solid #000;padding:3pt 6pt;text-align:left;vertical-align:top;white-space:pre-line}
th{text-align:center}
footer{padding-top:24px;padding-bottom:24px;font-size:8.5pt;line-height:1.5;overflow-wrap:anywhere}
.code{width:1.9cm;height:1.9cm;margin-left:-.2cm}
@media print{
.head{display:none}
main,footer,.head{max-width:none;padding:0}
.annex{break-before:page}
h1,h2{break-after:avoid}
main p{orphans:2;widows:2}
tr{break-inside:avoid}
thead{display:table-header-group;break-after:avoid}
a{text-decoration:none}
}
)";

class HtmlWriter {
public:
    HtmlWriter(const Document& document, const PrintStyle& style, const Messages& words)
        : m_document(document), m_style(style), m_words(words), m_hash(text_hash(document)) {}

    std::string written() && {
        write_head();
        m_out += "<main>\n<header>\n";
        add("h1", "", m_document.title);
        for (const auto& line : m_document.subtitle)
            add("p", "subtitle", line);
        m_out += "</header>\n";
        for (const auto& section : numbered(m_document))
            write_section(section);
        m_out += "</main>\n<footer>\n";
        add("p", "", word("documents.text_hash") + " " + m_hash);
        if (!m_document.verify_at.empty()) {
            add("p", "", word("documents.verify_at", {{"address", m_document.verify_at}}));
            write_code();
        }
        m_out += "</footer>\n</body>\n</html>\n";
        return std::move(m_out);
    }

private:
    std::string word(std::string_view key, const Messages::Arguments& arguments = {}) const {
        return m_words.text(key, m_style.language, arguments);
    }

    void add_text(std::string_view text) { m_out += escaped(text); }

    void open(std::string_view element, std::string_view css_class) {
        m_out += "<" + std::string(element);
        if (!css_class.empty())
            m_out += " class=\"" + std::string(css_class) + "\"";
        m_out += ">";
    }

    void add(std::string_view element, std::string_view css_class, std::string_view text) {
        open(element, css_class);
        add_text(text);
        m_out += "</" + std::string(element) + ">\n";
    }

    /// A text within quotes of a style sheet within an element: no character is left to end either.
    static std::string css_text(std::string_view text) {
        std::string out = "\"";
        for (const char c : text) {
            if (c == '"' || c == '\\' || c == '<' || c == '>' || c == '\n') {
                std::array<char, 2> digits{"0123456789abcdef"[static_cast<unsigned char>(c) >> 4],
                                           "0123456789abcdef"[c & 0xF]};
                out += "\\0000" + std::string(digits.data(), digits.size());
            } else {
                out += c;
            }
        }
        return out + "\"";
    }

    /// What stands on each printed page: browsers that know page margins count the pages too.
    std::string page_rule() const {
        const std::string counter = m_style.digits == Digits::Thai ? ",thai)" : ")";
        auto pages = css_text(word("documents.page", {{"page", "\1"}, {"pages", "\2"}}));
        pages.replace(pages.find('\1'), 1, "\"counter(page" + counter + "\"");
        pages.replace(pages.find('\2'), 1, "\"counter(pages" + counter + "\"");
        const auto hash = css_text(word("documents.text_hash") + " " + m_hash);
        return "@page{size:A4;margin:2.5cm;"
               "@top-left{font:9pt Sarabun;width:75%;content:" +
               css_text(m_document.running_head) + "}@top-right{font:9pt Sarabun;content:" + pages +
               "}@bottom-left{font:7.5pt Sarabun;white-space:nowrap;content:" + hash + "}}\n";
    }

    void write_head() {
        m_out += "<!DOCTYPE html>\n<html lang=\"";
        m_out += m_style.language == Language::Thai ? "th" : "en";
        m_out += "\">\n<head>\n<meta charset=\"utf-8\">\n"
                 "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n<title>";
        add_text(m_document.title);
        m_out += "</title>\n<style>\n" + font_faces() + std::string(style_sheet.substr(1)) +
                 page_rule() + "</style>\n</head>\n<body>\n";
        if (!m_document.running_head.empty()) {
            m_out += "<header class=\"head\">";
            add("p", "", m_document.running_head);
            m_out += "</header>\n";
        }
    }

    void write_code() {
        const auto modules = verify_code(m_document.verify_at);
        const auto side = std::to_string(modules.size() + 2 * quiet_modules);
        m_out += "<svg class=\"code\" viewBox=\"0 0 " + side + " " + side +
                 "\" shape-rendering=\"crispEdges\" aria-hidden=\"true\"><path d=\"";
        for (std::size_t y = 0; y < modules.size(); ++y)
            for (std::size_t x = 0; x < modules.size(); ++x)
                if (modules[y][x])
                    m_out += "M" + std::to_string(x + quiet_modules) + " " +
                             std::to_string(y + quiet_modules) + "h1v1h-1z";
        m_out += "\"/></svg>\n";
    }

    void write_section(const NumberedSection& section) {
        open("section", section.annex_no == 0 ? "" : "annex");
        m_out += "\n";
        const auto annex = annex_label(section, m_style, m_words);
        if (!annex.empty() || !section.source->heading.empty()) {
            open("h2", "");
            add_text(annex);
            if (!annex.empty() && !section.source->heading.empty())
                m_out += "<br>";
            add_text(section.source->heading);
            m_out += "</h2>\n";
        }
        for (const auto& paragraph : section.paragraphs)
            write_paragraph(paragraph);
        if (!section.source->table.columns.empty())
            write_table(section.source->table);
        m_out += "</section>\n";
    }

    void write_paragraph(const NumberedParagraph& paragraph) {
        const auto level = std::to_string(paragraph.source->level);
        const bool is_plain = paragraph.number.empty();
        m_out += "<p class=\"" + class_of(paragraph) + "\"";
        if (!paragraph.anchor.empty())
            m_out += " id=\"" + paragraph.anchor + "\"";
        m_out += ">";
        if (!is_plain) {
            open("span", "");
            add_text(number_label(paragraph.number, m_style.digits));
            m_out += "</span> ";
        }
        open("span", "text");
        for (const auto& piece : paragraph.pieces)
            write_piece(piece);
        m_out += "</span></p>\n";
        if (!paragraph.source->note.empty())
            add("p", "note of-" + (is_plain ? "plain" : level), paragraph.source->note);
    }

    static std::string class_of(const NumberedParagraph& paragraph) {
        if (paragraph.source->kind == ParagraphKind::Signature)
            return "signature";
        return paragraph.number.empty()
                   ? "plain"
                   : "numbered level-" + std::to_string(paragraph.source->level);
    }

    void write_piece(const TextPiece& piece) {
        if (!piece.anchor.empty())
            m_out += "<a href=\"#" + piece.anchor + "\">";
        add_text(text_of({piece}, m_style.digits, word("documents.reference_missing")));
        if (!piece.anchor.empty())
            m_out += "</a>";
    }

    void write_table(const DocumentTable& table) {
        int shares = 0;
        for (const auto& column : table.columns)
            shares += column.share;
        m_out += "<div class=\"table\"><table>\n<colgroup>";
        for (const auto& column : table.columns)
            m_out += "<col style=\"width:" + std::to_string(100 * column.share / shares) + "%\">";
        m_out += "</colgroup>\n<thead>\n<tr>\n";
        for (const auto& column : table.columns) {
            m_out += "<th scope=\"col\">";
            add_text(column.heading);
            m_out += "</th>\n";
        }
        m_out += "</tr>\n</thead>\n<tbody>\n";
        for (const auto& row : table.rows) {
            m_out += "<tr>\n";
            for (const auto& cell : row)
                add("td", "", cell);
            m_out += "</tr>\n";
        }
        m_out += "</tbody>\n</table></div>\n";
    }

    const Document& m_document;
    const PrintStyle& m_style;
    const Messages& m_words;
    std::string m_hash;
    std::string m_out;
};

} // namespace

Result<std::string> html_file(const Document& document, const PrintStyle& style,
                              const Messages& words) {
    TRY(check(document));
    return HtmlWriter(document, style, words).written();
}

} // namespace samatcha::documents
