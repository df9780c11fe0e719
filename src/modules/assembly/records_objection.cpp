#include "modules/assembly/records_objection.hpp"

#include "base/json.hpp"

namespace samatcha::assembly {

namespace {

#define SAMATCHA_GROUP_COLUMNS                                                                     \
    "id, test_id, agency_id, members, formed_at, returns_at, returned_at, wording, amendment_id"

DraftingGroup group_of(const database::Row& row) {
    const auto amendment = row.optional_integer(8);
    return {row.id<DraftingGroupId>(0),
            row.id<ConsensusTestId>(1),
            row.id<partners::AgencyId>(2),
            json::from_text<std::vector<partners::AgencyId>>(row.text_view(3)).value(),
            row.instant(4),
            row.instant(5),
            row.optional_instant(6),
            row.text(7),
            amendment ? std::optional(AmendmentId{*amendment}) : std::nullopt};
}

} // namespace

std::vector<DraftingGroup> drafting_groups(database::Connection& connection,
                                           std::string_view province, DraftId draft) {
    return connection.list("SELECT " SAMATCHA_GROUP_COLUMNS
                           " FROM drafting_group WHERE province = $1 AND draft_id = $2 ORDER BY id",
                           {province, draft}, group_of);
}

std::optional<DraftingGroup> find_drafting_group(database::Connection& connection,
                                                 std::string_view province, DraftingGroupId id) {
    return connection.find("SELECT " SAMATCHA_GROUP_COLUMNS
                           " FROM drafting_group WHERE province = $1 AND id = $2",
                           {province, id}, group_of);
}

void insert_drafting_group(database::Connection& connection, std::string_view province,
                           const DraftingGroup& group, DraftId draft, access::AccountId by) {
    const auto members = json::to_text(group.members);
    connection.execute("INSERT INTO drafting_group (province, id, test_id, draft_id, agency_id,"
                       " members, formed_by, formed_at, returns_at, wording)"
                       " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, '')",
                       {province, group.id, group.test_id, draft, group.agency_id, members, by,
                        group.formed_at, group.returns_at});
}

void update_drafting_group(database::Connection& connection, std::string_view province,
                           const DraftingGroup& group) {
    connection.execute("UPDATE drafting_group SET returned_at = $3, wording = $4, amendment_id = $5"
                       " WHERE province = $1 AND id = $2",
                       {province, group.id, group.returned_at, group.wording, group.amendment_id});
}

} // namespace samatcha::assembly
