#pragma once

// The tables of what a room looks at and who speaks; see migrations/1106.

#include "modules/assembly/floor.hpp"
#include "platform/database/connection.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace samatcha::assembly {

std::optional<RoomScreen> screen_of(database::Connection&, std::string_view province, RoomId);
void set_screen(database::Connection&, std::string_view province, RoomId, const RoomScreen&);

std::vector<RaisedHand> raised_hands(database::Connection&, std::string_view province, RoomId);
void insert_hand(database::Connection&, std::string_view province, RoomId, const RaisedHand&);
void update_hand(database::Connection&, std::string_view province, const RaisedHand&);

} // namespace samatcha::assembly
