#pragma once

#include "modules/access/api.hpp"
#include "modules/persons/routes.hpp"
#include "modules/situation/child_export.hpp"

namespace samatcha::situation {

/// /situations and what belongs to one; /exports: the list of children as a file.
void add_routes(access::Api&, const Exporting&);

/// Whether the latest situation lists a person: for persons::add_routes.
persons::OutOfSchoolOf out_of_school_of_latest();

} // namespace samatcha::situation
