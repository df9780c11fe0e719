#pragma once

// The tables of assessments, alerts, plans and follow-ups, and the only SQL on them.

#include "modules/care/case_scope.hpp"
#include "modules/care/plan.hpp"
#include "platform/database/connection.hpp"
#include "platform/vault/key_ring.hpp"

#include <string_view>
#include <vector>

namespace samatcha::care {

void insert_answers(database::Connection&, std::string_view province, const vault::KeyRing&,
                    CareCaseId, const AssessmentView&);
/// Latest first.
Result<std::vector<AssessmentView>> answers_of_case(database::Connection&,
                                                    std::string_view province,
                                                    const vault::KeyRing&, CareCaseId);
void set_causes(database::Connection&, std::string_view province, CareCaseId,
                const std::vector<std::string>&);

struct Alert {
    AlertId id;
    CareCaseId case_id;
    std::vector<std::string> signs;
    Instant raised_at;
    access::AccountId raised_by;
    bool is_open = true;
    std::optional<Instant> answered_at;
};
void insert_alert(database::Connection&, std::string_view province, const vault::KeyRing&,
                  const Alert&);
std::optional<CareCaseId> case_of_alert(database::Connection&, std::string_view province, AlertId);
/// False when it is answered already.
bool answer_alert(database::Connection&, std::string_view province, AlertId, access::AccountId,
                  Instant);
/// All that are open, longest first.
Result<std::vector<Alert>> open_alerts(database::Connection&, std::string_view province,
                                       const vault::KeyRing&);
Result<std::vector<Alert>> alerts_of_case(database::Connection&, std::string_view province,
                                          const vault::KeyRing&, CareCaseId);

void insert_goal(database::Connection&, std::string_view province, const vault::KeyRing&,
                 CareCaseId, const Goal&, Instant);
/// Open and under way: another plan takes their place.
void drop_goals(database::Connection&, std::string_view province, CareCaseId, Instant);
/// False when the case has none of this id.
bool set_goal_state(database::Connection&, std::string_view province, CareCaseId, GoalId, GoalState,
                    Instant);
/// In the order written, without those dropped.
Result<std::vector<Goal>> goals_of_case(database::Connection&, std::string_view province,
                                        const vault::KeyRing&, CareCaseId);

bool wants_approval(database::Connection&, std::string_view province, access::AgencyId);
std::vector<access::AgencyId> approving_agencies(database::Connection&, std::string_view province);
void set_approval(database::Connection&, std::string_view province, access::AgencyId, bool wants);

void insert_follow_up(database::Connection&, std::string_view province, CareCaseId,
                      const FollowUp&);
/// By when due.
std::vector<FollowUp> follow_ups_of_case(database::Connection&, std::string_view province,
                                         CareCaseId);
void finish_follow_up(database::Connection&, std::string_view province, CareCaseId, FollowUpId,
                      std::string_view finding, Instant);
/// Those not done: the child has left, or another placement begins.
void remove_open_follow_ups(database::Connection&, std::string_view province, CareCaseId);

} // namespace samatcha::care
