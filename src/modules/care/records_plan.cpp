#include "modules/care/records_plan.hpp"

#include "base/json.hpp"

namespace samatcha::care {

namespace {

std::string answers_context(std::string_view province, CareCaseId id, AnswerId answer) {
    return vault::sealing_context(province, "care_answer",
                                  std::to_string(id.value) + "|" + std::to_string(answer.value));
}

std::string alert_context(std::string_view province, AlertId id) {
    return vault::sealing_context(province, "care_alert", std::to_string(id.value));
}

std::string goal_context(std::string_view province, CareCaseId id, GoalId goal) {
    return vault::sealing_context(province, "care_goal",
                                  std::to_string(id.value) + "|" + std::to_string(goal.value));
}

Result<Alert> alert_of_row(const database::Row& row, std::string_view province,
                           const vault::KeyRing& keys) {
    Alert alert{row.id<AlertId>(0),     row.id<CareCaseId>(1),        {},
                row.instant(2),         row.id<access::AccountId>(3), row.boolean(4),
                row.optional_instant(5)};
    alert.signs = TRY(json::from_text<std::vector<std::string>>(
        TRY(keys.open(row.bytes_view(6), alert_context(province, alert.id)))));
    return alert;
}

} // namespace

void insert_answers(database::Connection& connection, std::string_view province,
                    const vault::KeyRing& keys, CareCaseId id, const AssessmentView& made) {
    connection.execute(
        "INSERT INTO care_answer (province, case_id, answer_id, form, form_version, at, account_id,"
        " answers) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        {province, id, made.id, made.form, made.form_version, made.at, made.account,
         keys.seal(json::to_text(made.answers), answers_context(province, id, made.id))});
}

Result<std::vector<AssessmentView>> answers_of_case(database::Connection& connection,
                                                    std::string_view province,
                                                    const vault::KeyRing& keys, CareCaseId id) {
    std::vector<AssessmentView> all;
    for (const auto& row : connection.query(
             "SELECT answer_id, form, form_version, at, account_id, answers FROM care_answer"
             " WHERE province = $1 AND case_id = $2 ORDER BY answer_id DESC",
             {province, id})) {
        AssessmentView view{row.id<AnswerId>(0),
                            row.text(1),
                            static_cast<int>(row.integer(2)),
                            row.instant(3),
                            row.id<access::AccountId>(4),
                            {},
                            {}};
        view.answers = TRY(json::from_text<Answers>(
            TRY(keys.open(row.bytes_view(5), answers_context(province, id, view.id)))));
        view.is_poor = is_poor(view.answers);
        all.push_back(std::move(view));
    }
    return all;
}

void set_causes(database::Connection& connection, std::string_view province, CareCaseId id,
                const std::vector<std::string>& causes) {
    connection.execute("DELETE FROM care_cause WHERE province = $1 AND case_id = $2",
                       {province, id});
    for (const auto& cause : causes)
        connection.execute("INSERT INTO care_cause (province, case_id, cause) VALUES ($1, $2, $3)"
                           " ON CONFLICT (province, case_id, cause) DO NOTHING",
                           {province, id, cause});
}

void insert_alert(database::Connection& connection, std::string_view province,
                  const vault::KeyRing& keys, const Alert& alert) {
    connection.execute(
        "INSERT INTO care_alert (province, alert_id, case_id, raised_at, raised_by, is_open, signs)"
        " VALUES ($1, $2, $3, $4, $5, 1, $6)",
        {province, alert.id, alert.case_id, alert.raised_at, alert.raised_by,
         keys.seal(json::to_text(alert.signs), alert_context(province, alert.id))});
}

std::optional<CareCaseId> case_of_alert(database::Connection& connection, std::string_view province,
                                        AlertId id) {
    return connection.find("SELECT case_id FROM care_alert WHERE province = $1 AND alert_id = $2",
                           {province, id},
                           [](const database::Row& row) { return row.id<CareCaseId>(0); });
}

bool answer_alert(database::Connection& connection, std::string_view province, AlertId id,
                  access::AccountId account, Instant now) {
    return connection.execute(
               "UPDATE care_alert SET is_open = 0, answered_at = $3, answered_by = $4"
               " WHERE province = $1 AND alert_id = $2 AND is_open = 1",
               {province, id, now, account}) == 1;
}

Result<std::vector<Alert>> open_alerts(database::Connection& connection, std::string_view province,
                                       const vault::KeyRing& keys) {
    std::vector<Alert> all;
    for (const auto& row : connection.query(
             "SELECT alert_id, case_id, raised_at, raised_by, is_open, answered_at, signs FROM "
             "care_alert"
             " WHERE province = $1 AND is_open = 1 ORDER BY raised_at, alert_id LIMIT 500",
             {province}))
        all.push_back(TRY(alert_of_row(row, province, keys)));
    return all;
}

