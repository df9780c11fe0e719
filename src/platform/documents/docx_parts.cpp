#include "platform/documents/docx_parts.hpp"

#include "platform/documents/escaped.hpp"
#include "platform/documents/numbering.hpp"
#include "platform/documents/verify_code.hpp"

#include <fmt/chrono.h>

#include <algorithm>
#include <array>

namespace samatcha::documents {

namespace {

constexpr const char* content_types =
    R"(<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Default Extension="png" ContentType="image/png"/>
<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>
<Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/>
<Override PartName="/word/numbering.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"/>
<Override PartName="/word/settings.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.settings+xml"/>
<Override PartName="/word/fontTable.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.fontTable+xml"/>
<Override PartName="/word/header1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"/>
<Override PartName="/word/footer1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"/>
<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>
</Types>)";

constexpr const char* package_relationships =
    R"(<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>
<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/>
</Relationships>)";

constexpr const char* document_relationships =
    R"(<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/>
<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering" Target="numbering.xml"/>
<Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/settings" Target="settings.xml"/>
<Relationship Id="rId4" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/fontTable" Target="fontTable.xml"/>
<Relationship Id="rId5" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/header" Target="header1.xml"/>
<Relationship Id="rId6" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footer" Target="footer1.xml"/>
</Relationships>)";

constexpr const char* footer_relationships =
    R"(<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" Target="media/verify.png"/>
</Relationships>)";

constexpr const char* font_table = R"(<w:font w:name="TH Sarabun New">
<w:altName w:val="TH SarabunPSK"/><w:charset w:val="DE"/><w:family w:val="swiss"/><w:pitch w:val="variable"/>
</w:font>)";

/// Sizes are in half points.
std::string styles(Language language) {
    const bool is_thai = language == Language::Thai;
    const std::string even = is_thai ? "thaiDistribute" : "left";
    const auto style = [](std::string_view id, std::string_view name, std::string_view rest) {
        return fmt::format(
            "<w:style w:type=\"paragraph\"{} w:styleId=\"{}\"><w:name w:val=\"{}\"/>{}</w:style>\n",
            id == "Normal" ? " w:default=\"1\"" : "", id, name, rest);
    };
    const std::string bold = "<w:b/><w:bCs/>";
    const auto size = [](int half_points) {
        return fmt::format("<w:sz w:val=\"{0}\"/><w:szCs w:val=\"{0}\"/>", half_points);
    };
    const std::string based = "<w:basedOn w:val=\"Normal\"/>";
    std::string xml = "<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii=\"TH Sarabun New\" "
                      "w:eastAsia=\"TH Sarabun New\" "
                      "w:hAnsi=\"TH Sarabun New\" w:cs=\"TH Sarabun New\"/>" +
                      size(32) +
                      "<w:lang w:val=\"en-US\" w:eastAsia=\"en-US\" "
                      "w:bidi=\"th-TH\"/></w:rPr></w:rPrDefault><w:pPrDefault/>"
                      "</w:docDefaults>\n";
    xml += style("Normal", "Normal", "<w:qFormat/>");
    xml += style("Title", "Title",
                 based + "<w:qFormat/><w:pPr><w:keepNext/><w:jc w:val=\"center\"/></w:pPr><w:rPr>" +
                     bold + size(36) + "</w:rPr>");
    xml += style("Subtitle", "Subtitle",
                 based + "<w:qFormat/><w:pPr><w:jc w:val=\"center\"/></w:pPr>");
    xml += style("Heading1", "heading 1",
                 based +
                     "<w:qFormat/><w:pPr><w:keepNext/><w:spacing w:before=\"240\" w:after=\"60\"/>"
                     "<w:outlineLvl w:val=\"0\"/></w:pPr><w:rPr>" +
                     bold + size(34) + "</w:rPr>");
    xml += style("Annex", "Annex",
                 "<w:basedOn w:val=\"Heading1\"/><w:qFormat/><w:pPr><w:pageBreakBefore/><w:spacing "
                 "w:before=\"0\" "
                 "w:after=\"240\"/><w:jc w:val=\"center\"/></w:pPr>");
    xml += style(
        "BodyText", "Body Text",
        based + fmt::format("<w:qFormat/><w:pPr><w:widowControl/><w:spacing w:after=\"80\"/><w:ind "
                            "w:firstLine=\"{}\"/><w:jc w:val=\"{}\"/></w:pPr>",
                            twips(2.5), even));
    xml += style(
        "ListNumber", "List Number",
        based + "<w:qFormat/><w:pPr><w:widowControl/><w:spacing w:after=\"80\"/><w:jc w:val=\"" +
            even + "\"/></w:pPr>");
    xml += style("Signature", "Signature",
                 based + fmt::format("<w:qFormat/><w:pPr><w:keepLines/><w:spacing "
                                     "w:before=\"960\"/><w:ind w:left=\"{}\"/><w:jc "
                                     "w:val=\"center\"/></w:pPr>",
                                     twips(8)));
    xml += style("Note", "Note",
                 based + "<w:qFormat/><w:pPr><w:spacing w:after=\"80\"/></w:pPr><w:rPr>" +
                     size(26) + "</w:rPr>");
    xml += style("TableText", "Table Text", based + "<w:qFormat/><w:rPr>" + size(28) + "</w:rPr>");
    xml += style("TableHead", "Table Head",
                 "<w:basedOn w:val=\"TableText\"/><w:qFormat/><w:pPr><w:keepNext/><w:jc "
                 "w:val=\"center\"/></w:pPr>"
                 "<w:rPr>" +
                     bold + "</w:rPr>");
    xml += style(
        "Header", "header",
        based + fmt::format(
                    "<w:pPr><w:tabs><w:tab w:val=\"right\" w:pos=\"{}\"/></w:tabs></w:pPr><w:rPr>{}"
                    "</w:rPr>",
                    twips(16), size(26)));
    // Room for the code at the right.
    xml += style("Footer", "footer",
                 based + fmt::format("<w:pPr><w:ind w:right=\"{}\"/></w:pPr><w:rPr>{}</w:rPr>",
                                     twips(code_side_cm), size(16)));
    return xml;
}

