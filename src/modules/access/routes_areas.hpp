#pragma once

#include "modules/access/api.hpp"
#include "modules/area/gazetteer.hpp"

namespace samatcha::access {

/// /areas and /areas/outlines of the caller's own province (S19). They stand here because area lies
/// below access. The gazetteer must outlive the server.
void add_area_routes(Api&, const area::Gazetteer&);

} // namespace samatcha::access
