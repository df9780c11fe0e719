#pragma once

#include "base/clock.hpp"
#include "base/result.hpp"
#include "modules/access/actor.hpp"

#include <boost/describe/class.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace samatcha::access {

/// The installation itself; home of operators.
inline constexpr std::string_view installation = "00";

struct ProvinceView {
    std::string code;
    std::string name_th;
    std::string name_en;
    bool is_demonstration = false; ///< Its accounts may do without a second factor.
    Instant created_at;
};
BOOST_DESCRIBE_STRUCT(ProvinceView, (), (code, name_th, name_en, is_demonstration, created_at))

/// An account as the log-in needs it; never leaves the server.
struct Account {
    AccountId id;
    std::string province;
    std::string login;
    std::string display_name;
    Role role = Role::Viewer;
    std::optional<AgencyId> agency;
    std::string password_hash;
    bool has_second_factor = false;
    bool is_disabled = false;
};

struct AccountView {
    AccountId id;
    std::string login;
    std::string display_name;
    Role role = Role::Viewer;
    std::optional<AgencyId> agency_id;
    bool has_second_factor = false;
    Instant created_at;
    std::optional<Instant> disabled_at;
};
BOOST_DESCRIBE_STRUCT(AccountView, (),
                      (id, login, display_name, role, agency_id, has_second_factor, created_at,
                       disabled_at))

struct NewAccount {
    std::string login; ///< Lower-case letters, digits, . _ - @; 3 to 64 characters.
    std::string display_name;
    Role role = Role::Viewer;
    std::optional<AgencyId> agency_id; ///< Exactly for roles that belong to an agency.
    std::string password;
    std::optional<std::string> province; ///< For the operator; others' is their own.
};
BOOST_DESCRIBE_STRUCT(NewAccount, (), (login, display_name, role, agency_id, password, province))

inline constexpr std::size_t password_characters_min = 12;

/// Fails with InvalidInput: access.login_format, access.display_name_missing, access.agency_needed,
/// access.agency_not_allowed, access.operator_needs_no_province.
Result<void> check_new_account(const NewAccount&, std::string_view province);

/// Long enough, not the login itself, not one character again and again (NIST SP 800-63B 5.1.1.2).
/// Fails with InvalidInput: access.password_short, access.password_long, access.password_guessable.
Result<void> check_password(std::string_view password, std::string_view login);

/// How long a login name or address waits after so many failures in a row: none at first, then
/// doubling to a quarter of an hour.
std::int64_t wait_after_failures_ms(std::int64_t failures, std::int64_t failures_free);

inline constexpr std::int64_t login_failures_free = 5;
inline constexpr std::int64_t address_failures_free = 20; ///< Many share one office address.
inline constexpr std::int64_t failures_forgotten_after_ms = 60 * 60 * 1000;

} // namespace samatcha::access
