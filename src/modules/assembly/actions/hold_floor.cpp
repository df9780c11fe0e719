#include "modules/assembly/actions_room.hpp"
#include "modules/assembly/records.hpp"
#include "modules/assembly/records_draft.hpp"
#include "modules/assembly/records_floor.hpp"

#include <algorithm>

namespace samatcha::assembly {

namespace {

/// The room, its assembly held on the day.
Result<Room> room_at_work(const Occasion& occasion, RoomId id) {
    auto room = find_room(occasion.db, occasion.actor.province, id);
    if (!room)
        return failure(ErrorCode::NotFound, "assembly.room_unknown");
    TRY(hold_for(occasion, room->assembly_id, Deed::CheckIn));
    return std::move(*room);
}

Floor floor_now(const Occasion& occasion, const Room& room) {
    const auto& province = occasion.actor.province;
    return floor_of(screen_of(occasion.db, province, room.id),
                    raised_hands(occasion.db, province, room.id),
                    invited_agencies(occasion.db, province, room.assembly_id), occasion.now);
}

/// With the floor as it is then, so that whoever hears of it need not ask.
Floor told_floor(const Occasion& occasion, const Room& room, std::string_view kind,
                 boost::json::object data) {
    auto floor = floor_now(occasion, room);
    data["room"] = room.id.value;
    data["floor"] = json::to_value(floor);
    add_event(occasion, room.assembly_id, kind, std::move(data));
    return floor;
}

void end_speech_of(const Occasion& occasion, const Floor& floor) {
    if (!floor.speaking)
        return;
    auto hand = *floor.speaking;
    hand.ended_at = occasion.now;
    update_hand(occasion.db, occasion.actor.province, hand);
}

} // namespace

Result<Floor> floor_in(const Occasion& occasion, RoomId id) {
    const auto room = find_room(occasion.db, occasion.actor.province, id);
    if (!room)
        return failure(ErrorCode::NotFound, "assembly.room_unknown");
    return floor_now(occasion, *room);
}

Result<Floor> show_on_screen(const Occasion& occasion, RoomId id, ScreenForm input) {
    const auto room = TRY(room_at_work(occasion, id));
    TRY(check_chair(occasion, room));
    const auto& province = occasion.actor.province;
    const auto draft = find_draft(occasion.db, province, input.draft_id);
    if (!draft || draft->assembly_id != room.assembly_id)
        return failure(ErrorCode::NotFound, "assembly.draft_unknown");
    if (input.paragraph_id && !resolution_text::paragraph(draft->text, *input.paragraph_id))
        return failure(ErrorCode::NotFound, "resolution_text.paragraph_unknown");
    if (input.amendment_id) {
        const auto amendment = find_amendment(occasion.db, province, *input.amendment_id);
        if (!amendment || amendment->draft_id != draft->id)
            return failure(ErrorCode::NotFound, "assembly.amendment_unknown");
    }
    const RoomScreen screen{draft->id, input.paragraph_id, input.amendment_id, occasion.now};
    set_screen(occasion.db, province, id, screen);
    return told_floor(occasion, room, "screen_changed", {{"draft", draft->id.value}});
}

Result<Floor> raise_hand(const Occasion& occasion, RoomId id, HandForm input) {
    const auto room = TRY(room_at_work(occasion, id));
    const auto& province = occasion.actor.province;
    const auto delegate =
        find_delegate_of_account(occasion.db, province, room.assembly_id, occasion.actor.account);
    if (!delegate)
        return failure(ErrorCode::Forbidden, "assembly.no_delegate");
    if (!is_in_room(occasion.db, province, id, delegate->id))
        return failure(ErrorCode::Forbidden, "assembly.agency_absent");
    for (const auto& hand : floor_now(occasion, room).waiting)
        if (hand.delegate_id == delegate->id && hand.kind == input.kind)
            return failure(ErrorCode::Conflict, "assembly.hand_is_up");
    RaisedHand hand;
    hand.id = HandId{new_id()};
    hand.delegate_id = delegate->id;
    hand.agency_id = delegate->agency_id;
    hand.kind = input.kind;
    hand.raised_at = occasion.now;
    insert_hand(occasion.db, province, id, hand);
    return told_floor(occasion, room, "hand_raised",
                      {{"hand", hand.id.value},
                       {"agency", hand.agency_id.value},
                       {"kind", json::enum_name(hand.kind)}});
}

Result<Floor> lower_hand(const Occasion& occasion, RoomId id, HandMark input) {
    const auto room = TRY(room_at_work(occasion, id));
    const auto& province = occasion.actor.province;
    const auto waiting = floor_now(occasion, room).waiting;
    const auto found = std::find_if(waiting.begin(), waiting.end(), [&](const RaisedHand& hand) {
        return hand.id == input.hand_id;
    });
    if (found == waiting.end())
        return failure(ErrorCode::NotFound, "assembly.hand_unknown");
    const auto own =
        find_delegate_of_account(occasion.db, province, room.assembly_id, occasion.actor.account);
    if (!own || own->id != found->delegate_id)
        TRY(check_chair(occasion, room));
    auto hand = *found;
    hand.ended_at = occasion.now;
    update_hand(occasion.db, province, hand);
    return told_floor(occasion, room, "hand_lowered", {{"hand", hand.id.value}});
}

Result<Floor> give_floor(const Occasion& occasion, RoomId id, FloorForm input) {
    const auto room = TRY(room_at_work(occasion, id));
    TRY(check_chair(occasion, room));
    if (input.limit_seconds < 10 || input.limit_seconds > 3600)
        return failure(ErrorCode::InvalidInput, "assembly.limit_wrong");
    const auto floor = floor_now(occasion, room);
    const auto found =
        std::find_if(floor.waiting.begin(), floor.waiting.end(),
                     [&](const RaisedHand& hand) { return hand.id == input.hand_id; });
    if (found == floor.waiting.end())
        return failure(ErrorCode::NotFound, "assembly.hand_unknown");
    end_speech_of(occasion, floor);
    auto hand = *found;
    hand.begun_at = occasion.now;
    hand.limit_seconds = input.limit_seconds;
    update_hand(occasion.db, occasion.actor.province, hand);
    return told_floor(occasion, room, "floor_given",
                      {{"hand", hand.id.value},
                       {"agency", hand.agency_id.value},
                       {"limit_seconds", hand.limit_seconds}});
}

Result<Floor> end_speech(const Occasion& occasion, RoomId id) {
    const auto room = TRY(room_at_work(occasion, id));
    TRY(check_chair(occasion, room));
    const auto floor = floor_now(occasion, room);
    if (!floor.speaking)
        return failure(ErrorCode::Conflict, "assembly.nobody_speaks");
    end_speech_of(occasion, floor);
    return told_floor(occasion, room, "speech_ended", {{"hand", floor.speaking->id.value}});
}

} // namespace samatcha::assembly
