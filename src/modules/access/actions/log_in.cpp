#include "modules/access/actions.hpp"

#include "modules/access/records.hpp"
#include "modules/access/throttle.hpp"
#include "platform/vault/secret.hpp"

namespace samatcha::access {

Result<SessionToken> log_in(database::Connection& connection, const Secrets& secrets,
                            const LogIn& input, std::string_view address) {
    const ThrottleSubject own{"login", input.login, login_failures_free};
    const ThrottleSubject shared{"address", address, address_failures_free};
    TRY(begin_attempt(connection, secrets, own, shared));

    const auto account = records::find_account_by_login(connection, input.login);
    const bool is_right = account ? vault::verify_password(account->password_hash, input.password)
                                  : vault::verify_no_password(input.password);
    if (!is_right || account->is_disabled)
        return failure(ErrorCode::Unauthenticated, "access.login_wrong");
    forgive_attempts(connection, secrets, own, shared);

    const SessionToken token{account->province, vault::random_token()};
    const auto now = secrets.clock.now();
    database::transaction(connection, [&] {
        records::remove_sessions_before(connection, account->province,
                                        {now.unix_ms - session_age_max_ms},
                                        {now.unix_ms - session_idle_max_ms});
        records::add_session(connection, *account, vault::token_digest(token.token), false, now);
    });
    return token;
}

void log_out(database::Connection& connection, const SessionToken& token) {
    records::remove_session(connection, token.province, vault::token_digest(token.token));
}

} // namespace samatcha::access
