#include "modules/partners/actions.hpp"
#include "modules/partners/records.hpp"

namespace samatcha::partners {

Result<Agency> change_agency(const access::Actor& actor, database::Connection& connection, Agency changed) {
    TRY(agency(connection, actor.province, changed.id));
    TRY(check_agency(changed, actor.province));
    if (!update_agency(connection, actor.province, changed))
        return failure(ErrorCode::Conflict, "partners.name_taken", {{"name", changed.name_th}});
    return changed;
}

} // namespace samatcha::partners
