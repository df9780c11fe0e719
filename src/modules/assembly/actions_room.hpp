#pragma once

// The verbs of a room: its screen, who speaks, its minutes (S5). Each holds its assembly first and
// adds to its log; what is not allowed in the phase is refused with Conflict
// (assembly.deed_not_now).

#include "modules/assembly/assembly.hpp"
#include "modules/assembly/delegation.hpp"
#include "modules/assembly/draft_resolution.hpp"
#include "modules/assembly/floor.hpp"
#include "modules/assembly/minutes.hpp"
#include "modules/assembly/occasion.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace samatcha::assembly {

// --- The room

struct ScreenForm {
    DraftId draft_id;
    std::optional<ParagraphId> paragraph_id;
    std::optional<AmendmentId> amendment_id;
};
BOOST_DESCRIBE_STRUCT(ScreenForm, (), (draft_id, paragraph_id, amendment_id))

struct HandForm {
    HandKind kind = HandKind::Speech;
};
BOOST_DESCRIBE_STRUCT(HandForm, (), (kind))

struct HandMark {
    HandId hand_id;
};
BOOST_DESCRIBE_STRUCT(HandMark, (), (hand_id))

struct FloorForm {
    HandId hand_id;
    std::int64_t limit_seconds = 0;
};
BOOST_DESCRIBE_STRUCT(FloorForm, (), (hand_id, limit_seconds))

Result<Floor> floor_in(const Occasion&, RoomId);
/// By the chair; every screen of the room follows.
Result<Floor> show_on_screen(const Occasion&, RoomId, ScreenForm);
/// By a delegate who is in the room, once. Fails with Conflict (assembly.hand_is_up).
Result<Floor> raise_hand(const Occasion&, RoomId, HandForm);
/// One's own, or any by the chair. Fails with NotFound (assembly.hand_unknown).
Result<Floor> lower_hand(const Occasion&, RoomId, HandMark);
/// By the chair; whoever speaks has spoken. Fails with InvalidInput (assembly.limit_wrong).
Result<Floor> give_floor(const Occasion&, RoomId, FloorForm);
/// By the chair. Fails with Conflict (assembly.nobody_speaks).
Result<Floor> end_speech(const Occasion&, RoomId);

struct ScreenLink {
    std::string code;
};
BOOST_DESCRIBE_STRUCT(ScreenLink, (), (code))

struct LinkedScreen {
    std::string province;
    RoomId room;
};

/// By the chair: whoever has the link sees what the screens of the room show, which is public,
/// without signing in. A link that was open before is closed. The code is told once.
Result<ScreenLink> open_screen(const Occasion&, RoomId);
Result<void> close_screen(const Occasion&, RoomId);
/// Fails with NotFound (assembly.screen_unknown), also once the link is closed.
Result<LinkedScreen> linked_screen(database::Connection&, std::string_view code);

// --- The minutes

MinutesNames minutes_names(const Occasion&, AssemblyId);
/// Fails with NotFound (assembly.room_unknown).
Result<Minutes> minutes_of(const Occasion&, RoomId, const MinutesNames&, const Messages&);

struct MinutesForm {
    std::int64_t sequence = 0;
    bool is_addition = false;              ///< A new one, after the entry.
    std::optional<MinutesEditId> addition; ///< One that was made before.
    std::optional<MinutesEditId> seen;     ///< The last edit of it that the writer saw.
    MinutesText text{};
};
BOOST_DESCRIBE_STRUCT(MinutesForm, (), (sequence, is_addition, addition, seen, text))

/// By the secretariat, in any phase. Fails with NotFound (assembly.minutes_entry_unknown), or with
/// Conflict where another wrote it meanwhile (assembly.minutes_edited_meanwhile).
Result<MinutesEdit> edit_minutes(const Occasion&, RoomId, MinutesForm);

} // namespace samatcha::assembly
