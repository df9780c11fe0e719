#pragma once

// What can be done in this module.

#include "base/clock.hpp"
#include "modules/access/account.hpp"
#include "modules/access/session.hpp"
#include "modules/area/gazetteer.hpp"
#include "platform/database/connection.hpp"
#include "platform/vault/key_ring.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace samatcha::access {

/// What log-in and second factor need beside the database.
struct Secrets {
    const Clock& clock;
    const vault::KeyRing& keys;
};

struct LogIn {
    std::string login;
    std::string password;
};
BOOST_DESCRIBE_STRUCT(LogIn, (), (login, password))

struct OneTimeCode {
    std::string code;
};
BOOST_DESCRIBE_STRUCT(OneTimeCode, (), (code))

struct PasswordChange {
    std::string old_password;
    std::string new_password;
};
BOOST_DESCRIBE_STRUCT(PasswordChange, (), (old_password, new_password))

/// What the user's authenticator application is told, once.
struct SecondFactorEnrolment {
    std::string secret; ///< Base 32, to type by hand.
    std::string otpauth_uri;
};
BOOST_DESCRIBE_STRUCT(SecondFactorEnrolment, (), (secret, otpauth_uri))

/// A new session. Each try counts before the password is looked at and is forgotten when it was
/// right, so many tries at once gain nothing. Fails with Unauthenticated (access.login_wrong, the
/// same for an unknown login, a wrong password and a disabled account) or TooMany
/// (access.too_many_attempts). Takes a sixth of a second; not inside a transaction.
Result<SessionToken> log_in(database::Connection&, const Secrets&, const LogIn&,
                            std::string_view address);

/// The same person, one step further in: a new token takes the old one's place. Confirms an
/// enrolment too. Fails with InvalidInput (access.code_wrong, access.no_second_factor) or TooMany.
Result<SessionToken> confirm_second_factor(database::Connection&, const Secrets&, const Session&,
                                           const SessionToken&, const OneTimeCode&);

/// A new secret, in force once its first code is confirmed. Fails with Conflict when there is a
/// confirmed one (access.second_factor_exists).
Result<SecondFactorEnrolment> enrol_second_factor(database::Connection&, const Secrets&,
                                                  const Session&);

/// Ends all sessions but this one. Fails with InvalidInput (access.old_password_wrong, and those of
/// check_password) or TooMany. Not inside a transaction.
Result<void> change_password(database::Connection&, const Secrets&, const Session&,
                             const SessionToken&, const PasswordChange&);

void log_out(database::Connection&, const SessionToken&);

/// Fails with Conflict (access.login_taken), NotFound (access.province_unknown) for another
/// province than the actor's, and as check_new_account. Not inside a transaction: it hashes.
Result<AccountView> add_account(database::Connection&, const Clock&, const Actor&, NewAccount);

/// The same by the operator's command line, which has no actor.
Result<AccountView> add_account_by_command(database::Connection&, const Clock&, NewAccount);

/// A checked account with its password hashed, which takes a while: for whoever keeps it together with
/// something else, in one transaction. Fails as add_account. Not inside a transaction.
Result<Account> prepare_account(database::Connection&, const NewAccount&);
/// Fails with Conflict (access.login_taken).
Result<AccountView> keep_account(database::Connection&, const Clock&, const Account&,
                                 std::optional<AccountId> by);

/// How others call the account; empty when there is none.
std::string display_name(database::Connection&, std::string_view province, AccountId);
/// From now on they call it so: where a person's name has to go.
void set_display_name(database::Connection&, std::string_view province, AccountId,
                      std::string_view name);

/// Ends its sessions. Fails with NotFound (access.account_unknown) or Conflict for the actor's own
/// (access.own_account).
Result<AccountView> disable_account(database::Connection&, const Clock&, const Actor&, AccountId);

/// Whether a province's accounts may do without a second factor.
enum class ProvinceUse { Real, Demonstration };

/// Fails with NotFound (access.province_unknown) or Conflict (access.province_exists).
Result<ProvinceView> add_province(database::Connection&, const area::Gazetteer&, const Clock&,
                                  std::string_view code, ProvinceUse);

/// Fails with NotFound (access.province_unknown).
Result<ProvinceView> province_of(database::Connection&, std::string_view code);
/// All of the installation, by code.
std::vector<ProvinceView> provinces(database::Connection&);

} // namespace samatcha::access
