#pragma once

#include "modules/partners/agency.hpp"
#include "platform/database/connection.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace samatcha::partners {

/// By Thai name, as a dictionary orders; of one sector, if given.
std::vector<Agency> agencies(database::Connection&, std::string_view province,
                             std::optional<Sector> sector);
std::optional<Agency> find_agency(database::Connection&, std::string_view province, AgencyId);

/// False when another agency of the province has the name: nothing is written then.
bool insert_agency(database::Connection&, std::string_view province, const Agency&);
/// False when another agency has the name.
bool update_agency(database::Connection&, std::string_view province, const Agency&);

} // namespace samatcha::partners
