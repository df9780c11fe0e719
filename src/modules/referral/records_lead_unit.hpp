#pragma once

#include "modules/referral/lead_unit.hpp"

namespace samatcha::referral {

std::optional<LeadUnitMeeting> find_meeting(database::Connection&, std::string_view province, MeetingId);
void insert_meeting(database::Connection&, std::string_view province, const LeadUnitMeeting&, access::AccountId,
                    Instant);
void update_meeting(database::Connection&, std::string_view province, const LeadUnitMeeting&);
std::optional<LeadUnitTask> find_task(database::Connection&, std::string_view province, TaskId);
void insert_task(database::Connection&, std::string_view province, const LeadUnitTask&);
/// False when it is done already.
bool end_task(database::Connection&, std::string_view province, TaskId, access::AccountId, Instant);

} // namespace samatcha::referral
