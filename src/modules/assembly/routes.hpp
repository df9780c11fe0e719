#pragma once

#include "modules/access/api.hpp"

namespace samatcha::assembly {

void add_routes(access::Api&, database::Database&, http::EventHub&);
/// What the screens of a room ask for; routes_room.cpp.
void add_room_routes(access::Api&);

} // namespace samatcha::assembly
