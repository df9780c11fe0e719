#include "modules/access/actions.hpp"

#include "modules/access/records.hpp"
#include "modules/access/second_factor.hpp"
#include "modules/access/throttle.hpp"
#include "platform/vault/secret.hpp"

namespace samatcha::access {

namespace {

std::string second_factor_context(const Account& account) {
    return vault::sealing_context(account.province, "account", std::to_string(account.id.value));
}

} // namespace

Result<SecondFactorEnrolment> enrol_second_factor(database::Connection& connection,
                                                  const Secrets& secrets, const Session& session) {
    if (session.account.has_second_factor)
        return failure(ErrorCode::Conflict, "access.second_factor_exists");
    auto secret = vault::random_bytes(20);
    records::set_second_factor(
        connection, session.account,
        secrets.keys.seal(as_text(secret), second_factor_context(session.account)));
    SecondFactorEnrolment enrolment{base32(secret), otpauth_uri(session.account.login, secret)};
    vault::wipe(secret);
    return enrolment;
}

Result<SessionToken> confirm_second_factor(database::Connection& connection, const Secrets& secrets,
                                           const Session& session, const SessionToken& token,
                                           const OneTimeCode& input) {
    const auto& account = session.account;
    const auto second_factor = records::second_factor(connection, account);
    if (!second_factor.sealed_secret)
        return failure(ErrorCode::InvalidInput, "access.no_second_factor");
    const auto account_name = account.province + ":" + std::to_string(account.id.value);
    const ThrottleSubject own{"code", account_name, login_failures_free};
    TRY(begin_attempt(connection, secrets, own));

    auto secret = TRY(secrets.keys.open(*second_factor.sealed_secret, second_factor_context(account)));
    const auto now = secrets.clock.now();
    const auto step = step_of_code(as_bytes(secret), input.code, now, second_factor.last_step);
    vault::wipe(secret);
    if (!step || !records::use_second_factor_step(connection, account, *step, now))
        return failure(ErrorCode::InvalidInput, "access.code_wrong");
    forgive_attempts(connection, secrets, own);

    const SessionToken next{account.province, vault::random_token()};
    database::transaction(connection, [&] {
        records::remove_session(connection, token.province, vault::token_digest(token.token));
        records::add_session(connection, account, vault::token_digest(next.token), true, now);
    });
    return next;
}

} // namespace samatcha::access
