#include "platform/documents/verify_code.hpp"

#include "platform/documents/test_document.hpp"

#include <doctest/doctest.h>

namespace samatcha::documents {

namespace {

std::size_t times(const std::string& text, std::string_view part) {
    std::size_t count = 0;
    for (auto at = text.find(part); at != text.npos; at = text.find(part, at + 1))
        ++count;
    return count;
}

} // namespace

TEST_CASE("a QR code is square, with its three corner marks") {
    const auto modules = verify_code("https://samatcha.example/verify?d=40-0123456789abcdef");
    const auto side = modules.size();
    CHECK((side - 21) % 4 == 0);
    for (const auto& row : modules)
        REQUIRE(row.size() == side);
    const auto is_mark = [&](std::size_t top, std::size_t left) {
        for (std::size_t i = 0; i < 7; ++i) {
            const bool is_ring = i == 0 || i == 6;
            if (!modules[top][left + i] || !modules[top + 6][left + i] ||
                modules[top + 1][left + i] != is_ring)
                return false;
        }
        return true;
    };
    CHECK(is_mark(0, 0));
    CHECK(is_mark(0, side - 7));
    CHECK(is_mark(side - 7, 0));
    CHECK_FALSE(is_mark(side - 7, side - 7));
}

TEST_CASE("a document carries the code of the address where it is verified, and none without") {
    auto document = english_document();
    const PrintStyle style{Language::English, Digits::Arabic};
    const auto words = words_of_documents();
    document.verify_at = "http://hall.local/verify";
    CHECK(times(html_file(document, style, words).value(), "<svg class=\"code\"") == 1);
    const auto with = docx_file(document, style, words).value();
    CHECK(times(with, "word/media/verify.png") > 0);
    const auto pdf_with = pdf_file(document, style, words).value();
    document.verify_at.clear();
    CHECK(times(html_file(document, style, words).value(), "<svg") == 0);
    CHECK(times(docx_file(document, style, words).value(), "verify.png") == 0);
    CHECK(pdf_file(document, style, words).value().size() + 500 < pdf_with.size());
}

} // namespace samatcha::documents
