#include "modules/access/actions.hpp"

#include "modules/access/records.hpp"

namespace samatcha::access {

Result<AccountView> disable_account(database::Connection& connection, const Clock& clock,
                                    const Actor& actor, AccountId id) {
    if (id == actor.account)
        return failure(ErrorCode::Conflict, "access.own_account");
    if (!records::disable_account(connection, actor.province, id, clock.now()))
        return failure(ErrorCode::NotFound, "access.account_unknown");
    records::remove_sessions_of(connection, actor.province, id);
    return *records::find_account_view(connection, actor.province, id);
}

} // namespace samatcha::access
