#pragma once

// The tables of hearings; see migrations/1142.

#include "modules/assembly/hearing.hpp"
#include "platform/database/connection.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace samatcha::assembly {

std::vector<Hearing> hearings(database::Connection&, std::string_view province, AssemblyId);
std::optional<Hearing> find_hearing(database::Connection&, std::string_view province, DraftId);
void insert_hearing(database::Connection&, std::string_view province, const Hearing&);
void set_hearing_closed(database::Connection&, std::string_view province, DraftId,
                        std::optional<Instant>);

std::vector<HearingComment> hearing_comments(database::Connection&, std::string_view province,
                                             DraftId);
std::optional<HearingComment> find_hearing_comment(database::Connection&, std::string_view province,
                                                   HearingCommentId);
void insert_hearing_comment(database::Connection&, std::string_view province,
                            const HearingComment&);
void set_hearing_comment_anchor(database::Connection&, std::string_view province, HearingCommentId,
                                const resolution_text::CommentAnchor&);
void set_hearing_comment_state(database::Connection&, std::string_view province, HearingCommentId,
                               HearingCommentState, access::AccountId by, Instant);
void set_hearing_comment_answer(database::Connection&, std::string_view province,
                                const HearingComment&);
std::int64_t hearing_comments_waiting(database::Connection&, std::string_view province, AssemblyId);

} // namespace samatcha::assembly
