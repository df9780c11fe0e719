#pragma once

#include "modules/access/api.hpp"
#include "modules/referral/actions.hpp"
#include "platform/vault/key_ring.hpp"

namespace samatcha::referral {

/// /services, /referrals, /legal-bases and what belongs to a case of them.
void add_routes(access::Api&, const vault::KeyRing&, http::EventHub&);

/// /care-board, /coordination: of the lead unit (S7).
void add_board_routes(access::Api&);

/// Tells the listeners of both agencies; nothing of the child.
void tell_listeners(http::EventHub&, std::string_view province, const Referral&);

} // namespace samatcha::referral
