#include "base/clock.hpp"
#include "modules/partners/actions.hpp"
#include "modules/registers/actions.hpp"
#include "modules/registers/records.hpp"

namespace samatcha::registers {

Result<Agreement> make_agreement(const access::Actor& actor, database::Connection& connection,
                                 const Clock& clock, Agreement made) {
    TRY(check_agreement(made));
    TRY(partners::agency(connection, actor.province, made.agency_id));
    made.id = AgreementId{new_id()};
    made.ended_on = {};
    insert_agreement(connection, actor.province, made, actor.account.value, clock.now());
    return made;
}

Result<Agreement> agreement(database::Connection& connection, std::string_view province,
                            AgreementId id) {
    auto found = find_agreement(connection, province, id);
    if (!found)
        return failure(ErrorCode::NotFound, "registers.agreement_unknown");
    return std::move(*found);
}

Result<Agreement> standing_agreement(database::Connection& connection, std::string_view province,
                                     const Clock& clock, partners::AgencyId agency, RegisterKind kind) {
    auto found = find_standing(connection, province, agency, kind, thai_day(clock.now()));
    if (!found)
        return failure(ErrorCode::Conflict, "registers.agreement_missing",
                       {{"register", json::enum_name(kind)}});
    return std::move(*found);
}

} // namespace samatcha::registers
