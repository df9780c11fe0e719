#pragma once

// The coordinating meetings of the lead unit and what was agreed there (S7). No child is named in them.

#include "base/partial_date.hpp"
#include "modules/notices/deadline.hpp"
#include "modules/partners/agency.hpp"
#include "platform/database/connection.hpp"

#include <boost/describe.hpp>

#include <optional>
#include <string>
#include <vector>

namespace samatcha::referral {

using partners::AgencyId;
using MeetingId = Id<struct LeadUnitMeetingTag>;
using TaskId = Id<struct LeadUnitTaskTag>;

struct MeetingForm {
    std::string title;
    PartialDate held_on;
    std::string present; ///< Who was there, in words.
    std::string minutes;
};
BOOST_DESCRIBE_STRUCT(MeetingForm, (), (title, held_on, present, minutes))

struct TaskForm {
    std::string words;
    AgencyId agency_id; ///< 0: the lead unit itself.
    PartialDate due_on;
};
BOOST_DESCRIBE_STRUCT(TaskForm, (), (words, agency_id, due_on))

struct LeadUnitTask {
    TaskId id;
    MeetingId meeting_id;
    TaskForm form;
    std::optional<Instant> done_at;
};
BOOST_DESCRIBE_STRUCT(LeadUnitTask, (), (id, meeting_id, form, done_at))

struct LeadUnitMeeting {
    MeetingId id;
    MeetingForm form;
    std::vector<LeadUnitTask> tasks;
};
BOOST_DESCRIBE_STRUCT(LeadUnitMeeting, (), (id, form, tasks))

/// Latest first.
std::vector<LeadUnitMeeting> meetings(database::Connection&, std::string_view province);
/// Not done, the longest due first.
std::vector<LeadUnitTask> open_tasks(database::Connection&, std::string_view province);

/// By the secretariat: Forbidden (referral.lead_unit_only) for others. InvalidInput: referral.meeting_empty.
Result<LeadUnitMeeting> record_meeting(const access::Actor&, database::Connection&, Instant now, MeetingForm);
/// Fails also with NotFound (referral.meeting_unknown).
Result<LeadUnitMeeting> change_meeting(const access::Actor&, database::Connection&, MeetingId, MeetingForm);
/// The agency is told at once, and again on the day when it is due. InvalidInput: referral.task_empty.
Result<LeadUnitTask> give_task(const access::Actor&, database::Connection&, Instant now, MeetingId, TaskForm);
/// By the secretariat, or by the agency that was to do it. Fails with NotFound (referral.task_unknown) or
/// Conflict (referral.task_done).
Result<LeadUnitTask> finish_task(const access::Actor&, database::Connection&, Instant now, TaskId);

/// On the day when it is due: who was to do it, and the lead unit, are told.
Result<void> follow_task(database::Connection&, const notices::Deadline&, Instant now);
inline constexpr const char* task_kind = "lead_unit_task";

} // namespace samatcha::referral
