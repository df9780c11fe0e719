#pragma once

#include "engines/resolution_text/amendment.hpp"
#include "engines/resolution_text/consolidation.hpp"
#include "engines/resolution_text/text.hpp"
#include "engines/resolution_text/word_diff.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace samatcha::resolution_text {

/// What became of each paragraph from one version of a text to another, in the order of the later,
/// those that are gone where they stood.
std::vector<TracedParagraph> compared(const WordBoundaries&, const ResolutionText& before,
                                      const ResolutionText& after);

/// What two people made of one paragraph at once. Where both changed the same words, both their
/// words stand there, mine after theirs: nothing that anyone wrote is lost.
struct TextMerge {
    std::string text;
    bool is_doubtful = false; ///< Both changed the same words, unlike.
};
TextMerge merged_text(const WordBoundaries&, std::string_view before, std::string_view theirs,
                      std::string_view mine);

/// The same for whole texts: paragraphs that either added stay, one that either changed is not
/// deleted, mine decides the order where both moved.
struct WholeMerge {
    ResolutionText text;
    std::vector<ParagraphId> doubtful{};
};
WholeMerge merged(const WordBoundaries&, const ResolutionText& before, const ResolutionText& theirs,
                  const ResolutionText& mine);

/// Who wrote which words of a paragraph after someone wrote on in it; the new words are the
/// drafters'.
std::vector<Authorship> carried_authorship(const WordBoundaries&, const Paragraph& before,
                                           std::string_view after);

/// Words that a comment is about.
struct CommentAnchor {
    ParagraphId paragraph;
    std::size_t begin = 0; ///< In bytes.
    std::size_t end = 0;
    bool is_gone = false; ///< The words are no more; begin is where they stood.
    friend bool operator==(const CommentAnchor&, const CommentAnchor&) = default;
};

/// Where the words are after a change of the text. A comment on words that are gone stays at their
/// place, on a paragraph that is gone at that paragraph.
CommentAnchor carried(const CommentAnchor&, const std::vector<TracedParagraph>&);

} // namespace samatcha::resolution_text
