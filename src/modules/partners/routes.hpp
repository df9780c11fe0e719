#pragma once

#include "modules/access/api.hpp"

namespace samatcha::partners {

/// /agencies (S1).
void add_routes(access::Api&);

} // namespace samatcha::partners
