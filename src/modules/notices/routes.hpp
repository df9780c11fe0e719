#pragma once

#include "modules/access/api.hpp"

namespace samatcha::notices {

/// /notices and /notice-choice, each account's own.
void add_routes(access::Api&);

} // namespace samatcha::notices
