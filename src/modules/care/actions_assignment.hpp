#pragma once

// Giving many cases at once, and who may be given them (S13).

#include "modules/care/assignment.hpp"
#include "modules/care/occasion.hpp"
#include "modules/persons/actions.hpp"

namespace samatcha::care {

/// What the job of an assignment works with.
struct Assigning {
    const vault::KeyRing& keys;
    const Clock& clock;
    jobs::Jobs& jobs;
};

inline constexpr std::string_view assignment_job_kind = "care_assignment";
inline constexpr std::string_view assignment_undo_job_kind = "care_assignment_undo";
inline constexpr std::string_view register_check_job_kind = "care_register_check";

/// Fails with Forbidden (care.not_a_coordinator, care.not_your_agency), NotFound
/// (care.worker_unknown, situation.none).
Result<AssignmentPreview> preview_assignment(const Occasion&, const AssignmentOrder&);

/// Asks for it; a job does it. Fails likewise, and with Conflict (care.nothing_to_assign).
Result<Assignment> start_assignment(const Occasion&, const Assigning&, const AssignmentOrder&);

/// Takes it back, by a job: cases that it opened and on which nobody has worked since are gone,
/// others are whose they were; what somebody has worked on stays. Fails with NotFound
/// (care.assignment_unknown) or Conflict (care.assignment_not_done).
Result<Assignment> undo_assignment(const Occasion&, const Assigning&, AssignmentId);

/// Latest first, the actor's own or, for the secretariat, all.
std::vector<Assignment> list_assignments(const Occasion&);

/// Case workers and volunteers; a coordinator sees those of the own agency, and volunteers. Fails
/// with Forbidden (care.not_a_coordinator).
Result<std::vector<CareWorker>> list_workers(const Occasion&);

struct WorkerForm {
    std::vector<std::string> subdistricts;
    bool is_coordinator = false;
    bool is_duty_officer = false;
};
BOOST_DESCRIBE_STRUCT(WorkerForm, (), (subdistricts, is_coordinator, is_duty_officer))

/// Where somebody works, and what duty they have: by the secretariat. Fails with Forbidden
/// (care.secretariat_only), NotFound (care.worker_unknown), InvalidInput (care.area_wrong,
/// care.duty_needs_agency).
Result<void> set_worker(const Occasion&, access::AccountId, const WorkerForm&);

/// Before Jobs::start().
void handle_care_jobs(const Assigning&);

/// The tail of a link run that also asks for placed children to be looked up in what it found: by a
/// job, once the number is published.
persons::AfterLinking checked_after_linking(persons::AfterLinking, jobs::Jobs&);

} // namespace samatcha::care
