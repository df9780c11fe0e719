#pragma once

#include "modules/access/api.hpp"
#include "modules/persons/routes.hpp"
#include "platform/vault/key_ring.hpp"

namespace samatcha::situation {

/// /situations, /situations/latest, /situations/{id}, /situations/{id}/children.
void add_routes(access::Api&, const vault::KeyRing&);

/// Whether the latest situation lists a person: for persons::add_routes.
persons::OutOfSchoolOf out_of_school_of_latest();

} // namespace samatcha::situation