/// One list of three levels, begun anew for each section.
std::string numbering(const Document& document, Digits digits) {
    const auto* const format = digits == Digits::Thai ? "thaiNumbers" : "decimal";
    constexpr std::array<const char*, level_max + 1> texts{"%1.", "%1.%2", "%1.%2.%3"};
    std::string xml =
        "<w:abstractNum w:abstractNumId=\"0\"><w:multiLevelType w:val=\"multilevel\"/>\n";
    for (std::size_t level = 0; level < texts.size(); ++level)
        xml += fmt::format("<w:lvl w:ilvl=\"{}\"><w:start w:val=\"1\"/><w:numFmt "
                           "w:val=\"{}\"/><w:lvlText w:val=\"{}\"/>"
                           "<w:lvlJc w:val=\"left\"/><w:pPr><w:ind w:left=\"{}\" "
                           "w:hanging=\"{}\"/></w:pPr></w:lvl>\n",
                           level, format, texts[level], twips(level_left_cm[level + 1]),
                           twips(level_left_cm[level + 1] - level_left_cm[level]));
    xml += "</w:abstractNum>\n";
    for (std::size_t list = 1; list <= document.body.size() + document.annexes.size(); ++list) {
        xml += fmt::format("<w:num w:numId=\"{}\"><w:abstractNumId w:val=\"0\"/>", list);
        for (std::size_t level = 0; level < texts.size(); ++level)
            xml += fmt::format(
                "<w:lvlOverride w:ilvl=\"{}\"><w:startOverride w:val=\"1\"/></w:lvlOverride>",
                level);
        xml += "</w:num>\n";
    }
    return xml;
}

std::string properties(const Document& document, Language language) {
    const auto dated =
        fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(document.dated_unix_seconds));
    return "<cp:coreProperties "
           "xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" "
           "xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
           "xmlns:dcterms=\"http://purl.org/dc/terms/\" "
           "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:title>" +
           escaped(document.title) + "</dc:title><dc:creator>Samatcha</dc:creator><dc:language>" +
           (language == Language::Thai ? "th-TH" : "en-GB") +
           "</dc:language><dcterms:created xsi:type=\"dcterms:W3CDTF\">" + dated +
           "</dcterms:created><dcterms:modified xsi:type=\"dcterms:W3CDTF\">" + dated +
           "</dcterms:modified></cp:coreProperties>";
}

/// Running head, and the page in the words of the language with the program's own numbers in it: in
/// 0-9, because LibreOffice takes Word's Thai digits there for Thai letters.
std::string header(const Document& document, const PrintStyle& style, const Messages& words) {
    const auto text =
        words.text("documents.page", style.language, {{"page", "\1"}, {"pages", "\2"}});
    std::string xml = "<w:p><w:pPr><w:pStyle w:val=\"Header\"/></w:pPr>" +
                      docx_run(document.running_head) + "<w:r><w:tab/></w:r>";
    for (std::size_t at = 0; at < text.size();) {
        const auto end = std::min(text.find_first_of("\1\2", at), text.size());
        if (end > at)
            xml += docx_run(text.substr(at, end - at));
        if (end < text.size())
            xml += docx_field(text[end] == '\1' ? "PAGE" : "NUMPAGES", "1");
        at = end + 1;
    }
    return xml + "</w:p>";
}

