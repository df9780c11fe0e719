// The screen of a room for whoever has the link that its chair opened.

#include "modules/assembly/actions_room.hpp"
#include "modules/assembly/records.hpp"
#include "modules/assembly/room_state.hpp"
#include "modules/assembly/routes.hpp"
#include "modules/assembly/routes_calls.hpp"
#include "modules/assembly/routes_events.hpp"

namespace samatcha::assembly {

namespace {

using access::Call;
using access::Right;

/// What the link shows is read as nobody in its province: a screen has no rights.
access::Actor nobody_in(const std::string& province) {
    access::Actor actor;
    actor.province = province;
    return actor;
}

Result<RoomState> state_on_screen(Call& call) {
    const auto screen = TRY(linked_screen(call.db, call.request.path_parameter("code")));
    const auto nobody = nobody_in(screen.province);
    std::vector<Happening> nothing;
    return room_state({nobody, call.db, call.clock.now(), nothing}, screen.room);
}

Result<http::Response> events_on_screen(Call& call, const EventsQuery& query,
                                        database::Database& database) {
    const std::string code(call.request.path_parameter("code"));
    const auto screen = TRY(linked_screen(call.db, code));
    const auto room = find_room(call.db, screen.province, screen.room);
    return event_stream(call, database, screen.province, room->assembly_id, public_bit, query.after,
                        [code](database::Connection& db) -> Result<void> {
                            TRY(linked_screen(db, code));
                            return {};
                        });
}

} // namespace

void add_screen_routes(access::Api& api, database::Database& database, http::EventHub& hub) {
    api.post("/rooms/{id}/screen-link", Right::TakePart, doing(hub, "id", &open_screen),
             {.summary = "The chair opens the room's screen to whoever has the link; told once",
              .success = 201});
    api.post("/rooms/{id}/screen-link/closing", Right::TakePart, doing(hub, "id", &close_screen),
             {.summary = "The chair closes the link"});
    api.get("/screens/{code}", Right::Everyone, &state_on_screen,
            {.summary = "What the screen of a room shows, by an open link"});
    api.get(
        "/screens/{code}/events", Right::Everyone,
        [&database](Call& call, EventsQuery query) {
            return events_on_screen(call, query, database);
        },
        {.summary = "What happens, for a screen by an open link", .produces = "text/event-stream"});
}

} // namespace samatcha::assembly
