#pragma once

#include "modules/access/actions.hpp"
#include "modules/access/api.hpp"

#include <functional>
#include <optional>
#include <string>
#include <utility>

namespace samatcha::access {

/// Thai and English name of an agency, which stands in a module above this one.
using AgencyNames = std::function<std::optional<std::pair<std::string, std::string>>(
    database::Connection&, std::string_view province, AgencyId)>;

struct AccessParts {
    Secrets secrets;
    const area::Gazetteer& gazetteer;
    AgencyNames agency_names;
    bool has_secure_cookies_always = false; ///< Even when the proxy does not say https.
};

/// Session, second factor, accounts, provinces, access log.
void add_routes(Api&, const AccessParts&);

} // namespace samatcha::access
