#pragma once

#include "modules/access/api.hpp"
#include "modules/webhooks/actions.hpp"

namespace samatcha::webhooks {

/// Both outlive the server.
void add_routes(access::Api&, const vault::KeyRing&, const web_call::AllowedHosts&);

} // namespace samatcha::webhooks
