#include "base/thai_text.hpp"
#include "base/thai_time.hpp"
#include "modules/notices/actions.hpp"
#include "modules/partners/actions.hpp"
#include "modules/referral/lead_unit.hpp"
#include "modules/referral/records_lead_unit.hpp"

namespace samatcha::referral {

namespace {

constexpr int morning_minute = 8 * 60;

Result<void> check_lead_unit(const access::Actor& actor) {
    if (actor.role != access::Role::Secretariat)
        return failure(ErrorCode::Forbidden, "referral.lead_unit_only");
    return {};
}

Result<MeetingForm> checked_meeting(MeetingForm form) {
    form.title = repair_thai(form.title);
    if (form.title.empty() || !form.held_on.is_complete() || !is_valid(form.held_on))
        return failure(ErrorCode::InvalidInput, "referral.meeting_empty");
    return form;
}

void tell_of_task(database::Connection& db, std::string_view province, const LeadUnitTask& task,
                  const char* text_key, notices::Urgency urgency, Instant now) {
    const Instant due{days_since_1970(task.form.due_on) * ms_in_day};
    const notices::Telling telling{"task/" + std::to_string(task.id.value) + "/" + text_key,
                                   text_key,
                                   {{"date", notices::said_date(due)}},
                                   "/board/meetings",
                                   urgency};
    if (task.form.agency_id)
        notices::tell_agency(db, province, task.form.agency_id, access::Right::CoordinateCare, telling, now);
    else
        notices::tell_role(db, province, access::Role::Secretariat, telling, now);
}

} // namespace

Result<LeadUnitMeeting> record_meeting(const access::Actor& actor, database::Connection& db, Instant now,
                                       MeetingForm form) {
    TRY(check_lead_unit(actor));
    LeadUnitMeeting meeting{MeetingId{new_id()}, TRY(checked_meeting(std::move(form))), {}};
    insert_meeting(db, actor.province, meeting, actor.account, now);
    return meeting;
}

Result<LeadUnitMeeting> change_meeting(const access::Actor& actor, database::Connection& db, MeetingId id,
                                       MeetingForm form) {
    TRY(check_lead_unit(actor));
    auto meeting = find_meeting(db, actor.province, id);
    if (!meeting)
        return failure(ErrorCode::NotFound, "referral.meeting_unknown");
    meeting->form = TRY(checked_meeting(std::move(form)));
    update_meeting(db, actor.province, *meeting);
    return std::move(*meeting);
}

Result<LeadUnitTask> give_task(const access::Actor& actor, database::Connection& db, Instant now, MeetingId id,
                               TaskForm form) {
    TRY(check_lead_unit(actor));
    if (!find_meeting(db, actor.province, id))
        return failure(ErrorCode::NotFound, "referral.meeting_unknown");
    form.words = repair_thai(form.words);
    if (form.words.empty() || !form.due_on.is_complete() || !is_valid(form.due_on))
        return failure(ErrorCode::InvalidInput, "referral.task_empty");
    if (form.agency_id)
        TRY(partners::agency(db, actor.province, form.agency_id));
    LeadUnitTask task{TaskId{new_id()}, id, std::move(form), {}};
    insert_task(db, actor.province, task);
    tell_of_task(db, actor.province, task, "referral.told_task", notices::Urgency::Daily, now);
    notices::set_deadline(
        db, {.province = actor.province,
             .kind = task_kind,
             .subject = task.id.value,
             .key = "task/" + std::to_string(task.id.value) + "/due",
             .due_at = {days_since_1970(task.form.due_on) * ms_in_day - thailand_ahead_ms +
                        morning_minute * ms_in_minute}});
    return task;
}

Result<LeadUnitTask> finish_task(const access::Actor& actor, database::Connection& db, Instant now, TaskId id) {
    auto task = find_task(db, actor.province, id);
    const bool is_own = task && actor.agency && task->form.agency_id == *actor.agency;
    if (!task || (actor.role != access::Role::Secretariat && !is_own))
        return failure(ErrorCode::NotFound, "referral.task_unknown");
    if (!end_task(db, actor.province, id, actor.account, now))
        return failure(ErrorCode::Conflict, "referral.task_done");
    notices::cancel_deadlines(db, actor.province, task_kind, id.value, now);
    task->done_at = now;
    return std::move(*task);
}

Result<void> follow_task(database::Connection& db, const notices::Deadline& deadline, Instant now) {
    const auto task = find_task(db, deadline.province, TaskId{deadline.subject});
    if (task && !task->done_at)
        tell_of_task(db, deadline.province, *task, "referral.told_task_due", notices::Urgency::Soon, now);
    return {};
}

} // namespace samatcha::referral
