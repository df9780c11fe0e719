#pragma once

// Every verb of cases (S13). Each takes an Occasion; what the actor does not see is NotFound
// (care.case_unknown), and what the table does not allow fails as cell_of does.

#include "modules/care/case_page.hpp"
#include "modules/care/occasion.hpp"
#include "modules/care/visit.hpp"
#include "modules/care/worklist.hpp"

namespace samatcha::care {

/// A child that comes in by hand, from the open door or from another agency.
struct NewCase {
    CaseOrigin origin = CaseOrigin::ByHand;
    std::optional<persons::PersonId>
        person_id;                  ///< Known to the registers: then they say who it is.
    std::optional<CaseChild> child; ///< Else this does.
    std::string subdistrict_code;
    std::optional<std::string> sex;
    std::optional<std::string> note;
    std::optional<std::string> client_key; ///< What is sent twice under it opens one case.
};
BOOST_DESCRIBE_STRUCT(NewCase, (),
                      (origin, person_id, child, subdistrict_code, sex, note, client_key))

/// The case is the actor's own to begin with; the secretariat's is nobody's. Fails with
/// InvalidInput (care.child_unnamed, care.area_wrong), Forbidden (care.not_your_area;
/// access.right_missing for a person whom the actor may not read), NotFound
/// (persons.person_unknown), Conflict (care.case_exists).
Result<CareCase> open_case(const Occasion&, const NewCase&);

/// One page of the cases that the actor sees, what is due first at the top. Written to the access
/// log.
Result<CasePage> list_cases(const Occasion&, const Clock&, const CaseFilter&);

/// A case with all that belongs to it. Written to the access log, with what was opened.
Result<CaseDetail> show_case(const Occasion&, const Clock&, CareCaseId);

/// What a visit found. Who is in school, has moved or died is no longer counted, by the number that
/// is shown nor by the next; who moved to a province of this installation is a candidate there.
/// Fails with InvalidInput (care.outcome_is_no_visit, care.tried_missing, care.school_missing).
Result<CareCase> record_visit(const Occasion&, CareCaseId, const VisitForm&);
/// One visit to a house with several children: all or nothing.
Result<std::vector<CareCase>> record_visits(const Occasion&, const std::vector<VisitOfCase>&);

/// Corrects what is known of the child.
Result<CareCase> mend_child(const Occasion&, CareCaseId, const MendForm&);

/// Gives one case to somebody, or to nobody (worker_id 0). Fails with NotFound
/// (care.worker_unknown) or Conflict (care.outside_area).
Result<CareCase> assign_case(const Occasion&, CareCaseId, const AssignForm&);
/// The deadline that it sets, at once, for whoever has something under way with the case.
inline constexpr const char* new_worker_kind = "care_new_worker";

/// Any other step that needs words only: ApprovePlan, ReturnPlan, BeginService, Place, Relapse,
/// Complete, ReachLivelihood, Reopen. Fails with InvalidInput (care.step_has_a_form).
Result<CareCase> take_step(const Occasion&, CareCaseId, const StepForm&);

} // namespace samatcha::care
