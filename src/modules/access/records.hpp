#pragma once

// The tables of this module; see migrations/.

#include "modules/access/access_log.hpp"
#include "modules/access/account.hpp"
#include "modules/access/session.hpp"
#include "platform/database/connection.hpp"
#include "platform/vault/sealed_column.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace samatcha::access::records {

using database::Connection;

std::vector<ProvinceView> provinces(Connection&); ///< By code, without the installation.
std::optional<ProvinceView> find_province(Connection&, std::string_view code);
/// False when it is there already.
bool add_province(Connection&, const ProvinceView&);

/// False when the login is taken.
bool add_account(Connection&, const Account&, Instant now, std::optional<AccountId> by);
std::optional<Account> find_account_by_login(Connection&, std::string_view login);
std::optional<Account> find_account(Connection&, std::string_view province, AccountId);
std::vector<AccountView> accounts(Connection&, std::string_view province);
std::optional<AccountView> find_account_view(Connection&, std::string_view province, AccountId);
/// False when there is none that is enabled.
bool disable_account(Connection&, std::string_view province, AccountId, Instant now);
void set_display_name(Connection&, std::string_view province, AccountId, std::string_view name);
void set_password(Connection&, const Account&, std::string_view hash);

struct SecondFactor {
    std::optional<Bytes> sealed_secret;
    bool is_confirmed = false;
    std::int64_t last_step = 0;
};
SecondFactor second_factor(Connection&, const Account&);
/// Takes the place of an unconfirmed one.
void set_second_factor(Connection&, const Account&, BytesView sealed_secret);
/// False when the step was used meanwhile: of two equal codes at one time only one counts.
bool use_second_factor_step(Connection&, const Account&, std::int64_t step, Instant now);

void add_session(Connection&, const Account&, BytesView token_digest, bool has_second_factor,
                 Instant now);
std::optional<Session> find_session(Connection&, std::string_view province, BytesView token_digest);
void touch_session(Connection&, std::string_view province, BytesView token_digest, Instant now);
void remove_session(Connection&, std::string_view province, BytesView token_digest);
void remove_sessions_of(Connection&, std::string_view province, AccountId);
void remove_sessions_before(Connection&, std::string_view province, Instant created, Instant seen);

struct Attempts {
    std::int64_t failures = 0;
    Instant last_at;
};
Attempts attempts(Connection&, BytesView subject);
void count_attempt(Connection&, BytesView subject, Instant now, Instant forget_before);
void take_back_attempts(Connection&, BytesView subject, std::int64_t failures);
void forget_attempts(Connection&, BytesView subject);

struct AccessLogEntry {
    std::int64_t id = 0;
    Instant at;
    std::optional<AccountId> account_id; ///< None: a command on the server.
    std::string login;                   ///< Of a command, the operating system's.
    std::string display_name;            ///< Empty for a command.
    Access access = Access::ChildRecord;
    Purpose purpose = Purpose::None;
    std::int64_t person_id = 0;
    std::string what;
};
BOOST_DESCRIBE_STRUCT(AccessLogEntry, (),
                      (id, at, account_id, login, display_name, access, purpose, person_id, what))

/// Newest first, ids below `before` (0: from the newest); of one person if person_id is not 0.
std::vector<AccessLogEntry> access_log(Connection&, std::string_view province,
                                       std::int64_t person_id, std::int64_t before,
                                       std::int64_t count_max);
void add_access(Connection&, std::string_view province, const AccessLogEntry&);

/// For the rotation of keys.
std::vector<vault::SealedColumn> sealed_columns();

} // namespace samatcha::access::records
