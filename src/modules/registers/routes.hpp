#pragma once

#include "modules/access/api.hpp"
#include "modules/registers/intake.hpp"

namespace samatcha::registers {

/// /agreements, /uploads, /imports, /snapshots (S8). What `intake` refers to outlives the server.
void add_routes(access::Api&, const Intake& intake);

} // namespace samatcha::registers
