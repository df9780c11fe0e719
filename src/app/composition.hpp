#pragma once

// The only place that knows all modules: their jobs, deadlines and routes.

#include "app/environment.hpp"
#include "modules/access/api.hpp"
#include "platform/upkeep/key_rotation.hpp"

namespace samatcha::app {

/// Everything that the vault sealed, for the rotation of keys.
upkeep::SealedPlaces sealed_places(const Settings&);

/// Tells the job runner who handles which kind.
void add_all_jobs(Environment&);

/// Tells the scheduler who does what when it is due.
void add_all_deadlines(Environment&);

/// Declares every module's routes.
void add_all_routes(access::Api&, Environment&, http::EventHub&);

} // namespace samatcha::app
