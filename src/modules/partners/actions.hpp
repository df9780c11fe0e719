#pragma once

// Every verb of the partners (S1).

#include "base/result.hpp"
#include "modules/access/actor.hpp"
#include "modules/partners/agency.hpp"
#include "platform/database/connection.hpp"

#include <string_view>

namespace samatcha::partners {

/// Enters an agency under a new id. Fails with InvalidInput (check_agency) or Conflict
/// (partners.name_taken).
Result<Agency> add_agency(const access::Actor&, database::Connection&, Agency);

/// Writes what is given over the agency of that id. Fails also with NotFound (partners.agency_unknown).
Result<Agency> change_agency(const access::Actor&, database::Connection&, Agency);

/// Fails with NotFound (partners.agency_unknown), also for another province's.
Result<Agency> agency(database::Connection&, std::string_view province, AgencyId);

/// Enters the agencies of a file as data/demonstration/agencies.json writes them: a list of objects with
/// the members of Agency, the id among them. One whose Thai name is there already is left as it is;
/// returns how many were entered.
Result<int> add_agencies_of_file(database::Connection&, std::string_view province,
                                 std::string_view json_text);

} // namespace samatcha::partners
