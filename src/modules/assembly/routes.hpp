#pragma once

#include "modules/access/api.hpp"

namespace samatcha::assembly {

void add_routes(access::Api&, database::Database&, http::EventHub&);

} // namespace samatcha::assembly
