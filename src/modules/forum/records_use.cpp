#include "modules/forum/records_use.hpp"

namespace samatcha::forum {

namespace {

template <class IdType>
std::optional<IdType> optional_id(const database::Row& row, std::size_t column) {
    const auto value = row.optional_integer(column);
    return value ? std::optional(IdType{*value}) : std::nullopt;
}

StatementUse use_of(const database::Row& row) {
    StatementUse use{row.id<ForumId>(0),
                     row.text(1),
                     row.text(2),
                     row.integer(3),
                     row.text(4),
                     row.id<assembly::AssemblyId>(5),
                     optional_id<assembly::AgendaProposalId>(row, 6),
                     optional_id<assembly::DraftId>(row, 7),
                     optional_id<assembly::ParagraphId>(row, 8)};
    use.votes = {row.integer(9), row.integer(10), row.integer(11)};
    use.is_agreed_by_all = row.boolean(12);
    use.made_at = row.instant(13);
    return use;
}

} // namespace

void insert_use(database::Connection& connection, std::string_view province,
                const StatementUse& use, access::AccountId by) {
    connection.execute("INSERT INTO statement_use (province, id, forum_id, statement, assembly_id, "
                       "proposal_id, draft_id,"
                       " paragraph_id, agree, disagree, pass, by_all, made_by, made_at)"
                       " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
                       {province, new_id(), use.forum_id, use.statement, use.assembly_id,
                        use.proposal_id, use.draft_id, use.paragraph_id, use.votes.agree,
                        use.votes.disagree, use.votes.pass, use.is_agreed_by_all, by, use.made_at});
}

std::vector<StatementUse> statement_uses(database::Connection& connection,
                                         std::string_view province) {
    return connection.list(
        "SELECT u.forum_id, f.title_th, f.title_en, u.statement,"
        " CASE WHEN s.decision = 'rejected' THEN '' ELSE s.text END, u.assembly_id, u.proposal_id,"
        " u.draft_id, u.paragraph_id, u.agree, u.disagree, u.pass, u.by_all, u.made_at"
        " FROM statement_use u"
        " JOIN forum f ON f.province = u.province AND f.id = u.forum_id"
        " JOIN forum_statement s ON s.province = u.province AND s.forum_id = u.forum_id"
        " AND s.number = u.statement WHERE u.province = $1 ORDER BY u.id",
        {province}, use_of);
}

} // namespace samatcha::forum
