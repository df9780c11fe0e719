#pragma once

#include "base/result.hpp"
#include "modules/access/actions.hpp"

#include <cstdint>
#include <optional>
#include <string_view>

namespace samatcha::access {

/// One thing whose failures are counted, kept as a keyed digest: nobody reads names or addresses
/// from it.
struct ThrottleSubject {
    std::string_view kind; ///< "login", "address", "code".
    std::string_view name;
    std::int64_t failures_free;
};

/// Counts the try, or fails with TooMany (access.too_many_attempts, {seconds}) where `own` has to
/// wait. `shared` belongs to many (the address of a hotel): once too much failed there, nobody has
/// free tries there any more, but nobody waits for a neighbour's mistakes. Call before the secret
/// is looked at.
Result<void> begin_attempt(database::Connection&, const Secrets&, const ThrottleSubject& own,
                           const std::optional<ThrottleSubject>& shared = {});

/// The secret was right: what `own` failed is forgotten, of what failed at `shared` only that.
void forgive_attempts(database::Connection&, const Secrets&, const ThrottleSubject& own,
                      const std::optional<ThrottleSubject>& shared = {});

} // namespace samatcha::access
