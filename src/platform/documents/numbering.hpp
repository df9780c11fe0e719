#pragma once

// A document with every number and reference in its place: what its three files are written from.

#include "platform/documents/document.hpp"

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace samatcha::documents {

/// Where numbers of each level begin, and where the text after them does, from the left margin.
constexpr std::array<double, level_max + 2> level_left_cm{0, 0.9, 2.1, 3.6};

/// 3, 1 is "3.1"; empty: none.
using ParagraphNumber = std::vector<int>;

/// Words, or a reference. One that names nothing has no number and no anchor.
struct TextPiece {
    std::string text{};
    bool is_reference = false;
    ParagraphNumber number{};
    std::string anchor{};
};

struct NumberedParagraph {
    const Paragraph* source = nullptr;
    ParagraphNumber number{};
    std::string
        anchor{}; ///< Unique in the document, of letters, digits and '_'; empty without key.
    std::vector<TextPiece> pieces{};
};

struct NumberedSection {
    const Section* source = nullptr;
    int annex_no = 0; ///< From 1; 0: of the body.
    std::vector<NumberedParagraph> paragraphs{};
};

/// The body's sections, then the annexes. Points into the document, which must outlive it.
std::vector<NumberedSection> numbered(const Document&);

std::string in_digits(std::int64_t, Digits);

/// "3.1".
std::string number_text(const ParagraphNumber&, Digits);

/// As it stands before its paragraph: "3.", "3.1".
std::string number_label(const ParagraphNumber&, Digits);

/// Text of pieces, references as their numbers.
std::string text_of(const std::vector<TextPiece>&, Digits, std::string_view missing);

/// "Annex 1" in the words and digits of the style; empty for the body.
std::string annex_label(const NumberedSection&, const PrintStyle&, const Messages&);

} // namespace samatcha::documents
