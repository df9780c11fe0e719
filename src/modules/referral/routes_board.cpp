#include "modules/referral/board.hpp"
#include "modules/referral/routes.hpp"

namespace samatcha::referral {

void add_board_routes(access::Api& api) {
    using access::Call;
    using access::Right;

    api.get(
        "/care-board", Right::CoordinateCare,
        [](Call& call) -> Result<Board> { return board(call.actor, call.db, call.clock.now()); },
        {.summary = "Caseload, waiting, unmet needs: counts of the province, lines of agencies"});
    api.get(
        "/coordination/meetings", Right::CoordinateCare,
        [](Call& call) -> Result<std::vector<LeadUnitMeeting>> {
            return meetings(call.db, call.actor.province);
        },
        {.summary = "Minutes and tasks of the coordinating meetings, latest first"});
    api.post(
        "/coordination/meetings", Right::CoordinateCare,
        [](Call& call, MeetingForm form) -> Result<LeadUnitMeeting> {
            return record_meeting(call.actor, call.db, call.clock.now(), std::move(form));
        },
        {.summary = "Record a meeting", .success = 201});
    api.put(
        "/coordination/meetings/{id}", Right::CoordinateCare,
        [](Call& call, MeetingForm form) -> Result<LeadUnitMeeting> {
            return change_meeting(call.actor, call.db, TRY(call.id<MeetingId>("id")), std::move(form));
        },
        {.summary = "Change the minutes"});
    api.post(
        "/coordination/meetings/{id}/tasks", Right::CoordinateCare,
        [](Call& call, TaskForm form) -> Result<LeadUnitTask> {
            return give_task(call.actor, call.db, call.clock.now(), TRY(call.id<MeetingId>("id")),
                             std::move(form));
        },
        {.summary = "Give an agency a task", .success = 201});
    api.post(
        "/coordination/tasks/{id}/done", Right::CoordinateCare,
        [](Call& call) -> Result<LeadUnitTask> {
            return finish_task(call.actor, call.db, call.clock.now(), TRY(call.id<TaskId>("id")));
        },
        {.summary = "A task is done"});
}

} // namespace samatcha::referral
