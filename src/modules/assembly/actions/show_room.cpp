#include "modules/assembly/actions_consensus.hpp"
#include "modules/assembly/actions_delegation.hpp"
#include "modules/assembly/actions_draft.hpp"
#include "modules/assembly/actions_room.hpp"
#include "modules/assembly/records.hpp"
#include "modules/assembly/records_consensus.hpp"
#include "modules/assembly/records_draft.hpp"
#include "modules/assembly/records_screen.hpp"
#include "modules/assembly/room_state.hpp"
#include "modules/partners/actions.hpp"

namespace samatcha::assembly {

namespace {

std::vector<NamedSeat> named_seats(const Occasion& occasion, AssemblyId id) {
    std::vector<NamedSeat> seats;
    for (const auto& seat : invited_agencies(occasion.db, occasion.actor.province, id)) {
        auto agency = *partners::agency(occasion.db, occasion.actor.province, seat.agency_id);
        seats.push_back(
            {seat.agency_id, seat.sector, std::move(agency.name_th), std::move(agency.name_en)});
    }
    return seats;
}

std::vector<DraftHeading> headings(const Occasion& occasion, const RoomState& state) {
    const auto& province = occasion.actor.province;
    const auto written = drafts(occasion.db, province, state.assembly.id);
    const auto adopted = resolutions(occasion.db, province, state.assembly.id);
    std::vector<DraftHeading> headings;
    for (const auto& item : state.items)
        for (const auto& draft : written) {
            if (draft.agenda_item_id != item.id)
                continue;
            DraftHeading heading{draft.id, item.id, draft.version, {}};
            for (const auto& resolution : adopted)
                if (resolution.draft_id == draft.id)
                    heading.resolution_number = resolution.number;
            headings.push_back(heading);
        }
    return headings;
}

} // namespace

Result<RoomState> room_state(const Occasion& occasion, RoomId id) {
    const auto& province = occasion.actor.province;
    const auto room = find_room(occasion.db, province, id);
    if (!room)
        return failure(ErrorCode::NotFound, "assembly.room_unknown");
    RoomState state;
    // First, so that the number of events it tells is never ahead of the rest.
    state.assembly = *find_assembly(occasion.db, province, room->assembly_id);
    state.room = *room;
    state.seats = named_seats(occasion, room->assembly_id);
    for (auto& item : agenda_items(occasion.db, province, room->assembly_id))
        if (!item.withdrawn_at && (room->is_plenary || item.room_id == id))
            state.items.push_back(std::move(item));
    state.drafts = headings(occasion, state);
    state.floor = TRY(floor_in(occasion, id));
    if (const auto draft = draft_before(state.drafts, state.floor.screen)) {
        state.view = TRY(amended_draft(occasion, *draft, {}));
        const auto tests = consensus_tests(occasion.db, province, *draft);
        if (!tests.empty() && tests.back().room_id == id)
            state.test = question_view(occasion, tests.back());
        state.objections = objections_to(occasion, *draft);
    }
    state.presence = TRY(presence_in(occasion, id, occasion.now));
    if (!check_deed(state.assembly.rules, state.assembly.phase, Deed::CheckIn))
        state.attended = attended(invited_agencies(occasion.db, province, room->assembly_id),
                                  attendance_in(occasion.db, province, id));
    state.is_screen_open = has_open_link(occasion.db, province, id);
    state.now = occasion.now;
    return state;
}

} // namespace samatcha::assembly