Result<std::vector<Alert>> alerts_of_case(database::Connection& connection,
                                          std::string_view province, const vault::KeyRing& keys,
                                          CareCaseId id) {
    std::vector<Alert> all;
    for (const auto& row :
         connection.query("SELECT alert_id, case_id, raised_at, raised_by, is_open, answered_at, "
                          "signs FROM care_alert"
                          " WHERE province = $1 AND case_id = $2 ORDER BY alert_id DESC",
                          {province, id}))
        all.push_back(TRY(alert_of_row(row, province, keys)));
    return all;
}

void insert_goal(database::Connection& connection, std::string_view province,
                 const vault::KeyRing& keys, CareCaseId id, const Goal& goal, Instant now) {
    connection.execute(
        "INSERT INTO care_goal (province, case_id, goal_id, service, agency_id, by_date, state,"
        " changed_at, words) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        {province, id, goal.id, goal.service, goal.agency_id, to_iso(goal.by),
         json::enum_name(goal.state), now,
         keys.seal(goal.words, goal_context(province, id, goal.id))});
}

void drop_goals(database::Connection& connection, std::string_view province, CareCaseId id,
                Instant now) {
    connection.execute("UPDATE care_goal SET state = 'dropped', changed_at = $3 WHERE province = "
                       "$1 AND case_id = $2"
                       " AND state IN ('open', 'under_way')",
                       {province, id, now});
}

bool set_goal_state(database::Connection& connection, std::string_view province, CareCaseId id,
                    GoalId goal, GoalState state, Instant now) {
    return connection.execute("UPDATE care_goal SET state = $4, changed_at = $5"
                              " WHERE province = $1 AND case_id = $2 AND goal_id = $3",
                              {province, id, goal, json::enum_name(state), now}) == 1;
}

Result<std::vector<Goal>> goals_of_case(database::Connection& connection, std::string_view province,
                                        const vault::KeyRing& keys, CareCaseId id) {
    std::vector<Goal> goals;
    for (const auto& row : connection.query(
             "SELECT goal_id, service, agency_id, by_date, state, words FROM care_goal"
             " WHERE province = $1 AND case_id = $2 AND state <> 'dropped' ORDER BY goal_id",
             {province, id})) {
        Goal goal{row.id<GoalId>(0),
                  {},
                  row.text(1),
                  row.id<access::AgencyId>(2),
                  TRY(from_iso(row.text_view(3))),
                  json::enum_from_name<GoalState>(row.text_view(4)).value_or(GoalState::Open)};
        goal.words = TRY(keys.open(row.bytes_view(5), goal_context(province, id, goal.id)));
        goals.push_back(std::move(goal));
    }
    return goals;
}

bool wants_approval(database::Connection& connection, std::string_view province,
                    access::AgencyId agency) {
    return connection.integer(
               "SELECT count(*) FROM care_approval WHERE province = $1 AND agency_id = $2",
               {province, agency}) > 0;
}

std::vector<access::AgencyId> approving_agencies(database::Connection& connection,
                                                 std::string_view province) {
    return connection.list(
        "SELECT agency_id FROM care_approval WHERE province = $1 ORDER BY agency_id", {province},
        [](const database::Row& row) { return row.id<access::AgencyId>(0); });
}

void set_approval(database::Connection& connection, std::string_view province,
                  access::AgencyId agency, bool wants) {
    if (wants)
        connection.execute("INSERT INTO care_approval (province, agency_id) VALUES ($1, $2)"
                           " ON CONFLICT (province, agency_id) DO NOTHING",
                           {province, agency});
    else
        connection.execute("DELETE FROM care_approval WHERE province = $1 AND agency_id = $2",
                           {province, agency});
}

void insert_follow_up(database::Connection& connection, std::string_view province, CareCaseId id,
                      const FollowUp& one) {
    connection.execute(
        "INSERT INTO care_follow_up (province, case_id, follow_up_id, kind, due_at, done_at, "
        "finding)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7)",
        {province, id, one.id, json::enum_name(one.kind), one.due_at, one.done_at, one.finding});
}

std::vector<FollowUp> follow_ups_of_case(database::Connection& connection,
                                         std::string_view province, CareCaseId id) {
    return connection.list("SELECT follow_up_id, kind, due_at, done_at, finding FROM care_follow_up"
                           " WHERE province = $1 AND case_id = $2 ORDER BY due_at, follow_up_id",
                           {province, id}, [](const database::Row& row) {
                               return FollowUp{row.id<FollowUpId>(0),
                                               json::enum_from_name<FollowUpKind>(row.text_view(1))
                                                   .value_or(FollowUpKind::Planned),
                                               row.instant(2), row.optional_instant(3),
                                               row.text(4)};
                           });
}

void finish_follow_up(database::Connection& connection, std::string_view province, CareCaseId id,
                      FollowUpId one, std::string_view finding, Instant now) {
    connection.execute("UPDATE care_follow_up SET done_at = $4, finding = $5"
                       " WHERE province = $1 AND case_id = $2 AND follow_up_id = $3",
                       {province, id, one, now, finding});
}

void remove_open_follow_ups(database::Connection& connection, std::string_view province,
                            CareCaseId id) {
    connection.execute(
        "DELETE FROM care_follow_up WHERE province = $1 AND case_id = $2 AND done_at IS NULL",
        {province, id});
}

} // namespace samatcha::care
