#pragma once

#include "base/result.hpp"
#include "modules/access/actions.hpp"

#include <string_view>
#include <vector>

namespace samatcha::access {

/// One thing whose failures are counted, kept as a keyed digest: nobody reads names or addresses from it.
struct ThrottleSubject {
    std::string_view kind; ///< "login", "address", "code".
    std::string_view name;
    std::int64_t failures_free;
};

/// Counts the try for every subject, or fails with TooMany (access.too_many_attempts, {seconds}) if one
/// of them has to wait. Call before the secret is looked at.
Result<void> begin_attempt(database::Connection&, const Secrets&,
                           const std::vector<ThrottleSubject>&);

/// The secret was right: the subjects start afresh.
void forgive_attempts(database::Connection&, const Secrets&, const std::vector<ThrottleSubject>&);

} // namespace samatcha::access
