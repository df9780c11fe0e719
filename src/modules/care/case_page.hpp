#pragma once

#include "base/json.hpp"
#include "modules/care/case_table.hpp"
#include "modules/care/plan.hpp"

#include <string>
#include <vector>

namespace samatcha::care {

/// A verb that was done, as the timeline of a case tells it.
struct CaseEventView {
    CareEventId id;
    Instant at;
    Instant written_at;
    std::string by; ///< Display name; empty: the program.
    CaseVerb verb{};
    CaseState from{};
    CaseState to{};
    json::value said; ///< The verb's own form; null when nothing was said.
};
BOOST_DESCRIBE_STRUCT(CaseEventView, (), (id, at, written_at, by, verb, from, to, said))

/// Another child of the house. Named only for those who see that case too.
struct CaseSiblingView {
    std::optional<CareCaseId> case_id; ///< Missing: not the reader's.
    std::string given_name;
    int birth_year = 0;
    std::string sex;
    CaseState state{};
    bool is_urgent = false;
};
BOOST_DESCRIBE_STRUCT(CaseSiblingView, (), (case_id, given_name, birth_year, sex, state, is_urgent))

/// A case as its page shows it.
struct CaseDetail {
    CareCaseId id;
    std::optional<persons::PersonId> person_id;
    std::optional<HouseholdId> household_id;
    CaseOrigin origin{};
    CaseState state{};
    CaseOutcome outcome{};
    std::string subdistrict_code;
    access::AgencyId agency_id;
    access::AccountId worker_id;
    std::string worker_name;
    int birth_year = 0;
    std::string sex;
    double certainty = 1;
    bool is_urgent = false;
    Due due{};
    std::optional<Instant> due_at;
    Instant opened_at;
    Instant changed_at;
    std::int64_t version = 0;
    CaseChild child;
    CasePart part{};                   ///< What the reader is to the case.
    std::vector<CaseVerb> verbs;       ///< What the reader may do now.
    std::vector<CaseEventView> events; ///< Latest first.
    std::vector<CaseSiblingView> siblings;
    std::vector<AssessmentView>
        assessments; ///< Latest first, each to be read with the form of its version.
    std::vector<Goal> goals;
    std::vector<FollowUp> follow_ups;
    std::vector<AlertView> alerts;
};
BOOST_DESCRIBE_STRUCT(CaseDetail, (),
                      (id, person_id, household_id, origin, state, outcome, subdistrict_code,
                       agency_id, worker_id, worker_name, birth_year, sex, certainty, is_urgent,
                       due, due_at, opened_at, changed_at, version, child, part, verbs, events,
                       siblings, assessments, goals, follow_ups, alerts))

} // namespace samatcha::care
