#pragma once

// Who is asking: from the cookie to a Session, and the checks before an action.

#include "base/clock.hpp"
#include "base/result.hpp"
#include "modules/access/actor.hpp"
#include "modules/access/session.hpp"
#include "platform/database/connection.hpp"
#include "platform/http/request.hpp"

#include <optional>
#include <string>

namespace samatcha::access {

struct Visitor {
    std::optional<SessionToken> token;
    std::optional<Session> session; ///< Only together with the token; never expired or disabled.
};

Visitor recognize(database::Connection&, const Clock&, const http::Request&);

/// Writes must come from our own pages: by token where there is a session, by origin where there is none.
Result<void> check_origin(const http::Request&, const Visitor&);

/// Fails with Unauthenticated or Forbidden.
Result<void> check_right(const Visitor&, Right);

/// From ?purpose= or X-Purpose. Fails with InvalidInput (access.purpose_missing) where the right needs one.
Result<Purpose> check_purpose(const http::Request&, Right);

Actor actor_of(const Visitor&, Purpose);

std::string session_cookie(const SessionToken&, bool is_secure);
std::string cookie_of_no_session(bool is_secure);

} // namespace samatcha::access
