#include "base/json.hpp"
#include "modules/access/records.hpp"
#include "modules/care/account_names.hpp"
#include "modules/care/actions_plan.hpp"
#include "modules/care/records_plan.hpp"
#include "modules/notices/actions.hpp"

namespace samatcha::care {

namespace {

struct AssessSaid {
    AnswerId answer_id;
    int form_version = 0;
    std::optional<std::string> note;
};
BOOST_DESCRIBE_STRUCT(AssessSaid, (), (answer_id, form_version, note))

struct AlertSaid {
    AlertId alert_id;
    std::vector<std::string> signs;
    std::optional<std::string> note;
};
BOOST_DESCRIBE_STRUCT(AlertSaid, (), (alert_id, signs, note))

struct AlertAnswered {
    AlertId alert_id;
    std::string note;
};
BOOST_DESCRIBE_STRUCT(AlertAnswered, (), (alert_id, note))

std::string key_of_danger(AlertId alert) { return "care_alert/" + std::to_string(alert.value); }

/// The duty officers and whoever coordinates the case; the secretariat where nobody of them can sign in.
void tell_danger(const Occasion& occasion, const CareCase& care_case, AlertId alert) {
    const auto& province = occasion.province();
    std::vector<access::AccountId> told;
    for (const auto duty : {CareDuty::DutyOfficer, CareDuty::Coordinator})
        for (const auto id : accounts_with_duty(occasion.db, province, duty)) {
            const auto account = access::records::find_account(occasion.db, province, id);
            if (account && !account->is_disabled &&
                (duty == CareDuty::DutyOfficer || account->agency == care_case.agency))
                told.push_back(id);
        }
    const notices::Telling telling{key_of_danger(alert),
                                   "care.danger_told",
                                   {},
                                   "/cases/" + std::to_string(care_case.id.value),
                                   notices::Urgency::Alarm};
    if (told.empty())
        notices::tell_role(occasion.db, province, access::Role::Secretariat, telling, occasion.now);
    else
        notices::tell(occasion.db, province, told, telling, occasion.now);
}

Result<CareCase> alert(const Occasion& occasion, CareCase care_case, CasePart part,
                       std::vector<std::string> signs, const std::optional<std::string>& note,
                       const std::optional<std::string>& client_key) {
    const Alert made{AlertId{new_id()},      care_case.id, signs, occasion.now,
                     occasion.actor.account, true,         {}};
    auto after = TRY(do_deed(occasion, std::move(care_case), part,
                             {CaseVerb::Alert,
                              json::to_text(AlertSaid{made.id, std::move(signs), note}),
                              {},
                              client_key,
                              {},
                              [&](CareCase& one) {
                                  one.is_urgent = true;
                                  one.due_at = occasion.now;
                              }}));
    insert_alert(occasion.db, occasion.province(), occasion.keys, made);
    tell_danger(occasion, after, made.id);
    return after;
}

} // namespace

Result<CareCase> assess_case(const Occasion& occasion, CareCaseId id, const AssessmentForm& input) {
    const auto* form = forms().form("assessment", input.form_version);
    if (!form)
        return failure(ErrorCode::NotFound, "care.form_unknown");
    TRY(check_answers(*form, input.answers));
    auto seen = TRY(seen_case(occasion, id));
    if (input.client_key && has_event(occasion.db, occasion.province(), id, *input.client_key))
        return std::move(seen.care_case);
    const AssessmentView made{
        AnswerId{new_id()}, form->form, form->version, occasion.now, occasion.actor.account,
        input.answers,      {}};
    auto after = TRY(do_deed(occasion, std::move(seen.care_case), seen.part,
                             {CaseVerb::Assess,
                              json::to_text(AssessSaid{made.id, form->version, input.note}),
                              {},
                              input.client_key,
                              input.version,
                              {}}));
    insert_answers(occasion.db, occasion.province(), occasion.keys, id, made);
    set_causes(occasion.db, occasion.province(), id, chosen(input.answers, "causes"));
    if (auto signs = danger_signs(*form, input.answers); !signs.empty())
        return alert(occasion, std::move(after), seen.part, std::move(signs), {}, {});
    return after;
}

Result<CareCase> raise_alert(const Occasion& occasion, CareCaseId id, const AlertForm& form) {
    if (form.signs.empty())
        return failure(ErrorCode::InvalidInput, "care.alert_without_sign");
    auto seen = TRY(seen_case(occasion, id));
    if (form.client_key && has_event(occasion.db, occasion.province(), id, *form.client_key))
        return std::move(seen.care_case);
    return alert(occasion, std::move(seen.care_case), seen.part, form.signs, form.note,
                 form.client_key);
}

Result<CareCase> answer_alert(const Occasion& occasion, AlertId id, const std::string& note) {
    const auto of = case_of_alert(occasion.db, occasion.province(), id);
    if (!of)
        return failure(ErrorCode::NotFound, "care.alert_unknown");
    auto seen = TRY(seen_case(occasion, *of));
    if (!answer_alert(occasion.db, occasion.province(), id, occasion.actor.account, occasion.now))
        return failure(ErrorCode::Conflict, "care.alert_answered");
    notices::dealt_with(occasion.db, occasion.province(), key_of_danger(id), occasion.now);
    bool is_urgent = false;
    for (const auto& one :
         TRY(alerts_of_case(occasion.db, occasion.province(), occasion.keys, *of)))
        is_urgent = is_urgent || one.is_open;
    return do_deed(occasion, std::move(seen.care_case), seen.part,
                   {CaseVerb::AnswerAlert,
                    json::to_text(AlertAnswered{id, note}),
                    {},
                    {},
                    {},
                    [&](CareCase& one) {
                        one.is_urgent = is_urgent && one.state != CaseState::Closed;
                    }});
}

Result<std::vector<AlertView>> list_alerts(const Occasion& occasion) {
    const auto scope = scope_of(occasion.db, occasion.actor);
    AccountNames names(occasion.db, occasion.province());
    std::vector<AlertView> views;
    for (auto& one : TRY(open_alerts(occasion.db, occasion.province(), occasion.keys))) {
        const auto care_case = find_case(occasion.db, occasion.province(), one.case_id);
        if (care_case && sees(scope, *care_case))
            views.push_back({one.id, one.case_id, std::move(one.signs), one.raised_at,
                             names.of(one.raised_by), one.is_open, one.answered_at});
    }
    return views;
}

} // namespace samatcha::care
