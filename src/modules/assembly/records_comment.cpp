#include "modules/assembly/records_comment.hpp"

namespace samatcha::assembly {

namespace {

DraftComment comment_of(const database::Row& row) {
    DraftComment comment{row.id<CommentId>(0),
                         row.id<DraftId>(1),
                         {row.id<ParagraphId>(2), static_cast<std::size_t>(row.integer(3)),
                          static_cast<std::size_t>(row.integer(4)), row.boolean(5)},
                         row.text(6),
                         {},
                         row.id<access::AccountId>(8),
                         row.instant(9),
                         row.optional_instant(10)};
    if (const auto agency = row.optional_integer(7))
        comment.agency_id = partners::AgencyId{*agency};
    return comment;
}

#define SAMATCHA_COMMENT_COLUMNS                                                                   \
    "id, draft_id, paragraph_id, first_byte, last_byte, is_gone, text, agency_id, made_by,"        \
    " made_at, resolved_at"

} // namespace

std::vector<DraftComment> draft_comments(database::Connection& connection,
                                         std::string_view province, DraftId draft) {
    return connection.list("SELECT " SAMATCHA_COMMENT_COLUMNS
                           " FROM draft_comment WHERE province = $1 AND draft_id = $2 ORDER BY id",
                           {province, draft}, comment_of);
}

std::optional<DraftComment> find_draft_comment(database::Connection& connection,
                                               std::string_view province, CommentId id) {
    return connection.find("SELECT " SAMATCHA_COMMENT_COLUMNS
                           " FROM draft_comment WHERE province = $1 AND id = $2",
                           {province, id}, comment_of);
}

void insert_draft_comment(database::Connection& connection, std::string_view province,
                          const DraftComment& comment) {
    connection.execute(
        "INSERT INTO draft_comment (province, id, draft_id, paragraph_id, first_byte, last_byte,"
        " is_gone, text, agency_id, made_by, made_at)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        {province, comment.id, comment.draft_id, comment.anchor.paragraph, comment.anchor.begin,
         comment.anchor.end, comment.anchor.is_gone, comment.text, comment.agency_id,
         comment.made_by, comment.made_at});
}

void set_comment_anchor(database::Connection& connection, std::string_view province, CommentId id,
                        const resolution_text::CommentAnchor& anchor) {
    connection.execute("UPDATE draft_comment SET paragraph_id = $3, first_byte = $4,"
                       " last_byte = $5, is_gone = $6 WHERE province = $1 AND id = $2",
                       {province, id, anchor.paragraph, anchor.begin, anchor.end, anchor.is_gone});
}

void set_comment_resolved(database::Connection& connection, std::string_view province, CommentId id,
                          access::AccountId by, Instant now) {
    connection.execute("UPDATE draft_comment SET resolved_by = $3, resolved_at = $4"
                       " WHERE province = $1 AND id = $2",
                       {province, id, by, now});
}

} // namespace samatcha::assembly
