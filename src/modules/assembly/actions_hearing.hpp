#pragma once

// Hearings on drafts before the day.

#include "modules/assembly/hearing.hpp"
#include "modules/assembly/occasion.hpp"

#include <string>
#include <vector>

namespace samatcha::assembly {

/// From then on anyone may read the draft and comment on it. Fails with Conflict
/// (assembly.hearing_opened_already) or as check_not_adopted().
Result<Hearing> open_hearing(const Occasion&, DraftId);
/// Nobody comments any more; what was said stays to be read. Fails with Conflict
/// (assembly.hearing_not_open).
Result<Hearing> close_hearing(const Occasion&, DraftId);
std::vector<Hearing> hearings_of(const Occasion&, AssemblyId);

struct HearingCommentForm {
    QuotedWords words;
    std::string name;
    std::string text;
};
BOOST_DESCRIBE_STRUCT(HearingCommentForm, (), (words, name, text))

/// By anyone; it waits for the secretariat. While it waits, the same said again is the same
/// comment. Fails with Conflict (assembly.hearing_not_open) or InvalidInput
/// (assembly.quote_unknown).
Result<HearingCommentView> comment_in_hearing(const Occasion&, DraftId, HearingCommentForm);
/// Of a draft, in the order made.
Result<std::vector<HearingCommentView>> hearing_comments_on(const Occasion&, DraftId);
/// Of all drafts of an assembly.
Result<std::vector<HearingCommentView>> hearing_comments_in(const Occasion&, AssemblyId);

struct HearingCommentDecision {
    bool is_shown = false;
};
BOOST_DESCRIBE_STRUCT(HearingCommentDecision, (), (is_shown))
/// Fails with Conflict (assembly.hearing_comment_decided).
Result<HearingCommentView> decide_hearing_comment(const Occasion&, HearingCommentId,
                                                  HearingCommentDecision);

struct HearingCommentAnswer {
    std::string answer;
};
BOOST_DESCRIBE_STRUCT(HearingCommentAnswer, (), (answer))
/// Fails with Conflict (assembly.hearing_comment_not_shown).
Result<HearingCommentView> answer_hearing_comment(const Occasion&, HearingCommentId,
                                                  HearingCommentAnswer);
/// For every verb that makes a version: comments go with their words.
void carry_hearing_comments(const Occasion&, DraftId,
                            const std::vector<resolution_text::TracedParagraph>&);

} // namespace samatcha::assembly
