#include "modules/assembly/records_hearing.hpp"

#include "base/json.hpp"

namespace samatcha::assembly {

namespace {

Hearing hearing_of(const database::Row& row) {
    return {row.id<DraftId>(0), row.id<AssemblyId>(1), row.instant(2), row.optional_instant(3)};
}

HearingComment hearing_comment_of(const database::Row& row) {
    return {row.id<HearingCommentId>(0),
            row.id<DraftId>(1),
            {row.id<ParagraphId>(2), static_cast<std::size_t>(row.integer(3)),
             static_cast<std::size_t>(row.integer(4)), row.boolean(5)},
            row.text(6),
            row.text(7),
            row.instant(8),
            json::enum_from_name<HearingCommentState>(row.text_view(9)).value(),
            row.text(10),
            row.optional_instant(11)};
}

#define SAMATCHA_HEARING_COLUMNS "draft_id, assembly_id, opened_at, closed_at"
#define SAMATCHA_HEARING_COMMENT_COLUMNS                                                           \
    "id, draft_id, paragraph_id, first_byte, last_byte, is_gone, name, text, made_at, state,"      \
    " answer, answered_at"

} // namespace

std::vector<Hearing> hearings(database::Connection& connection, std::string_view province,
                              AssemblyId id) {
    return connection.list("SELECT " SAMATCHA_HEARING_COLUMNS " FROM hearing"
                           " WHERE province = $1 AND assembly_id = $2 ORDER BY draft_id",
                           {province, id}, hearing_of);
}

std::optional<Hearing> find_hearing(database::Connection& connection, std::string_view province,
                                    DraftId id) {
    return connection.find("SELECT " SAMATCHA_HEARING_COLUMNS
                           " FROM hearing WHERE province = $1 AND draft_id = $2",
                           {province, id}, hearing_of);
}

void insert_hearing(database::Connection& connection, std::string_view province,
                    const Hearing& hearing) {
    connection.execute("INSERT INTO hearing (province, draft_id, assembly_id, opened_at)"
                       " VALUES ($1, $2, $3, $4)",
                       {province, hearing.draft_id, hearing.assembly_id, hearing.opened_at});
}

void set_hearing_closed(database::Connection& connection, std::string_view province, DraftId id,
                        std::optional<Instant> closed_at) {
    connection.execute("UPDATE hearing SET closed_at = $3 WHERE province = $1 AND draft_id = $2",
                       {province, id, closed_at});
}

std::vector<HearingComment> hearing_comments(database::Connection& connection,
                                             std::string_view province, DraftId id) {
    return connection.list("SELECT " SAMATCHA_HEARING_COMMENT_COLUMNS " FROM hearing_comment"
                           " WHERE province = $1 AND draft_id = $2 ORDER BY id",
                           {province, id}, hearing_comment_of);
}

std::optional<HearingComment> find_hearing_comment(database::Connection& connection,
                                                   std::string_view province, HearingCommentId id) {
    return connection.find("SELECT " SAMATCHA_HEARING_COMMENT_COLUMNS
                           " FROM hearing_comment WHERE province = $1 AND id = $2",
                           {province, id}, hearing_comment_of);
}

void insert_hearing_comment(database::Connection& connection, std::string_view province,
                            const HearingComment& comment) {
    connection.execute(
        "INSERT INTO hearing_comment (province, id, draft_id, paragraph_id, first_byte, last_byte,"
        " is_gone, name, text, made_at, state, answer)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'waiting', '')",
        {province, comment.id, comment.draft_id, comment.anchor.paragraph, comment.anchor.begin,
         comment.anchor.end, comment.anchor.is_gone, comment.name, comment.text, comment.made_at});
}

void set_hearing_comment_anchor(database::Connection& connection, std::string_view province,
                                HearingCommentId id, const resolution_text::CommentAnchor& anchor) {
    connection.execute("UPDATE hearing_comment SET paragraph_id = $3, first_byte = $4,"
                       " last_byte = $5, is_gone = $6 WHERE province = $1 AND id = $2",
                       {province, id, anchor.paragraph, anchor.begin, anchor.end, anchor.is_gone});
}

void set_hearing_comment_state(database::Connection& connection, std::string_view province,
                               HearingCommentId id, HearingCommentState state, access::AccountId by,
                               Instant now) {
    const auto word = json::enum_name(state);
    connection.execute("UPDATE hearing_comment SET state = $3, decided_by = $4, decided_at = $5"
                       " WHERE province = $1 AND id = $2",
                       {province, id, word, by, now});
}

void set_hearing_comment_answer(database::Connection& connection, std::string_view province,
                                const HearingComment& comment) {
    connection.execute("UPDATE hearing_comment SET answer = $3, answered_at = $4"
                       " WHERE province = $1 AND id = $2",
                       {province, comment.id, comment.answer, comment.answered_at});
}

std::int64_t hearing_comments_waiting(database::Connection& connection, std::string_view province,
                                      AssemblyId id) {
    return connection.integer("SELECT count(*) FROM hearing_comment c JOIN hearing h"
                              " ON h.province = c.province AND h.draft_id = c.draft_id"
                              " WHERE c.province = $1 AND h.assembly_id = $2"
                              " AND c.state = 'waiting'",
                              {province, id});
}

} // namespace samatcha::assembly
