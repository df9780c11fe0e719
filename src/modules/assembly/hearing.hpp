#pragma once

// A hearing on a draft before the day (S5, S21): anyone reads its text and comments on words of it.

#include "modules/assembly/draft_comment.hpp"

#include <optional>
#include <string>
#include <vector>

namespace samatcha::assembly {

using HearingCommentId = Id<struct HearingCommentTag>;

struct Hearing {
    DraftId draft_id;
    AssemblyId assembly_id;
    Instant opened_at;
    std::optional<Instant> closed_at;
};
BOOST_DESCRIBE_STRUCT(Hearing, (), (draft_id, assembly_id, opened_at, closed_at))

/// Waiting: only the secretariat reads it. Kept back: nobody else ever does.
enum class HearingCommentState { Waiting, Shown, KeptBack };
BOOST_DESCRIBE_ENUM(HearingCommentState, Waiting, Shown, KeptBack)

struct HearingComment {
    HearingCommentId id;
    DraftId draft_id;
    resolution_text::CommentAnchor anchor{};
    std::string name; ///< Or organisation, as the person chose; nothing else is known of them.
    std::string text;
    Instant made_at;
    HearingCommentState state = HearingCommentState::Waiting;
    std::string answer{}; ///< Of the secretariat, to what is shown.
    std::optional<Instant> answered_at{};
};

struct HearingCommentView {
    HearingCommentId id;
    DraftId draft_id;
    QuotedWords words; ///< As they are now; an empty quote: they are gone.
    std::string name;
    std::string text;
    Instant made_at;
    HearingCommentState state = HearingCommentState::Waiting;
    std::string answer{};
    std::optional<Instant> answered_at{};
};
BOOST_DESCRIBE_STRUCT(HearingCommentView, (),
                      (id, draft_id, words, name, text, made_at, state, answer, answered_at))

HearingCommentView view_of(const HearingComment&, const ResolutionText&);

} // namespace samatcha::assembly
