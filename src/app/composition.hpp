#pragma once

// The only place that knows all modules: their jobs and their routes.

#include "app/environment.hpp"
#include "modules/access/api.hpp"

namespace samatcha::app {

/// Tells the job runner who handles which kind.
void add_all_jobs(Environment&);

/// Declares every module's routes.
void add_all_routes(access::Api&, Environment&);

} // namespace samatcha::app
