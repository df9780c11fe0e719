#pragma once

#include "modules/access/api.hpp"
#include "modules/area/gazetteer.hpp"
#include "modules/forum/live_forums.hpp"

namespace samatcha::forum {

void add_routes(access::Api&, LiveForums&, http::EventHub&);
/// What anyone may ask, with a device's token or without; routes_public.cpp.
void add_public_routes(access::Api&, LiveForums&, const area::Gazetteer&);
/// Tells the listeners of each publication.
LiveForums::Told tell_listeners(http::EventHub&);

} // namespace samatcha::forum
