#include "modules/assembly/records_floor.hpp"

#include "base/json.hpp"

namespace samatcha::assembly {

std::optional<RoomScreen> screen_of(database::Connection& connection, std::string_view province,
                                    RoomId room) {
    return connection.find("SELECT draft_id, paragraph_id, amendment_id, shown_at FROM room_screen"
                           " WHERE province = $1 AND room_id = $2",
                           {province, room}, [](const database::Row& row) {
                               RoomScreen screen{row.id<DraftId>(0), {}, {}, row.instant(3)};
                               if (const auto paragraph = row.optional_integer(1))
                                   screen.paragraph_id = ParagraphId{*paragraph};
                               if (const auto amendment = row.optional_integer(2))
                                   screen.amendment_id = AmendmentId{*amendment};
                               return screen;
                           });
}

void set_screen(database::Connection& connection, std::string_view province, RoomId room,
                const RoomScreen& screen) {
    connection.execute("INSERT INTO room_screen (province, room_id, draft_id, paragraph_id, "
                       "amendment_id, shown_at)"
                       " VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (province, room_id) DO UPDATE"
                       " SET draft_id = $3, paragraph_id = $4, amendment_id = $5, shown_at = $6",
                       {province, room, screen.draft_id, screen.paragraph_id, screen.amendment_id,
                        screen.shown_at});
}

std::vector<RaisedHand> raised_hands(database::Connection& connection, std::string_view province,
                                     RoomId room) {
    return connection.list(
        "SELECT id, delegate_id, agency_id, kind, raised_at, begun_at, limit_seconds, ended_at"
        " FROM raised_hand WHERE province = $1 AND room_id = $2 ORDER BY id",
        {province, room}, [](const database::Row& row) {
            return RaisedHand{
                row.id<HandId>(0),
                row.id<DelegateId>(1),
                row.id<partners::AgencyId>(2),
                json::enum_from_name<HandKind>(row.text_view(3)).value_or(HandKind::Speech),
                row.instant(4),
                row.optional_instant(5),
                row.integer(6),
                row.optional_instant(7)};
        });
}

void insert_hand(database::Connection& connection, std::string_view province, RoomId room,
                 const RaisedHand& hand) {
    const auto kind = json::enum_name(hand.kind);
    connection.execute(
        "INSERT INTO raised_hand (province, id, room_id, delegate_id, agency_id, kind,"
        " raised_at, limit_seconds) VALUES ($1, $2, $3, $4, $5, $6, $7, 0)",
        {province, hand.id, room, hand.delegate_id, hand.agency_id, kind, hand.raised_at});
}

void update_hand(database::Connection& connection, std::string_view province,
                 const RaisedHand& hand) {
    connection.execute("UPDATE raised_hand SET begun_at = $3, limit_seconds = $4, ended_at = $5"
                       " WHERE province = $1 AND id = $2",
                       {province, hand.id, hand.begun_at, hand.limit_seconds, hand.ended_at});
}

} // namespace samatcha::assembly
