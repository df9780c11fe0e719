#include "modules/access/records.hpp"

#include "base/json.hpp"

#include <limits>

namespace samatcha::access::records {

namespace {

using database::Row;

template <class E>
E enum_of(const Row& row, std::size_t column) {
    const auto found = json::enum_from_name<E>(row.text_view(column));
    if (!found)
        throw database::Failure(database::FailureKind::Other, "unknown word in an enum column");
    return *found;
}

std::optional<AgencyId> agency_of(const Row& row, std::size_t column) {
    const auto id = row.optional_integer(column);
    return id ? std::optional(AgencyId{*id}) : std::nullopt;
}

ProvinceView province_of(const Row& row) {
    return {row.text(0), row.text(1), row.text(2), row.boolean(3), row.instant(4)};
}

/// Columns: account_id, province, login, display_name, role, agency_id, password_hash,
/// second_factor_since, disabled_at.
Account account_of(const Row& row) {
    return {row.id<AccountId>(0), row.text(1),       row.text(2),
            row.text(3),          enum_of<Role>(row, 4), agency_of(row, 5),
            row.text(6),          row.optional_integer(7).has_value(),
            row.optional_integer(8).has_value()};
}

AccountView account_view_of(const Row& row) {
    return {row.id<AccountId>(0), row.text(1),       row.text(2),
            enum_of<Role>(row, 3), agency_of(row, 4), row.optional_integer(5).has_value(),
            row.instant(6),       row.optional_instant(7)};
}

} // namespace

std::vector<ProvinceView> provinces(Connection& connection) {
    return connection.list("SELECT province, name_th, name_en, is_demonstration, created_at"
                           " FROM province WHERE province <> '00' ORDER BY province",
                           {}, province_of);
}

std::optional<ProvinceView> find_province(Connection& connection, std::string_view code) {
    return connection.find("SELECT province, name_th, name_en, is_demonstration, created_at"
                           " FROM province WHERE province = $1",
                           {code}, province_of);
}

bool add_province(Connection& connection, const ProvinceView& province) {
    return connection.execute(
               "INSERT INTO province (province, name_th, name_en, is_demonstration, created_at)"
               " VALUES ($1, $2, $3, $4, $5) ON CONFLICT (province) DO NOTHING",
               {province.code, province.name_th, province.name_en, province.is_demonstration,
                province.created_at}) == 1;
}

bool add_account(Connection& connection, const Account& account, Instant now,
                 std::optional<AccountId> by) {
    const auto taken = connection.integer("SELECT count(*) FROM login_name WHERE login = $1",
                                          {account.login});
    if (taken > 0)
        return false;
    connection.execute("INSERT INTO account (province, account_id, login, display_name, role,"
                       " agency_id, password_hash, created_at, created_by)"
                       " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
                       {account.province, account.id, account.login, account.display_name,
                        json::enum_name(account.role), account.agency, account.password_hash, now, by});
    return connection.execute("INSERT INTO login_name (login, home_province, account_id)"
                              " VALUES ($1, $2, $3) ON CONFLICT (login) DO NOTHING",
                              {account.login, account.province, account.id}) == 1;
}

std::optional<Account> find_account_by_login(Connection& connection, std::string_view login) {
    const auto home = connection.find(
        "SELECT home_province, account_id FROM login_name WHERE login = $1", {login},
        [](const Row& row) { return std::pair{row.text(0), row.id<AccountId>(1)}; });
    return home ? find_account(connection, home->first, home->second) : std::nullopt;
}

std::optional<Account> find_account(Connection& connection, std::string_view province,
                                    AccountId id) {
    return connection.find("SELECT account_id, province, login, display_name, role, agency_id,"
                           " password_hash, second_factor_since, disabled_at"
                           " FROM account WHERE province = $1 AND account_id = $2",
                           {province, id}, account_of);
}

std::vector<AccountView> accounts(Connection& connection, std::string_view province) {
    return connection.list("SELECT account_id, login, display_name, role, agency_id,"
                           " second_factor_since, created_at, disabled_at"
                           " FROM account WHERE province = $1 ORDER BY login",
                           {province}, account_view_of);
}

std::optional<AccountView> find_account_view(Connection& connection, std::string_view province,
                                             AccountId id) {
    return connection.find("SELECT account_id, login, display_name, role, agency_id,"
                           " second_factor_since, created_at, disabled_at"
                           " FROM account WHERE province = $1 AND account_id = $2",
                           {province, id}, account_view_of);
}

bool disable_account(Connection& connection, std::string_view province, AccountId id, Instant now) {
    return connection.execute("UPDATE account SET disabled_at = $3"
                              " WHERE province = $1 AND account_id = $2 AND disabled_at IS NULL",
                              {province, id, now}) == 1;
}

void set_display_name(Connection& connection, std::string_view province, AccountId id,
                      std::string_view name) {
    connection.execute("UPDATE account SET display_name = $3"
                       " WHERE province = $1 AND account_id = $2",
                       {province, id, name});
}

void set_password(Connection& connection, const Account& account, std::string_view hash) {
    connection.execute("UPDATE account SET password_hash = $3"
                       " WHERE province = $1 AND account_id = $2",
                       {account.province, account.id, hash});
}

SecondFactor second_factor(Connection& connection, const Account& account) {
    const auto found = connection.find(
        "SELECT second_factor_secret, second_factor_since, second_factor_last_step"
        " FROM account WHERE province = $1 AND account_id = $2",
        {account.province, account.id}, [](const Row& row) {
            return SecondFactor{row.optional_bytes(0), row.optional_integer(1).has_value(),
                                row.integer(2)};
        });
    return found.value_or(SecondFactor{});
}

void set_second_factor(Connection& connection, const Account& account, BytesView sealed_secret) {
    connection.execute("UPDATE account SET second_factor_secret = $3"
                       " WHERE province = $1 AND account_id = $2 AND second_factor_since IS NULL",
                       {account.province, account.id, sealed_secret});
}

bool use_second_factor_step(Connection& connection, const Account& account, std::int64_t step,
                            Instant now) {
    return connection.execute("UPDATE account SET second_factor_last_step = $3,"
                              " second_factor_since = COALESCE(second_factor_since, $4)"
                              " WHERE province = $1 AND account_id = $2"
                              " AND second_factor_last_step < $3",
                              {account.province, account.id, step, now}) == 1;
}

void add_session(Connection& connection, const Account& account, BytesView token_digest,
                 bool has_second_factor, Instant now) {
    connection.execute("INSERT INTO login_session (province, token_digest, account_id,"
                       " has_second_factor, created_at, last_seen_at)"
                       " VALUES ($1, $2, $3, $4, $5, $5)",
                       {account.province, token_digest, account.id, has_second_factor, now});
}

std::optional<Session> find_session(Connection& connection, std::string_view province,
                                    BytesView token_digest) {
    return connection.find(
        "SELECT a.account_id, a.province, a.login, a.display_name, a.role, a.agency_id,"
        " a.password_hash, a.second_factor_since, a.disabled_at,"
        " p.name_th, p.name_en, p.is_demonstration, p.created_at,"
        " s.has_second_factor, s.created_at, s.last_seen_at"
        " FROM login_session s"
        " JOIN account a ON a.province = s.province AND a.account_id = s.account_id"
        " JOIN province p ON p.province = s.province"
        " WHERE s.province = $1 AND s.token_digest = $2",
        {province, token_digest}, [](const Row& row) {
            return Session{account_of(row),
                           {row.text(1), row.text(9), row.text(10), row.boolean(11), row.instant(12)},
                           row.boolean(13),
                           row.instant(14),
                           row.instant(15)};
        });
}

void touch_session(Connection& connection, std::string_view province, BytesView token_digest,
                   Instant now) {
    connection.execute("UPDATE login_session SET last_seen_at = $3"
                       " WHERE province = $1 AND token_digest = $2",
                       {province, token_digest, now});
}

void remove_session(Connection& connection, std::string_view province, BytesView token_digest) {
    connection.execute("DELETE FROM login_session WHERE province = $1 AND token_digest = $2",
                       {province, token_digest});
}

void remove_sessions_of(Connection& connection, std::string_view province, AccountId account) {
    connection.execute("DELETE FROM login_session WHERE province = $1 AND account_id = $2",
                       {province, account});
}

void remove_sessions_before(Connection& connection, std::string_view province, Instant created,
                            Instant seen) {
    connection.execute("DELETE FROM login_session"
                       " WHERE province = $1 AND (created_at < $2 OR last_seen_at < $3)",
                       {province, created, seen});
}

Attempts attempts(Connection& connection, BytesView subject) {
    const auto found = connection.find(
        "SELECT failures, last_at FROM login_attempt WHERE subject = $1", {subject},
        [](const Row& row) { return Attempts{row.integer(0), row.instant(1)}; });
    return found.value_or(Attempts{});
}

void count_attempt(Connection& connection, BytesView subject, Instant now, Instant forget_before) {
    connection.execute(
        "INSERT INTO login_attempt (subject, failures, last_at) VALUES ($1, 1, $2)"
        " ON CONFLICT (subject) DO UPDATE SET last_at = $2, failures ="
        " CASE WHEN login_attempt.last_at < $3 THEN 1 ELSE login_attempt.failures + 1 END",
        {subject, now, forget_before});
}

void take_back_attempts(Connection& connection, BytesView subject, std::int64_t failures) {
    connection.execute("UPDATE login_attempt SET failures ="
                       " CASE WHEN failures > $2 THEN failures - $2 ELSE 0 END WHERE subject = $1",
                       {subject, failures});
}

void forget_attempts(Connection& connection, BytesView subject) {
    connection.execute("DELETE FROM login_attempt WHERE subject = $1", {subject});
}

std::vector<AccessLogEntry> access_log(Connection& connection, std::string_view province,
                                       std::int64_t person_id, std::int64_t before,
                                       std::int64_t count_max) {
    constexpr std::string_view of_all =
        "SELECT l.access_log_id, l.at, l.account_id, coalesce(a.login, l.os_account),"
        " coalesce(a.display_name, ''), l.access, l.purpose, l.person_id, l.what FROM access_log l"
        " LEFT JOIN account a ON a.province = l.province AND a.account_id = l.account_id"
        " WHERE l.province = $1 AND $2 = 0 AND l.access_log_id < $3"
        " ORDER BY l.access_log_id DESC LIMIT $4";
    constexpr std::string_view of_person =
        "SELECT l.access_log_id, l.at, l.account_id, coalesce(a.login, l.os_account),"
        " coalesce(a.display_name, ''), l.access, l.purpose, l.person_id, l.what FROM access_log l"
        " LEFT JOIN account a ON a.province = l.province AND a.account_id = l.account_id"
        " WHERE l.province = $1 AND l.person_id = $2 AND l.access_log_id < $3"
        " ORDER BY l.access_log_id DESC LIMIT $4";
    const auto begin = before == 0 ? std::numeric_limits<std::int64_t>::max() : before;
    return connection.list(
        person_id == 0 ? of_all : of_person, {province, person_id, begin, count_max}, [](const Row& row) {
            const auto account = row.optional_integer(2);
            return AccessLogEntry{row.integer(0),
                                  row.instant(1),
                                  account ? std::optional(AccountId{*account}) : std::nullopt,
                                  row.text(3),
                                  row.text(4),
                                  enum_of<Access>(row, 5),
                                  enum_of<Purpose>(row, 6),
                                  row.integer(7),
                                  row.text(8)};
        });
}

void add_access(Connection& connection, std::string_view province, const AccessLogEntry& entry) {
    connection.execute("INSERT INTO access_log (province, access_log_id, at, account_id, os_account,"
                       " access, purpose, person_id, what) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
                       {province, entry.id, entry.at, entry.account_id,
                        entry.account_id ? std::string() : entry.login, json::enum_name(entry.access), json::enum_name(entry.purpose),
                        entry.person_id, entry.what});
}

std::vector<vault::SealedColumn> sealed_columns() {
    return {{"account", "second_factor_secret", {"account_id"}, {"account_id"}}};
}

} // namespace samatcha::access::records
