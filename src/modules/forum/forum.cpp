#include "modules/forum/forum.hpp"

#include "base/thai_text.hpp"
#include "base/utf8.hpp"

#include <algorithm>

namespace samatcha::forum {

Result<void> check_phase_change(ForumPhase from, ForumPhase to) {
    const bool is_known =
        (from == ForumPhase::Draft && to == ForumPhase::Open) ||
        (from == ForumPhase::Open && to == ForumPhase::Closed) ||
        (from == ForumPhase::Closed && (to == ForumPhase::Open || to == ForumPhase::Reported));
    if (!is_known)
        return failure(ErrorCode::Conflict, "forum.phase_unknown");
    return {};
}

bool is_shown(const Statement& statement, ModerationTime moderation) {
    return statement.decision == StatementDecision::Accepted ||
           (statement.decision == StatementDecision::Undecided &&
            moderation == ModerationTime::After);
}

Result<std::string> statement_text(std::string_view given) {
    auto text = repair_thai(given);
    std::replace_if(
        text.begin(), text.end(), [](char c) { return c == '\n' || c == '\r' || c == '\t'; }, ' ');
    if (text.empty())
        return failure(ErrorCode::InvalidInput, "forum.statement_empty");
    if (letters_of(text).size() > statement_length_max)
        return failure(ErrorCode::InvalidInput, "forum.statement_too_long",
                       {{"characters", std::to_string(statement_length_max)}});
    return text;
}

} // namespace samatcha::forum
