#pragma once

// All that the screens of a room show, in one value.

#include "modules/assembly/actions_consensus.hpp"
#include "modules/assembly/actions_draft.hpp"
#include "modules/assembly/floor.hpp"

#include <optional>
#include <string>
#include <vector>

namespace samatcha::assembly {

/// An agency that has a seat, as screens name it.
struct NamedSeat {
    partners::AgencyId agency_id;
    partners::Sector sector = partners::Sector::State;
    std::string name_th;
    std::string name_en;
};
BOOST_DESCRIBE_STRUCT(NamedSeat, (), (agency_id, sector, name_th, name_en))

/// A draft that the room may take up, without its text.
struct DraftHeading {
    DraftId id;
    AgendaItemId agenda_item_id;
    std::int64_t version = 0;
    std::optional<int> resolution_number; ///< Once it is adopted.
};
BOOST_DESCRIBE_STRUCT(DraftHeading, (), (id, agenda_item_id, version, resolution_number))

/// Everyone in a room sees the same; what is one's own (the badge) is not in it. It follows from
/// the assembly's events alone: with that number the events that come after can be applied to it.
struct RoomState {
    Assembly assembly; ///< As of its `events`, or later.
    Room room;
    std::vector<NamedSeat> seats{};
    std::vector<AgendaItem> items{}; ///< The room's own; the plenary's are all. By number.
    std::vector<DraftHeading> drafts{};
    std::optional<AmendedDraft> view;       ///< The draft before the room.
    std::optional<ConsensusView> test;      ///< The last one of that draft, if it was in this room.
    std::vector<ObjectionWay> objections{}; ///< To that draft.
    Presence presence{};
    std::vector<SectorAttendance> attended{}; ///< Once nobody is let in any more.
    Floor floor{};
    bool is_screen_open = false; ///< Whether a link shows the screen to whoever has it.
    Instant now;                 ///< By the server's clock, for who counts a speech down.
};
BOOST_DESCRIBE_STRUCT(RoomState, (),
                      (assembly, room, seats, items, drafts, view, test, objections, presence,
                       attended, floor, is_screen_open, now))

/// The draft before a room: the one the chair shows, else the first that is not adopted, else the
/// last. `drafts` are in the order of the agenda.
std::optional<DraftId> draft_before(const std::vector<DraftHeading>& drafts,
                                    const std::optional<RoomScreen>&);

/// Fails with NotFound (assembly.room_unknown).
Result<RoomState> room_state(const Occasion&, RoomId);

} // namespace samatcha::assembly
