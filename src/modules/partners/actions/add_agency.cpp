#include "base/clock.hpp"
#include "modules/partners/actions.hpp"
#include "modules/partners/records.hpp"

namespace samatcha::partners {

Result<Agency> add_agency(const access::Actor& actor, database::Connection& connection, Agency agency) {
    TRY(check_agency(agency, actor.province));
    agency.id = AgencyId{new_id()};
    if (!insert_agency(connection, actor.province, agency))
        return failure(ErrorCode::Conflict, "partners.name_taken", {{"name", agency.name_th}});
    return agency;
}

Result<Agency> agency(database::Connection& connection, std::string_view province, AgencyId id) {
    auto found = find_agency(connection, province, id);
    if (!found)
        return failure(ErrorCode::NotFound, "partners.agency_unknown");
    return std::move(*found);
}

} // namespace samatcha::partners
