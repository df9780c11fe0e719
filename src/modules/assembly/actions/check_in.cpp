#include "modules/assembly/actions.hpp"
#include "modules/assembly/records.hpp"

namespace samatcha::assembly {

namespace {

Result<Room> room_in(const Occasion& occasion, AssemblyId id, RoomId room) {
    auto found = find_room(occasion.db, occasion.actor.province, room);
    if (!found || found->assembly_id != id)
        return failure(ErrorCode::NotFound, "assembly.room_unknown");
    return std::move(*found);
}

Result<Delegate> delegate_with(const Occasion& occasion, AssemblyId id, const std::string& badge) {
    auto found = find_delegate_by_badge(occasion.db, occasion.actor.province, id, badge);
    if (!found)
        return failure(ErrorCode::NotFound, "assembly.badge_unknown");
    return std::move(*found);
}

void leave(const Occasion& occasion, AssemblyId id, const Room& room, const Delegate& delegate) {
    if (set_departure(occasion.db, occasion.actor.province, room.id, delegate.id, occasion.now))
        add_event(occasion, id, "checked_out",
                  {{"room", room.id.value},
                   {"delegate", delegate.id.value},
                   {"agency", delegate.agency_id.value}});
}

} // namespace

Result<Delegate> check_in(const Occasion& occasion, AssemblyId id, const DoorMark& mark) {
    TRY(hold_for(occasion, id, Deed::CheckIn));
    const auto room = TRY(room_in(occasion, id, mark.room_id));
    auto delegate = TRY(delegate_with(occasion, id, mark.badge));
    if (is_in_room(occasion.db, occasion.actor.province, room.id, delegate.id))
        return delegate;
    for (const auto& other : rooms(occasion.db, occasion.actor.province, id))
        leave(occasion, id, other, delegate);
    insert_arrival(occasion.db, occasion.actor.province, id, room.id, delegate, occasion.now);
    add_event(occasion, id, "checked_in",
              {{"room", room.id.value},
               {"delegate", delegate.id.value},
               {"agency", delegate.agency_id.value}});
    return delegate;
}

Result<Delegate> check_out(const Occasion& occasion, AssemblyId id, const DoorMark& mark) {
    TRY(hold_for(occasion, id, Deed::CheckIn));
    const auto room = TRY(room_in(occasion, id, mark.room_id));
    auto delegate = TRY(delegate_with(occasion, id, mark.badge));
    leave(occasion, id, room, delegate);
    return delegate;
}

Result<Presence> presence_in(const Occasion& occasion, RoomId id, Instant at) {
    const auto& province = occasion.actor.province;
    const auto room = find_room(occasion.db, province, id);
    if (!room)
        return failure(ErrorCode::NotFound, "assembly.room_unknown");
    const auto assembly = find_assembly(occasion.db, province, room->assembly_id);
    return presence_at(assembly->rules.quorum,
                       invited_agencies(occasion.db, province, assembly->id),
                       attendance_in(occasion.db, province, id), at);
}

} // namespace samatcha::assembly
