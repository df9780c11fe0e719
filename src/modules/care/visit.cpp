#include "modules/care/visit.hpp"

namespace samatcha::care {

bool ends_visit(CaseVerb verb) {
    return verb <= CaseVerb::FindRefusing;
}

Result<void> check_visit(const VisitForm& visit) {
    if (!ends_visit(visit.outcome))
        return failure(ErrorCode::InvalidInput, "care.outcome_is_no_visit");
    if (visit.outcome == CaseVerb::NotFind &&
        visit.tried.value_or(std::vector<std::string>{}).empty())
        return failure(ErrorCode::InvalidInput, "care.tried_missing");
    if (visit.outcome == CaseVerb::FindInSchool && visit.school.value_or("").empty())
        return failure(ErrorCode::InvalidInput, "care.school_missing");
    return {};
}

} // namespace samatcha::care
