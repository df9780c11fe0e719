#pragma once

// The table of what was written in the minutes; see migrations/1120.

#include "modules/assembly/minutes.hpp"
#include "platform/database/connection.hpp"

#include <string_view>
#include <vector>

namespace samatcha::assembly {

/// All that was ever written, in order.
std::vector<MinutesEdit> minutes_edits(database::Connection&, std::string_view province, RoomId);
void insert_minutes_edit(database::Connection&, std::string_view province, RoomId,
                         const MinutesEdit&);

} // namespace samatcha::assembly
