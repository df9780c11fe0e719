#pragma once

#include "modules/access/api.hpp"
#include "modules/area/gazetteer.hpp"
#include "platform/vault/key_ring.hpp"

namespace samatcha::care {

void add_phone_routes(access::Api&, const vault::KeyRing&, const area::Gazetteer&);

} // namespace samatcha::care
