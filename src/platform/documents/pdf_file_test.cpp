#include "base/utf8.hpp"
#include "platform/documents/document.hpp"
#include "platform/documents/test_printed_text.hpp"

#include <doctest/doctest.h>

#include <string>
#include <thread>
#include <vector>

namespace samatcha::documents {

namespace {

constexpr PrintStyle arabic_style{Language::Thai, Digits::Arabic};

std::string pdf_of(const Document& document) {
    return pdf_file(document, arabic_style, words_of_documents()).value();
}

/// By page; `region` are pdftotext's own options.
PrintedLines pages_of(const std::string& pdf, const std::string& region) {
    const ScratchFolder folder;
    return split(output_of("pdftotext -raw " + region + " " + folder.file("a.pdf", pdf) + " -"),
                 '\f');
}

/// What stands between the margins, at 72 dots an inch.
PrintedLines text_pages_of(const std::string& pdf) {
    return pages_of(pdf, "-x 60 -y 65 -W 480 -H 712");
}

std::string joined(const PrintedLines& pages) {
    std::string text;
    for (const auto& page : pages)
        text += page;
    return text;
}

/// Many paragraphs, a long note, a table over several pages with a cell longer than one.
Document long_document() {
    auto document = thai_document();
    const auto some = document.body[0].paragraphs;
    for (int i = 0; i < 12; ++i)
        for (auto each : some) {
            each.key = 0;
            document.body[0].paragraphs.push_back(each);
        }
    std::string long_text;
    for (int i = 0; i < 40; ++i)
        long_text += some[3].text + " ";
    document.body[0].paragraphs.push_back({0, ParagraphKind::Numbered, 0, long_text, some[3].note});
    auto& rows = document.annexes[1].table.rows;
    for (int i = 0; i < 120; ++i)
        rows.push_back(rows[static_cast<std::size_t>(i % 5)]);
    rows[60][1] = long_text;
    return document;
}

bool is_mark(char32_t letter) {
    return letter == 0xE31 || (letter >= 0xE34 && letter <= 0xE3A) ||
           (letter >= 0xE47 && letter <= 0xE4E);
}
/// Never at the beginning of a line: they belong to the letter before.
bool hangs_on_letter_before(char32_t letter) {
    return is_mark(letter) || letter == 0xE30 || letter == 0xE32 || letter == 0xE33 ||
           letter == 0xE45 || letter == 0xE46 || letter == 0xE2F;
}
/// Never at the end of one.
bool waits_for_letter_after(char32_t letter) {
    return letter >= 0xE40 && letter <= 0xE44;
}

} // namespace

TEST_CASE("the text read from a PDF is that of the document") {
    const auto document = thai_document();
    CHECK(first_difference(without_blanks(joined(text_pages_of(pdf_of(document)))),
                           expected_lines(document)) == "");
}

TEST_CASE("nothing is lost or hidden where pages break") {
    const auto document = long_document();
    const auto pages = text_pages_of(pdf_of(document));
    CHECK(pages.size() > 10);
    std::string text;
    int heads = 0;
    for (const auto& page : pages) {
        auto part = without_blanks(page);
        if (const std::string head = "ที่หน่วยงานภาคส่วนเข้าร่วม"; part.starts_with(head)) { // Repeated.
            part.erase(0, head.size());
            ++heads;
        }
        text += part;
    }
    CHECK(heads > 2);
    CHECK(text.size() == joined(expected_lines(document)).size());
}

TEST_CASE("the head of a table never stands alone at the foot of a page") {
    const std::string head = "ที่หน่วยงานภาคส่วนเข้าร่วม";
    for (int lines = 20; lines < 40; ++lines) {
        auto document = thai_document();
        auto& section = document.body.front();
        section.paragraphs.clear();
        for (int i = 0; i < lines; ++i)
            section.paragraphs.push_back({i + 1, ParagraphKind::Plain, 0, "หนึ่งบรรทัด"});
        section.table = document.annexes.back().table;
        section.table.rows.front()[1] = "หนึ่ง\nสอง\nสาม\nสี่\nห้า\nหก";
        document.annexes.clear();
        document.verify_at.clear();
        CAPTURE(lines);
        for (const auto& page : text_pages_of(pdf_of(document)))
            CHECK_FALSE(without_blanks(page).ends_with(head));
    }
}

TEST_CASE("each page says which it is of how many, and the hash of the text") {
    const auto document = long_document();
    const auto pages = pages_of(pdf_of(document), "");
    for (std::size_t i = 0; i < pages.size(); ++i) {
        CAPTURE(i);
        CHECK(pages[i].find(document.running_head) != std::string::npos);
        CHECK(pages[i].find("หน้า " + std::to_string(i + 1) + " จาก " +
                            std::to_string(pages.size())) != std::string::npos);
        CHECK(pages[i].find(text_hash(document)) != std::string::npos);
        CHECK(pages[i].find(document.verify_at) != std::string::npos);
    }
}

TEST_CASE("no line begins or ends within a Thai syllable") {
    int lines = 0;
    for (const auto& page : text_pages_of(pdf_of(long_document())))
        for (const auto& line : split(page, '\n')) {
            const auto letters = letters_of(line);
            if (letters.empty())
                continue;
            ++lines;
            CAPTURE(line);
            CHECK_FALSE(hangs_on_letter_before(letters.front()));
            CHECK_FALSE(waits_for_letter_after(letters.back()));
        }
    CHECK(lines > 300);
}

TEST_CASE("the same document gives the same PDF, byte by byte") {
    CHECK(pdf_of(long_document()) == pdf_of(long_document()));
    auto dated_anew = thai_document();
    dated_anew.dated_unix_seconds += 86'400;
    CHECK(pdf_of(dated_anew) != pdf_of(thai_document()));
}

TEST_CASE("several threads make PDFs at once") {
    const auto alone = pdf_of(thai_document());
    std::vector<std::string> made(4);
    {
        std::vector<std::jthread> threads;
        for (auto& each : made)
            threads.emplace_back([&each, words = words_of_documents()] {
                for (int i = 0; i < 5; ++i)
                    each = pdf_file(thai_document(), arabic_style, words).value();
            });
    }
    for (const auto& each : made)
        CHECK(each == alone);
}

TEST_CASE("a PDF has its own fonts, a title and links from references") {
    const ScratchFolder folder;
    const auto path = folder.file("a.pdf", pdf_of(thai_document()));
    const auto fonts = split(output_of("pdffonts " + path), '\n');
    REQUIRE(fonts.size() > 2);
    for (std::size_t i = 2; i < fonts.size(); ++i) {
        CHECK(fonts[i].find("+Sarabun-") != std::string::npos);
        CHECK(fonts[i].find("yes yes yes") !=
              std::string::npos); // Embedded, a part of it, readable.
    }
    CHECK(output_of("pdfinfo " + path).find(thai_document().title) != std::string::npos);
    const auto places = output_of("pdfinfo -dests " + path);
    CHECK(places.find("\"p1_5\"") != std::string::npos);
    CHECK(places.find("\"p2_2\"") != std::string::npos);
}

} // namespace samatcha::documents
