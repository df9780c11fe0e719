#include "modules/referral/records_lead_unit.hpp"

#include "base/partial_date.hpp"

namespace samatcha::referral {

namespace {

PartialDate date_in(const database::Row& row, std::size_t column) {
    return from_iso(row.text_view(column)).value();
}

LeadUnitMeeting meeting_of(const database::Row& row) {
    return {row.id<MeetingId>(0), {row.text(1), date_in(row, 2), row.text(3), row.text(4)}, {}};
}

LeadUnitTask task_of(const database::Row& row) {
    return {row.id<TaskId>(0),
            row.id<MeetingId>(1),
            {row.text(2), row.id<AgencyId>(3), date_in(row, 4)},
            row.optional_instant(5)};
}

std::vector<LeadUnitTask> tasks_of(database::Connection& connection, std::string_view province, MeetingId id) {
    return connection.list("SELECT id, meeting_id, words, agency_id, due_on, done_at FROM lead_unit_task"
                           " WHERE province = $1 AND meeting_id = $2 ORDER BY due_on, id",
                           {province, id}, task_of);
}

} // namespace

std::vector<LeadUnitMeeting> meetings(database::Connection& connection, std::string_view province) {
    auto all = connection.list("SELECT id, title, held_on, present, minutes FROM lead_unit_meeting"
                               " WHERE province = $1 ORDER BY held_on DESC, id DESC",
                               {province}, meeting_of);
    for (auto& meeting : all)
        meeting.tasks = tasks_of(connection, province, meeting.id);
    return all;
}

std::vector<LeadUnitTask> open_tasks(database::Connection& connection, std::string_view province) {
    return connection.list("SELECT id, meeting_id, words, agency_id, due_on, done_at FROM lead_unit_task"
                           " WHERE province = $1 AND done_at IS NULL ORDER BY due_on, id",
                           {province}, task_of);
}

std::optional<LeadUnitMeeting> find_meeting(database::Connection& connection, std::string_view province,
                                            MeetingId id) {
    auto meeting = connection.find("SELECT id, title, held_on, present, minutes FROM lead_unit_meeting"
                                   " WHERE province = $1 AND id = $2",
                                   {province, id}, meeting_of);
    if (meeting)
        meeting->tasks = tasks_of(connection, province, id);
    return meeting;
}

void insert_meeting(database::Connection& connection, std::string_view province, const LeadUnitMeeting& meeting,
                    access::AccountId by, Instant now) {
    connection.execute("INSERT INTO lead_unit_meeting (province, id, title, held_on, present, minutes, recorded_by,"
                       " recorded_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
                       {province, meeting.id, meeting.form.title, to_iso(meeting.form.held_on),
                        meeting.form.present, meeting.form.minutes, by, now});
}

void update_meeting(database::Connection& connection, std::string_view province, const LeadUnitMeeting& meeting) {
    connection.execute("UPDATE lead_unit_meeting SET title = $3, held_on = $4, present = $5, minutes = $6"
                       " WHERE province = $1 AND id = $2",
                       {province, meeting.id, meeting.form.title, to_iso(meeting.form.held_on),
                        meeting.form.present, meeting.form.minutes});
}

std::optional<LeadUnitTask> find_task(database::Connection& connection, std::string_view province, TaskId id) {
    return connection.find("SELECT id, meeting_id, words, agency_id, due_on, done_at FROM lead_unit_task"
                           " WHERE province = $1 AND id = $2",
                           {province, id}, task_of);
}

void insert_task(database::Connection& connection, std::string_view province, const LeadUnitTask& task) {
    connection.execute("INSERT INTO lead_unit_task (province, id, meeting_id, words, agency_id, due_on)"
                       " VALUES ($1, $2, $3, $4, $5, $6)",
                       {province, task.id, task.meeting_id, task.form.words, task.form.agency_id,
                        to_iso(task.form.due_on)});
}

bool end_task(database::Connection& connection, std::string_view province, TaskId id, access::AccountId by,
              Instant now) {
    return connection.execute("UPDATE lead_unit_task SET done_at = $3, done_by = $4"
                              " WHERE province = $1 AND id = $2 AND done_at IS NULL",
                              {province, id, now, by}) == 1;
}

} // namespace samatcha::referral
