#include "modules/registers/upload.hpp"

namespace samatcha::registers {

bool may_use(const access::Actor& actor, const Upload& upload) {
    return !actor.agency || upload.created_by == actor.account.value || upload.agency_id == actor.agency;
}

} // namespace samatcha::registers
