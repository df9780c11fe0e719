#include "modules/assembly/draft_comment.hpp"

namespace samatcha::assembly {

Result<resolution_text::CommentAnchor> anchor_of(const ResolutionText& text,
                                                 const QuotedWords& words) {
    const auto* const paragraph = resolution_text::paragraph(text, words.paragraph_id);
    auto at = paragraph && !words.quote.empty() && words.occurrence >= 0
                  ? paragraph->text.find(words.quote)
                  : std::string::npos;
    for (int i = 0; i < words.occurrence && at != std::string::npos; ++i)
        at = paragraph->text.find(words.quote, at + 1);
    if (at == std::string::npos)
        return failure(ErrorCode::InvalidInput, "assembly.quote_unknown");
    return resolution_text::CommentAnchor{words.paragraph_id, at, at + words.quote.size(), false};
}

QuotedWords words_at(const ResolutionText& text, const resolution_text::CommentAnchor& anchor) {
    QuotedWords words{anchor.paragraph, {}, 0};
    const auto* const paragraph = resolution_text::paragraph(text, anchor.paragraph);
    if (!paragraph || anchor.is_gone)
        return words;
    words.quote = paragraph->text.substr(anchor.begin, anchor.end - anchor.begin);
    for (auto at = paragraph->text.find(words.quote); at < anchor.begin;
         at = paragraph->text.find(words.quote, at + 1))
        ++words.occurrence;
    return words;
}

} // namespace samatcha::assembly
