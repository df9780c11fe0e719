#include "modules/assembly/room_state.hpp"

namespace samatcha::assembly {

std::optional<DraftId> draft_before(const std::vector<DraftHeading>& drafts,
                                    const std::optional<RoomScreen>& screen) {
    if (drafts.empty())
        return {};
    for (const auto& each : drafts)
        if (screen && screen->draft_id == each.id)
            return each.id;
    for (const auto& each : drafts)
        if (!each.resolution_number)
            return each.id;
    return drafts.back().id;
}

} // namespace samatcha::assembly
