#pragma once

#include "modules/access/api.hpp"
#include "modules/care/actions_assignment.hpp"
#include "platform/database/joint_commit.hpp"

namespace samatcha::care {

/// What the routes of cases work with; outlives the server.
struct CareHouse {
    Assigning assigning;
    database::JointCommit& writes; ///< Small writes of many workers share a commit.
};

/// /cases, /care-* (S13).
void add_routes(access::Api&, const CareHouse&);

} // namespace samatcha::care
