#include "modules/assembly/records_version.hpp"

#include "base/json.hpp"

namespace samatcha::assembly {

std::vector<DraftVersion> draft_versions(database::Connection& connection,
                                         std::string_view province, DraftId id) {
    return connection.list(
        "SELECT v.version, v.came_from, v.made_at, p.agency_id FROM draft_version v"
        " JOIN draft_resolution d ON d.province = v.province AND d.id = v.draft_id"
        " LEFT JOIN delegate p ON p.province = v.province AND p.assembly_id = d.assembly_id"
        " AND p.account_id = v.made_by"
        " WHERE v.province = $1 AND v.draft_id = $2 ORDER BY v.version DESC",
        {province, id}, [](const database::Row& row) {
            DraftVersion version{
                row.integer(0),
                json::enum_from_name<VersionOrigin>(row.text_view(1)).value_or(VersionOrigin{}),
                row.instant(2),
                {}};
            if (const auto agency = row.optional_integer(3))
                version.agency_id = partners::AgencyId{*agency};
            return version;
        });
}

} // namespace samatcha::assembly
