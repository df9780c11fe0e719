#include "modules/assembly/actions_consensus.hpp"
#include "modules/assembly/actions_delegation.hpp"
#include "modules/assembly/actions_room.hpp"
#include "modules/assembly/records.hpp"
#include "modules/assembly/records_consensus.hpp"
#include "modules/assembly/records_floor.hpp"

namespace samatcha::assembly {

namespace {

void end_hands(const Occasion& occasion, const Floor& floor) {
    auto hands = floor.waiting;
    if (floor.speaking)
        hands.push_back(*floor.speaking);
    for (auto& hand : hands) {
        hand.ended_at = occasion.now;
        update_hand(occasion.db, occasion.actor.province, hand);
    }
}

/// With all that this changes of what the room's screens show.
void end_stays(const Occasion& occasion, const Room& room) {
    const auto& province = occasion.actor.province;
    const auto there = delegates_there(occasion.db, province, room.id);
    const auto floor = *floor_in(occasion, room.id);
    if (there.empty() && !floor.speaking && floor.waiting.empty())
        return;
    boost::json::array delegates;
    for (const auto delegate : there) {
        set_departure(occasion.db, province, room.id, delegate, occasion.now);
        delegates.emplace_back(delegate.value);
    }
    end_hands(occasion, floor);
    const auto presence = *presence_in(occasion, room.id, occasion.now);
    add_event(occasion, room.assembly_id, "sitting_ended",
              {{"room", room.id.value},
               {"delegates", std::move(delegates)},
               {"sectors", json::to_value(presence.sectors)},
               {"is_quorum", presence.is_quorum},
               {"floor", json::to_value(*floor_in(occasion, room.id))}});
}

} // namespace

Result<Presence> end_sitting(const Occasion& occasion, RoomId id) {
    const auto& province = occasion.actor.province;
    const auto room = find_room(occasion.db, province, id);
    if (!room)
        return failure(ErrorCode::NotFound, "assembly.room_unknown");
    TRY(hold_for(occasion, room->assembly_id, Deed::CheckIn));
    TRY(check_chair(occasion, *room));
    if (!open_tests_in(occasion.db, province, id).empty())
        return failure(ErrorCode::Conflict, "assembly.need_tests_closed");
    end_stays(occasion, *room);
    return presence_in(occasion, id, occasion.now);
}

void end_sittings(const Occasion& occasion, AssemblyId id) {
    for (const auto& room : rooms(occasion.db, occasion.actor.province, id))
        end_stays(occasion, room);
}

} // namespace samatcha::assembly
