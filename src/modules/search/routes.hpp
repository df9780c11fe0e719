#pragma once

#include "modules/access/api.hpp"
#include "modules/search/live_index.hpp"

namespace samatcha::search {

/// /search. All must outlive the server.
void add_routes(access::Api&, const vault::KeyRing&, LiveIndex&);

} // namespace samatcha::search