/// The picture of the code at the right edge of the text, beside the lines of the foot.
std::string code_picture() {
    constexpr int emu_per_cm = 360'000; // What drawings are measured in.
    return fmt::format(
        R"(<w:r><w:drawing><wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="1" behindDoc="1" locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/><wp:positionH relativeFrom="margin"><wp:align>right</wp:align></wp:positionH><wp:positionV relativeFrom="paragraph"><wp:posOffset>0</wp:posOffset></wp:positionV><wp:extent cx="{0}" cy="{0}"/><wp:wrapNone/><wp:docPr id="1" name="QR"/><a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:nvPicPr><pic:cNvPr id="1" name="QR"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="rId1"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{0}" cy="{0}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:anchor></w:drawing></w:r>)",
        static_cast<int>(code_side_cm * emu_per_cm));
}

std::string footer(const Document& document, const PrintStyle& style, const Messages& words) {
    const auto paragraph = [](const std::string& text, const std::string& picture = {}) {
        return "<w:p><w:pPr><w:pStyle w:val=\"Footer\"/></w:pPr>" + picture + docx_run(text) +
               "</w:p>";
    };
    auto xml =
        paragraph(words.text("documents.text_hash", style.language) + " " + text_hash(document),
                  document.verify_at.empty() ? std::string() : code_picture());
    if (!document.verify_at.empty())
        xml += paragraph(
            words.text("documents.verify_at", style.language, {{"address", document.verify_at}}));
    return xml;
}

std::string word_part(std::string_view element, const std::string& content) {
    return fmt::format("{0}<w:{1} {2}>\n{3}\n</w:{1}>", xml_declaration, element, word_namespaces,
                       content);
}

} // namespace

std::string docx_run(std::string_view text) {
    // The letters of Thai are E0 B8 80 to E0 B9 BF.
    const bool is_thai = text.find("\xE0\xB8") != text.npos || text.find("\xE0\xB9") != text.npos;
    std::string xml = is_thai ? "<w:r><w:rPr><w:rFonts w:hint=\"cs\"/><w:cs/></w:rPr>" : "<w:r>";
    for (std::size_t at = 0; at <= text.size();) {
        const auto end = std::min(text.find('\n', at), text.size());
        xml += (at == 0 ? "<w:t xml:space=\"preserve\">" : "<w:br/><w:t xml:space=\"preserve\">") +
               escaped(text.substr(at, end - at)) + "</w:t>";
        at = end + 1;
    }
    return xml + "</w:r>";
}

std::string docx_field(std::string_view instruction, std::string_view now) {
    return "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText "
           "xml:space=\"preserve\"> " +
           std::string(instruction) +
           " </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>" +
           docx_run(now) + "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>";
}

std::vector<DocxPart> docx_parts(const Document& document, const PrintStyle& style,
                                 const Messages& words) {
    const std::string settings =
        "<w:zoom w:percent=\"100\"/><w:defaultTabStop w:val=\"720\"/><w:characterSpacingControl "
        "w:val=\"doNotCompress\"/><w:compat><w:compatSetting w:name=\"compatibilityMode\" "
        "w:uri=\"http://schemas.microsoft.com/office/word\" "
        "w:val=\"15\"/></w:compat><w:themeFontLang "
        "w:val=\"en-US\" w:bidi=\"th-TH\"/>";
    std::vector<DocxPart> parts{
        {"[Content_Types].xml", std::string(xml_declaration) + content_types},
        {"_rels/.rels", std::string(xml_declaration) + package_relationships},
        {"docProps/core.xml", xml_declaration + properties(document, style.language)},
        {"word/_rels/document.xml.rels", std::string(xml_declaration) + document_relationships},
        {"word/settings.xml", word_part("settings", settings)},
        {"word/fontTable.xml", word_part("fonts", font_table)},
        {"word/styles.xml", word_part("styles", styles(style.language))},
        {"word/numbering.xml", word_part("numbering", numbering(document, style.digits))},
        {"word/header1.xml", word_part("hdr", header(document, style, words))},
        {"word/footer1.xml", word_part("ftr", footer(document, style, words))}};
    if (!document.verify_at.empty()) {
        parts.push_back(
            {"word/_rels/footer1.xml.rels", std::string(xml_declaration) + footer_relationships});
        parts.push_back({"word/media/verify.png", code_png(verify_code(document.verify_at))});
    }
    return parts;
}

} // namespace samatcha::documents
