#pragma once

#include "modules/access/api.hpp"
#include "modules/exchange/actions.hpp"

namespace samatcha::exchange {

/// /cases/{id}/fhir, /cases/{id}/holds, /cases/{id}/erasure, /erasure-requests, /exchange/tasks, /retention.
void add_routes(access::Api&, Exchanging);

} // namespace samatcha::exchange
