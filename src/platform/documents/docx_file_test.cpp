#include "platform/documents/document.hpp"
#include "platform/documents/test_printed_text.hpp"

#include <doctest/doctest.h>

#include <string>

namespace samatcha::documents {

namespace {

std::string docx_of(const Document& document, Digits digits) {
    return docx_file(document, {Language::Thai, digits}, words_of_documents()).value();
}

std::string part_of(const std::string& docx, const std::string& part) {
    const ScratchFolder folder;
    const std::string program = "import sys, zipfile, xml.dom.minidom as dom\n"
                                "file = zipfile.ZipFile(sys.argv[1])\n"
                                "[dom.parseString(file.read(name)) for name in file.namelist() "
                                "if not name.endswith('.png')]\n"
                                "print(file.read(sys.argv[2]).decode())\n";
    return output_of("python3 " + folder.file("part.py", program) + " " +
                     folder.file("a.docx", docx) + " " + part);
}

bool has(const std::string& text, std::string_view part) {
    return text.find(part) != text.npos;
}

} // namespace

TEST_CASE("LibreOffice reads in a DOCX what the document says, with its numbers") {
    const ScratchFolder folder;
    const auto document = thai_document();
    folder.file("a.docx", docx_of(document, Digits::Arabic));
    output_of("soffice -env:UserInstallation=file://" + folder.path("profile") +
              " --headless --convert-to 'txt:Text (encoded):UTF8' --outdir " + folder.path("") +
              " " + folder.path("a.docx") + " 2>&1");
    const auto text = output_of("cat " + folder.path("a.txt"));
    REQUIRE(text.starts_with("\xEF\xBB\xBF"));
    CHECK(first_difference(without_blanks(text.substr(3)), expected_lines(document)) == "");
}

TEST_CASE("numbers and references of a DOCX are those of the program, not typed") {
    const auto docx = docx_of(thai_document(), Digits::Thai);
    const auto body = part_of(docx, "word/document.xml");
    CHECK(has(body, "<w:ilvl w:val=\"2\"/><w:numId w:val=\"1\"/>"));
    CHECK(has(body, "<w:ilvl w:val=\"0\"/><w:numId w:val=\"2\"/>")); // Begun anew in the annex.
    CHECK(has(body, "w:name=\"p1_6\"/>"));
    CHECK(has(body, " REF p1_6 \\w \\h "));
    CHECK_FALSE(has(body, "๑.๒.๑"));
    const auto numbering = part_of(docx, "word/numbering.xml");
    CHECK(has(numbering, "<w:numFmt w:val=\"thaiNumbers\"/><w:lvlText w:val=\"%1.%2.%3\"/>"));
    CHECK(has(part_of(docx_of(thai_document(), Digits::Arabic), "word/numbering.xml"),
              "<w:numFmt w:val=\"decimal\"/>"));
}

TEST_CASE("Thai in a DOCX is complex script in a Thai font, of 16 points") {
    const auto docx = docx_of(thai_document(), Digits::Thai);
    const auto styles = part_of(docx, "word/styles.xml");
    CHECK(has(styles, "w:cs=\"TH Sarabun New\""));
    CHECK(has(styles, "<w:szCs w:val=\"32\"/>"));
    CHECK(has(styles, "w:bidi=\"th-TH\""));
    const auto body = part_of(docx, "word/document.xml");
    CHECK(has(body, "<w:cs/></w:rPr><w:t xml:space=\"preserve\">จึงมีมติร่วมกัน"));
    CHECK(has(body, "&amp; มี &quot;แผนการเรียนรู้&quot; &lt;รายบุคคล&gt;"));
}

TEST_CASE("a DOCX has page, pages and hash on each page") {
    const auto docx = docx_of(thai_document(), Digits::Thai);
    const auto head = part_of(docx, "word/header1.xml");
    CHECK(has(head, " PAGE "));
    CHECK(has(head, " NUMPAGES "));
    CHECK(has(part_of(docx, "word/footer1.xml"), text_hash(thai_document())));
}

TEST_CASE("the same document gives the same DOCX, byte by byte") {
    CHECK(docx_of(thai_document(), Digits::Thai) == docx_of(thai_document(), Digits::Thai));
    auto dated_anew = thai_document();
    dated_anew.dated_unix_seconds += 86'400;
    CHECK(docx_of(dated_anew, Digits::Thai) != docx_of(thai_document(), Digits::Thai));
}

} // namespace samatcha::documents
