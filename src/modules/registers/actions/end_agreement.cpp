#include "modules/registers/actions.hpp"
#include "modules/registers/records.hpp"

namespace samatcha::registers {

Result<Agreement> end_agreement(const access::Actor& actor, database::Connection& connection,
                                const Clock& clock, AgreementId id) {
    auto found = TRY(agreement(connection, actor.province, id));
    found.ended_on = thai_day(clock.now());
    if (!end_agreement_on(connection, actor.province, id, found.ended_on))
        return failure(ErrorCode::Conflict, "registers.agreement_ended", {{"name", found.name}});
    return found;
}

} // namespace samatcha::registers
