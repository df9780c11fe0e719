#pragma once

#include "modules/access/api.hpp"
#include "platform/vault/sealed_store.hpp"

namespace samatcha::assembly {

/// `papers` holds the background papers of agenda items.
void add_routes(access::Api&, database::Database&, http::EventHub&,
                const vault::SealedStore& papers);
/// What the screens of a room ask for; routes_room.cpp.
void add_room_routes(access::Api&);

} // namespace samatcha::assembly
