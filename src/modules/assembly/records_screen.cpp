#include "modules/assembly/records_screen.hpp"

namespace samatcha::assembly {

std::optional<RoomId> find_room_of_link(database::Connection& connection, std::string_view province,
                                        BytesView digest) {
    return connection.find("SELECT room_id FROM screen_link"
                           " WHERE province = $1 AND digest = $2 AND closed_at IS NULL",
                           {province, digest},
                           [](const database::Row& row) { return row.id<RoomId>(0); });
}

bool has_open_link(database::Connection& connection, std::string_view province, RoomId room) {
    return connection.integer("SELECT count(*) FROM screen_link"
                              " WHERE province = $1 AND room_id = $2 AND closed_at IS NULL",
                              {province, room}) > 0;
}

void insert_screen_link(database::Connection& connection, std::string_view province, RoomId room,
                        BytesView digest, access::AccountId by, Instant now) {
    connection.execute(
        "INSERT INTO screen_link (province, id, room_id, digest, opened_by, opened_at)"
        " VALUES ($1, $2, $3, $4, $5, $6)",
        {province, new_id(), room, digest, by, now});
}

std::int64_t close_screen_links(database::Connection& connection, std::string_view province,
                                RoomId room, Instant now) {
    return connection.execute("UPDATE screen_link SET closed_at = $3"
                              " WHERE province = $1 AND room_id = $2 AND closed_at IS NULL",
                              {province, room, now});
}

} // namespace samatcha::assembly
