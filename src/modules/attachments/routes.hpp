#pragma once

#include "modules/access/api.hpp"
#include "modules/attachments/actions.hpp"

namespace samatcha::attachments {

/// /attachments. What the keeping names must outlive the server.
void add_routes(access::Api&, const Keeping&);

} // namespace samatcha::attachments
