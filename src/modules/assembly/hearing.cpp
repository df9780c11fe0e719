#include "modules/assembly/hearing.hpp"

namespace samatcha::assembly {

HearingCommentView view_of(const HearingComment& comment, const ResolutionText& text) {
    return {comment.id,    comment.draft_id, words_at(text, comment.anchor),
            comment.name,  comment.text,     comment.made_at,
            comment.state, comment.answer,   comment.answered_at};
}

} // namespace samatcha::assembly
