#pragma once

#include "modules/access/account.hpp"

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace samatcha::access {

/// How far somebody came in.
enum class SessionState {
    Anonymous,
    SecondFactorRequired,           ///< Password right, code outstanding.
    SecondFactorEnrolmentRequired,  ///< The role sees children and has no second factor yet.
    SignedIn,
};
BOOST_DESCRIBE_ENUM(SessionState, Anonymous, SecondFactorRequired, SecondFactorEnrolmentRequired,
                    SignedIn)

/// An open session with what its account may do now.
struct Session {
    Account account;
    ProvinceView province;
    bool has_second_factor = false; ///< In this session.
    Instant created_at;
    Instant last_seen_at;

    SessionState state() const;
};

inline constexpr std::int64_t session_idle_max_ms = 60 * 60 * 1000;
inline constexpr std::int64_t session_age_max_ms = 12 * 60 * 60 * 1000;

/// The cookie's value: "40.<token>". The province stands in it so that the look-up needs no other.
struct SessionToken {
    std::string province;
    std::string token;

    std::string cookie_value() const { return province + "." + token; }
    static std::optional<SessionToken> parse(std::string_view cookie_value);

    /// What writes must bring in X-CSRF-Token; follows from the token, so it is kept nowhere.
    std::string csrf_token() const;
};

struct SessionAccount {
    AccountId id;
    std::string login;
    std::string display_name;
    Role role = Role::Viewer;
    std::optional<AgencyId> agency_id;
    std::optional<std::string> agency_name_th;
    std::optional<std::string> agency_name_en;
    bool has_second_factor = false;
};
BOOST_DESCRIBE_STRUCT(SessionAccount, (),
                      (id, login, display_name, role, agency_id, agency_name_th, agency_name_en,
                       has_second_factor))

struct SessionProvince {
    std::string code;
    std::string name_th;
    std::string name_en;
    bool is_demonstration = false;
};
BOOST_DESCRIBE_STRUCT(SessionProvince, (), (code, name_th, name_en, is_demonstration))

/// What the front end knows of its session.
struct SessionView {
    SessionState state = SessionState::Anonymous;
    std::string csrf_token;
    std::optional<SessionAccount> account;
    std::optional<SessionProvince> province; ///< Not the operator's.
    std::vector<Right> rights;               ///< Of a complete session only.
};
BOOST_DESCRIBE_STRUCT(SessionView, (), (state, csrf_token, account, province, rights))

} // namespace samatcha::access
