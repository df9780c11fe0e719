#include "platform/documents/document.hpp"
#include "platform/documents/test_printed_text.hpp"

#include <doctest/doctest.h>

#include <string>
#include <utility>

namespace samatcha::documents {

namespace {

bool has(const std::string& text, std::string_view part) {
    return text.find(part) != text.npos;
}

/// Without elements and with characters in the place of their names.
std::string text_of_page(const std::string& html) {
    const auto begin = html.find("<main>");
    std::string text;
    bool is_within = false;
    for (const char c : html.substr(begin, html.find("</main>") - begin)) {
        is_within |= c == '<';
        if (!is_within)
            text += c;
        is_within &= c != '>';
    }
    for (const auto& [name, letter] :
         {std::pair{"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&amp;", "&"}})
        text = replaced(text, name, letter);
    return text;
}

} // namespace

TEST_CASE("the text read from a page is that of the document") {
    const auto document = thai_document();
    const auto html = html_file(document, {Language::Thai, Digits::Arabic}, words_of_documents());
    CHECK(first_difference(without_blanks(text_of_page(html.value())), expected_lines(document)) ==
          "");
}

TEST_CASE("the page needs nothing from outside and says what it is") {
    const auto html = html_file(thai_document(), {}, words_of_documents()).value();
    CHECK(has(html, "<html lang=\"th\">"));
    CHECK(has(html, text_hash(thai_document())));
    for (const auto* const outside : {"src=", "<link", "<script", "url(http", "url(/"})
        CHECK_FALSE(has(html, outside));
    CHECK(html == html_file(thai_document(), {}, words_of_documents()).value());
}

TEST_CASE("numbers and references of the page are in the digits asked for") {
    const auto words = words_of_documents();
    const auto thai = html_file(thai_document(), {Language::Thai, Digits::Thai}, words).value();
    CHECK(has(thai, "<span>๑.๒.๑</span>"));
    CHECK(has(thai, "ตามข้อ <a href=\"#p1_4\">๑</a> และข้อ <a href=\"#p1_6\">๑.๒</a>"));
    CHECK(has(thai, "ตามข้อ (ข้อที่ไม่มีแล้ว) ของ"));
    CHECK(has(thai, "ภาคผนวก ๒<br>ผู้เข้าร่วมประชุม"));
    const auto arabic =
        html_file(thai_document(), {Language::English, Digits::Arabic}, words).value();
    CHECK(has(arabic, "<span>1.2.1</span>"));
    CHECK(has(arabic, "Annex 2<br>"));
}

TEST_CASE("an annex names paragraphs of the body") {
    const auto html = html_file(thai_document(), {}, words_of_documents()).value();
    CHECK(has(html, "ต่อข้อ <a href=\"#p1_10\">๓</a>"));
}

TEST_CASE("no text becomes a part of the page's code") {
    auto document = thai_document();
    document.running_head = document.title = "</style><b>\"'\\&";
    const auto html = html_file(document, {}, words_of_documents()).value();
    CHECK_FALSE(has(html, "<b>"));
    CHECK(has(html, "&lt;/style&gt;&lt;b&gt;&quot;'\\&amp;"));
    CHECK(has(html, "content:\"\\00003c/style\\00003e\\00003cb\\00003e\\000022'\\00005c&\""));
}

} // namespace samatcha::documents
