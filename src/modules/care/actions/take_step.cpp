#include "base/json.hpp"
#include "modules/access/records.hpp"
#include "modules/care/actions.hpp"
#include "modules/notices/actions.hpp"
#include "modules/situation/actions.hpp"

namespace samatcha::care {

namespace {

bool needs_words_only(CaseVerb verb) {
    return verb == CaseVerb::BeginService || verb == CaseVerb::Place || verb == CaseVerb::Relapse ||
           verb == CaseVerb::Complete || verb == CaseVerb::ReachLivelihood ||
           verb == CaseVerb::Reopen || verb == CaseVerb::ApprovePlan ||
           verb == CaseVerb::ReturnPlan;
}

struct StepSaid {
    std::optional<std::string> note;
};
BOOST_DESCRIBE_STRUCT(StepSaid, (), (note))

struct AssignSaid {
    access::AccountId worker_id;
    std::string worker_name;
    access::AgencyId agency_id;
};
BOOST_DESCRIBE_STRUCT(AssignSaid, (), (worker_id, worker_name, agency_id))

struct MendSaid {
    CaseChild before;
};
BOOST_DESCRIBE_STRUCT(MendSaid, (), (before))

} // namespace

Result<CareCase> take_step(const Occasion& occasion, CareCaseId id, const StepForm& step) {
    if (!needs_words_only(step.verb))
        return failure(ErrorCode::InvalidInput, "care.step_has_a_form");
    auto after = TRY(do_deed(occasion, id,
                             {step.verb,
                              step.note ? json::to_text(StepSaid{step.note}) : std::string(),
                              {},
                              step.client_key,
                              step.version,
                              {}}));
    if (step.verb == CaseVerb::Reopen && after.person)
        situation::withdraw_finding(occasion.db, occasion.province(), *after.person);
    return after;
}

Result<CareCase> assign_case(const Occasion& occasion, CareCaseId id, const AssignForm& form) {
    const auto& province = occasion.province();
    auto seen = TRY(seen_case(occasion, id));
    AssignSaid said{form.worker_id, {}, form.agency_id.value_or(seen.care_case.agency)};
    if (form.worker_id) {
        const auto worker = access::records::find_account(occasion.db, province, form.worker_id);
        if (!worker || worker->is_disabled ||
            (worker->role != access::Role::CaseWorker && worker->role != access::Role::Volunteer))
            return failure(ErrorCode::NotFound, "care.worker_unknown");
        if (!walks_in(occasion.db, province, form.worker_id, seen.care_case.subdistrict_code))
            return failure(ErrorCode::Conflict, "care.outside_area");
        said.worker_name = worker->display_name;
        if (worker->agency && !form.agency_id)
            said.agency_id = *worker->agency;
    }
    // A coordinator gives among its own agency's only.
    if (seen.part == CasePart::Coordinator && said.agency_id != seen.care_case.agency)
        return failure(ErrorCode::Forbidden, "care.not_your_agency");
    const auto before = seen.care_case.worker;
    auto after = TRY(do_deed(occasion, std::move(seen.care_case), seen.part,
                             {CaseVerb::Assign, json::to_text(said), {}, {}, {}, [&](CareCase& care_case) {
                                  care_case.worker = form.worker_id;
                                  care_case.agency = said.agency_id;
                                  care_case.due = due_of(care_case);
                                  care_case.due_at = due_at_of(care_case.due, occasion.now);
                              }}));
    if (after.worker && after.worker != before)
        notices::set_deadline(occasion.db, {.province = province,
                                            .kind = new_worker_kind,
                                            .subject = id.value,
                                            .key = "care_case/" + std::to_string(id.value) + "/worker/" +
                                                   std::to_string(after.version),
                                            .due_at = occasion.now});
    return after;
}

Result<CareCase> mend_child(const Occasion& occasion, CareCaseId id, const MendForm& form) {
    if (form.child.given_name.empty())
        return failure(ErrorCode::InvalidInput, "care.child_unnamed");
    if (form.subdistrict_code && !form.subdistrict_code->starts_with(occasion.province()))
        return failure(ErrorCode::InvalidInput, "care.area_wrong");
    auto seen = TRY(seen_case(occasion, id));
    const auto before = TRY(child_of_case(occasion.db, occasion.province(), occasion.keys, id));
    auto after = TRY(do_deed(occasion, std::move(seen.care_case), seen.part,
                             {CaseVerb::Mend,
                              json::to_text(MendSaid{before}),
                              {},
                              form.client_key,
                              form.version,
                              [&](CareCase& care_case) {
                                  care_case.birth_year = form.child.birth_date.year_ce;
                                  care_case.sex = form.sex.value_or(care_case.sex);
                                  care_case.subdistrict_code =
                                      form.subdistrict_code.value_or(care_case.subdistrict_code);
                              }}));
    update_child(occasion.db, occasion.province(), occasion.keys, id, form.child);
    return after;
}

} // namespace samatcha::care
