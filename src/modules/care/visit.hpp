#pragma once

#include "modules/care/case_table.hpp"

namespace samatcha::care {

/// What a visit ended with and what belongs to it; sealed in the event.
struct VisitForm {
    CaseVerb outcome{}; ///< One of the first seven verbs.
    std::optional<Instant> visited_at;
    std::optional<std::string> client_key; ///< What is sent twice under one key is written once.
    std::optional<std::int64_t> version;   ///< Of the case that the visitor looked at.
    std::optional<std::string> note;
    std::optional<std::vector<std::string>>
        tried;                         ///< Not found: what was tried, keys of a picklist.
    std::optional<std::string> school; ///< Found in school: which one.
    std::optional<std::string> grade;
    std::optional<std::string> moved_to_province;    ///< Code of two digits.
    std::optional<std::string> moved_to_subdistrict; ///< Code of six digits.
    std::optional<CaseChild> child;                  ///< What the visitor corrected.
};
BOOST_DESCRIBE_STRUCT(VisitForm, (),
                      (outcome, visited_at, client_key, version, note, tried, school, grade,
                       moved_to_province, moved_to_subdistrict, child))

struct VisitOfCase {
    CareCaseId case_id;
    VisitForm visit;
};
BOOST_DESCRIBE_STRUCT(VisitOfCase, (), (case_id, visit))

struct MendForm {
    CaseChild child;
    std::optional<std::string> subdistrict_code;
    std::optional<std::string> sex;
    std::optional<std::string> client_key;
    std::optional<std::int64_t> version;
};
BOOST_DESCRIBE_STRUCT(MendForm, (), (child, subdistrict_code, sex, client_key, version))

struct AssignForm {
    access::AccountId worker_id;               ///< 0: nobody.
    std::optional<access::AgencyId> agency_id; ///< Missing: the worker's, else as it was.
};
BOOST_DESCRIBE_STRUCT(AssignForm, (), (worker_id, agency_id))

struct StepForm {
    CaseVerb verb{};
    std::optional<std::string> note;
    std::optional<std::string> client_key;
    std::optional<std::int64_t> version;
};
BOOST_DESCRIBE_STRUCT(StepForm, (), (verb, note, client_key, version))

/// Whether a visit ends with it.
bool ends_visit(CaseVerb);

/// Fails with InvalidInput: care.outcome_is_no_visit, care.tried_missing, care.school_missing.
Result<void> check_visit(const VisitForm&);

} // namespace samatcha::care
