#pragma once

#include "modules/access/api.hpp"
#include "modules/persons/actions.hpp"

#include <functional>
#include <optional>

namespace samatcha::persons {

/// Whether a person seems out of school, and how surely: known to the situation, which stands above.
struct OutOfSchool {
    double certainty = 0;
};
using OutOfSchoolOf = std::function<std::optional<OutOfSchool>(database::Connection&,
                                                               std::string_view province, PersonId)>;

/// /link-runs, /persons/{id}. All must outlive the server.
void add_routes(access::Api&, const vault::KeyRing&, jobs::Jobs&, OutOfSchoolOf);

/// /reviews: the lists, a pair side by side, decisions one by one and by rule, and what they show.
void add_review_routes(access::Api&, const vault::KeyRing&);

} // namespace samatcha::persons
