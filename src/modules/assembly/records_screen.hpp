#pragma once

// The table of links to the screens of rooms; see migrations/1122.

#include "base/bytes.hpp"
#include "modules/assembly/delegation.hpp"
#include "platform/database/connection.hpp"

#include <optional>
#include <string_view>

namespace samatcha::assembly {

/// The room that an open link shows.
std::optional<RoomId> find_room_of_link(database::Connection&, std::string_view province,
                                        BytesView digest);
bool has_open_link(database::Connection&, std::string_view province, RoomId);
void insert_screen_link(database::Connection&, std::string_view province, RoomId, BytesView digest,
                        access::AccountId by, Instant);
/// How many were open.
std::int64_t close_screen_links(database::Connection&, std::string_view province, RoomId, Instant);

} // namespace samatcha::assembly
