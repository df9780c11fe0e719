#pragma once

// The table of comments on drafts; see migrations/1107.

#include "modules/assembly/draft_comment.hpp"
#include "platform/database/connection.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace samatcha::assembly {

std::vector<DraftComment> draft_comments(database::Connection&, std::string_view province, DraftId);
std::optional<DraftComment> find_draft_comment(database::Connection&, std::string_view province,
                                               CommentId);
void insert_draft_comment(database::Connection&, std::string_view province, const DraftComment&);
void set_comment_anchor(database::Connection&, std::string_view province, CommentId,
                        const resolution_text::CommentAnchor&);
void set_comment_resolved(database::Connection&, std::string_view province, CommentId,
                          access::AccountId by, Instant);

} // namespace samatcha::assembly
