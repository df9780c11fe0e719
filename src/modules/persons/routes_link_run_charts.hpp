#pragma once

#include "modules/access/api.hpp"

namespace samatcha::persons {

/// /link-runs/{id}/charts.
void add_link_run_charts_route(access::Api&);

} // namespace samatcha::persons
