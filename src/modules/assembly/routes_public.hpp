#pragma once

#include "modules/access/api.hpp"
#include "modules/assembly/routes_document.hpp"

namespace samatcha::assembly {

/// What anyone may read of a published assembly, without signing in.
void add_public_routes(access::Api&, const PrintedBeside&);

} // namespace samatcha::assembly
