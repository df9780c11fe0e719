#include "platform/documents/document.hpp"
#include "platform/documents/test_document.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <functional>
#include <string>
#include <vector>

namespace samatcha::documents {

TEST_CASE("the hash is of what the document says, not of how it is printed") {
    const auto document = thai_document();
    CHECK(text_hash(document) == text_hash(thai_document()));
    CHECK(text_hash(document).size() == 64);

    auto dated_anew = document;
    dated_anew.dated_unix_seconds += 1;
    dated_anew.verify_at = "https://elsewhere.example";
    CHECK(text_hash(dated_anew) == text_hash(document));
}

TEST_CASE("any change of the text changes the hash") {
    const auto document = thai_document();
    const std::vector<std::function<void(Document&)>> changes{
        [](Document& d) { d.running_head += " "; },
        [](Document& d) { d.title += "ๆ"; },
        [](Document& d) { d.subtitle.pop_back(); },
        [](Document& d) { d.body[0].heading = "๑"; },
        [](Document& d) { d.body[0].paragraphs[3].text += "\n"; },
        [](Document& d) { d.body[0].paragraphs[3].text += "\\n"; },
        [](Document& d) { d.body[0].paragraphs[3].note = ""; },
        [](Document& d) { d.body[0].paragraphs[4].level = 0; },
        [](Document& d) { d.body[0].paragraphs[6].kind = ParagraphKind::Plain; },
        [](Document& d) { std::swap(d.annexes[0], d.annexes[1]); },
        [](Document& d) { d.annexes[1].table.rows[0][3] = "ไม่มา"; },
        [](Document& d) { std::swap(d.annexes[1].table.rows[0], d.annexes[1].table.rows[1]); }};
    std::vector<std::string> hashes{text_hash(document)};
    for (const auto& change : changes) {
        auto changed = document;
        change(changed);
        hashes.push_back(text_hash(changed));
    }
    std::sort(hashes.begin(), hashes.end());
    CHECK(std::unique(hashes.begin(), hashes.end()) == hashes.end());
}

TEST_CASE("the canonical text has numbers and references in 0-9") {
    CHECK(canonical_text(english_document()) ==
          "document\t1\tProvincial Education Assembly, 2025\t"
          "Resolution on children and young people outside education\n"
          "subtitle\tResolution 1\n"
          "subtitle\tAdopted on 25 November 2025\n"
          "section\t\t\n"
          "paragraph\t\tRecalling that every child has the right to learn,\n"
          "paragraph\t1\tRequests the provincial education office to draw up a list of children;\n"
          "paragraph\t1.1\tthe list is kept as paragraph 1 says;\n"
          "paragraph\t2\tDecides to meet again.\n");
}

TEST_CASE("a place to sign has no number and counts for none") {
    auto signed_document = english_document();
    signed_document.body.push_back(
        {"", {{0, ParagraphKind::Signature, 0, "Signed ....\n(....)\nChair"}}});
    CHECK(check(signed_document));
    CHECK(canonical_text(signed_document) ==
          canonical_text(english_document()) +
              "section\t\t\nparagraph\t\tSigned ....\\n(....)\\nChair\n");
}

TEST_CASE("the same text in Thai digits has the same hash") {
    auto thai = english_document();
    thai.running_head = "Provincial Education Assembly, ๒๐๒๕";
    thai.subtitle = {"Resolution ๑", "Adopted on ๒๕ November ๒๐๒๕"};
    CHECK(text_hash(thai) == text_hash(english_document()));
    thai.subtitle[0] = "Resolution ๒";
    CHECK(text_hash(thai) != text_hash(english_document()));
}

TEST_CASE("a document that cannot be printed is refused with the reason") {
    struct Case {
        const char* key;
        std::function<void(Document&)> change;
    };
    const std::vector<Case> cases{
        {"documents.title_missing", [](Document& d) { d.title = ""; }},
        {"documents.paragraph_empty", [](Document& d) { d.body[0].paragraphs[4].text = ""; }},
        {"documents.level_skipped", [](Document& d) { d.body[0].paragraphs[3].level = 1; }},
        {"documents.level_skipped", [](Document& d) { d.body[0].paragraphs[4].level = 2; }},
        {"documents.level_skipped", [](Document& d) { d.body[0].paragraphs[4].level = -1; }},
        {"documents.key_twice", [](Document& d) { d.body[0].paragraphs[4].key = 4; }},
        {"documents.row_wrong", [](Document& d) { d.annexes[1].table.rows[1].pop_back(); }},
        {"documents.text_broken", [](Document& d) { d.annexes[1].table.rows[1][0] = "\xFF"; }},
        {"documents.text_broken", [](Document& d) { d.body[0].paragraphs[0].note = "\x01"; }},
        {"documents.text_broken", [](Document& d) { d.subtitle[0] = "\x7F"; }}};
    const auto words = words_of_documents();
    for (const auto& [key, change] : cases) {
        auto document = thai_document();
        change(document);
        const auto checked = check(document);
        REQUIRE_FALSE(checked);
        CHECK(checked.error().key == key);
        CHECK(words.contains(key));
    }
    CHECK(check(thai_document()));
}

} // namespace samatcha::documents
