#include "modules/assembly/actions_consensus.hpp"
#include "modules/assembly/actions_delegation.hpp"
#include "modules/assembly/records.hpp"
#include "modules/assembly/records_consensus.hpp"

namespace samatcha::assembly {

namespace {

Result<Room> room_in(const Occasion& occasion, AssemblyId id, RoomId room) {
    auto found = find_room(occasion.db, occasion.actor.province, room);
    if (!found || found->assembly_id != id)
        return failure(ErrorCode::NotFound, "assembly.room_unknown");
    return std::move(*found);
}

Result<Delegate> delegate_with(const Occasion& occasion, AssemblyId id, const std::string& badge) {
    auto found =
        find_delegate_by_badge(occasion.db, occasion.actor.province, id, typed_badge(badge));
    if (!found)
        return failure(ErrorCode::NotFound, "assembly.badge_unknown");
    return std::move(*found);
}

/// With who is there then, as far as this changes it, and what that makes of the tests that are
/// open: whoever hears of it need not ask.
void tell_of_door(const Occasion& occasion, const Room& room, const Delegate& delegate,
                  std::string_view kind) {
    const auto presence = *presence_in(occasion, room.id, occasion.now);
    boost::json::array tests;
    for (const auto& test : open_tests_in(occasion.db, occasion.actor.province, room.id)) {
        const auto view = question_view(
            occasion, *find_consensus_test(occasion.db, occasion.actor.province, test));
        tests.push_back({{"test", test.value}, {"tally", json::to_value(view.tally)}});
    }
    add_event(occasion, room.assembly_id, kind,
              {{"room", room.id.value},
               {"delegate", delegate.id.value},
               {"agency", delegate.agency_id.value},
               {"is_there", is_present(presence, delegate.agency_id)},
               {"sectors", json::to_value(presence.sectors)},
               {"is_quorum", presence.is_quorum},
               {"tests", std::move(tests)}});
}

void leave(const Occasion& occasion, const Room& room, const Delegate& delegate) {
    if (set_departure(occasion.db, occasion.actor.province, room.id, delegate.id, occasion.now))
        tell_of_door(occasion, room, delegate, "checked_out");
}

} // namespace

Result<Delegate> check_in(const Occasion& occasion, AssemblyId id, const DoorMark& mark) {
    TRY(hold_for(occasion, id, Deed::CheckIn));
    const auto room = TRY(room_in(occasion, id, mark.room_id));
    auto delegate = TRY(delegate_with(occasion, id, mark.badge));
    if (is_in_room(occasion.db, occasion.actor.province, room.id, delegate.id))
        return delegate;
    for (const auto& other : rooms(occasion.db, occasion.actor.province, id))
        leave(occasion, other, delegate);
    insert_arrival(occasion.db, occasion.actor.province, id, room.id, delegate, occasion.now);
    tell_of_door(occasion, room, delegate, "checked_in");
    return delegate;
}

Result<Delegate> check_out(const Occasion& occasion, AssemblyId id, const DoorMark& mark) {
    TRY(hold_for(occasion, id, Deed::CheckIn));
    const auto room = TRY(room_in(occasion, id, mark.room_id));
    auto delegate = TRY(delegate_with(occasion, id, mark.badge));
    leave(occasion, room, delegate);
    return delegate;
}

Result<Presence> presence_in(const Occasion& occasion, RoomId id, Instant at) {
    const auto& province = occasion.actor.province;
    const auto room = find_room(occasion.db, province, id);
    if (!room)
        return failure(ErrorCode::NotFound, "assembly.room_unknown");
    const auto assembly = find_assembly(occasion.db, province, room->assembly_id);
    const auto& rules = assembly->rules;
    return presence_at(room->is_plenary ? rules.quorum : rules.room_quorum.value_or(rules.quorum),
                       invited_agencies(occasion.db, province, assembly->id),
                       attendance_in(occasion.db, province, id), at);
}

} // namespace samatcha::assembly
