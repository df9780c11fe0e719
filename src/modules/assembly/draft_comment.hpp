#pragma once

#include "engines/resolution_text/comparison.hpp"
#include "modules/assembly/draft_resolution.hpp"

#include <optional>
#include <string>
#include <vector>

namespace samatcha::assembly {

using CommentId = Id<struct DraftCommentTag>;

/// A comment on words of a draft, where they are in its latest version.
struct DraftComment {
    CommentId id;
    DraftId draft_id;
    resolution_text::CommentAnchor anchor{};
    std::string text;
    std::optional<partners::AgencyId> agency_id; ///< None: the secretariat's.
    access::AccountId made_by;
    Instant made_at;
    std::optional<Instant> resolved_at;
};

/// Words named by what they are, and which of several such in their paragraph: the same in every
/// program, however it counts letters.
struct QuotedWords {
    ParagraphId paragraph_id;
    std::string quote;
    int occurrence = 0; ///< 0: the first.
};
BOOST_DESCRIBE_STRUCT(QuotedWords, (), (paragraph_id, quote, occurrence))

/// Fails with InvalidInput (assembly.quote_unknown).
Result<resolution_text::CommentAnchor> anchor_of(const ResolutionText&, const QuotedWords&);

/// Empty quote: the words are gone.
QuotedWords words_at(const ResolutionText&, const resolution_text::CommentAnchor&);

} // namespace samatcha::assembly
