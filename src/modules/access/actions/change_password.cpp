#include "modules/access/actions.hpp"

#include "modules/access/records.hpp"
#include "modules/access/throttle.hpp"
#include "platform/vault/secret.hpp"

namespace samatcha::access {

Result<void> change_password(database::Connection& connection, const Secrets& secrets,
                             const Session& session, const SessionToken& token,
                             const PasswordChange& input) {
    const auto& account = session.account;
    TRY(check_password(input.new_password, account.login));
    const ThrottleSubject own{"login", account.login, login_failures_free};
    TRY(begin_attempt(connection, secrets, own));
    if (!vault::verify_password(account.password_hash, input.old_password))
        return failure(ErrorCode::InvalidInput, "access.old_password_wrong");
    forgive_attempts(connection, secrets, own);

    const auto hash = vault::hash_password(input.new_password);
    database::transaction(connection, [&] {
        records::set_password(connection, account, hash);
        records::remove_sessions_of(connection, account.province, account.id);
        records::add_session(connection, account, vault::token_digest(token.token),
                             session.has_second_factor, session.created_at);
    });
    return {};
}

} // namespace samatcha::access
