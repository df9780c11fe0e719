#include "modules/assembly/actions_consensus.hpp"
#include "modules/assembly/records.hpp"
#include "modules/assembly/room_state.hpp"
#include "modules/assembly/routes.hpp"
#include "modules/assembly/routes_calls.hpp"

#include <map>
#include <memory>
#include <mutex>

namespace samatcha::assembly {

namespace {

using access::Call;
using access::Right;

/// What each room shows, kept until the next event of its assembly: a thousand phones that ask at
/// once cost one reading.
class RoomStates {
public:
    Result<RoomState> of(const Occasion& occasion, RoomId id) {
        const auto& province = occasion.actor.province;
        const auto room = find_room(occasion.db, province, id);
        if (!room)
            return failure(ErrorCode::NotFound, "assembly.room_unknown");
        const auto events = find_assembly(occasion.db, province, room->assembly_id)->events;
        if (auto kept = find(id, events))
            return RoomState(*kept);
        auto state = std::make_shared<RoomState>(TRY(room_state(occasion, id)));
        const std::lock_guard lock(m_mutex);
        m_kept[id] = state;
        return RoomState(*state);
    }

private:
    std::shared_ptr<const RoomState> find(RoomId id, std::int64_t events) {
        const std::lock_guard lock(m_mutex);
        const auto found = m_kept.find(id);
        return found != m_kept.end() && found->second->assembly.events == events ? found->second
                                                                                 : nullptr;
    }

    std::mutex m_mutex;
    std::map<RoomId, std::shared_ptr<const RoomState>> m_kept; ///< Ids are of all provinces.
};

} // namespace

void add_room_routes(access::Api& api, http::EventHub& hub) {
    const auto states = std::make_shared<RoomStates>();
    api.get("/rooms/{id}/state", Right::ReadAssembly,
            [states](Call& call) -> Result<RoomState> {
                const Reading reading(call);
                auto state = TRY(states->of(reading.occasion, TRY(call.id<RoomId>("id"))));
                state.now = reading.occasion.now;
                return state;
            },
            {.summary = "All that the screens of a room show, as of a number of events"});
    api.post("/consensus-tests/{id}/drafting-groups", Right::TakePart,
             doing(hub, "id", &form_drafting_group),
             {.summary = "The chair sends an objection to a drafting group", .success = 201});
    api.post("/drafting-groups/{id}/return", Right::TakePart, doing(hub, "id", &return_from_group),
             {.summary = "The group comes back with words, which become an amendment"});
}

} // namespace samatcha::assembly
