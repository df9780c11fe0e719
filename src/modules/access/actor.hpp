#pragma once

#include "base/clock.hpp"
#include "base/id.hpp"
#include "modules/access/right.hpp"

#include <optional>
#include <string>

namespace samatcha::access {

using AccountId = Id<struct AccountTag>;
/// Of modules/partners; named here because an account may belong to one.
using AgencyId = Id<struct AgencyTag>;

/// Who acts, and for which province: every action receives one, every query is bound to its province.
/// What belongs to another province is NotFound, as if it did not exist.
struct Actor {
    AccountId account;
    std::string login;
    Role role = Role::Viewer;
    std::string province; ///< "40"; the operator's is "00", the installation itself.
    std::optional<AgencyId> agency;
    Purpose purpose = Purpose::None;
    std::string os_account{}; ///< Of a command, which has no account: whoever runs it on this machine.

    bool may(Right right) const { return access::may(role, right); }
    /// The same, where what is done says why.
    Actor with(Purpose reason) const {
        auto actor = *this;
        actor.purpose = reason;
        return actor;
    }
};

} // namespace samatcha::access
