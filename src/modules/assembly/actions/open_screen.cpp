#include "modules/assembly/actions_room.hpp"
#include "modules/assembly/records.hpp"
#include "modules/assembly/records_screen.hpp"
#include "platform/vault/secret.hpp"

namespace samatcha::assembly {

namespace {

Result<Room> room_of_chair(const Occasion& occasion, RoomId id) {
    auto room = find_room(occasion.db, occasion.actor.province, id);
    if (!room)
        return failure(ErrorCode::NotFound, "assembly.room_unknown");
    TRY(hold(occasion, room->assembly_id));
    TRY(check_chair(occasion, *room));
    return std::move(*room);
}

} // namespace

Result<ScreenLink> open_screen(const Occasion& occasion, RoomId id) {
    const auto room = TRY(room_of_chair(occasion, id));
    const auto& province = occasion.actor.province;
    close_screen_links(occasion.db, province, id, occasion.now);
    const auto token = vault::random_token();
    insert_screen_link(occasion.db, province, id, vault::token_digest(token),
                       occasion.actor.account, occasion.now);
    add_event(occasion, room.assembly_id, "screen_link_opened", {{"room", id.value}});
    return ScreenLink{province + "." + token};
}

Result<void> close_screen(const Occasion& occasion, RoomId id) {
    const auto room = TRY(room_of_chair(occasion, id));
    if (close_screen_links(occasion.db, occasion.actor.province, id, occasion.now) > 0)
        add_event(occasion, room.assembly_id, "screen_link_closed", {{"room", id.value}});
    return {};
}

Result<LinkedScreen> linked_screen(database::Connection& db, std::string_view code) {
    const auto dot = code.find('.');
    if (dot == code.npos)
        return failure(ErrorCode::NotFound, "assembly.screen_unknown");
    const auto province = code.substr(0, dot);
    const auto room = find_room_of_link(db, province, vault::token_digest(code.substr(dot + 1)));
    if (!room)
        return failure(ErrorCode::NotFound, "assembly.screen_unknown");
    return LinkedScreen{std::string(province), *room};
}

} // namespace samatcha::assembly
