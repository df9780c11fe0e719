#pragma once

#include "modules/access/api.hpp"

#include <string>

namespace samatcha::assembly {

/// What anyone may read of a published assembly, without signing in.
void add_public_routes(access::Api&, const std::string& public_address);

} // namespace samatcha::assembly
