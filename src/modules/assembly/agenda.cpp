#include "modules/assembly/agenda.hpp"

namespace samatcha::assembly {

Result<void> check_criteria(const SelectionCriteria& criteria) {
    for (const int value :
         {criteria.importance, criteria.magnitude, criteria.public_interest, criteria.feasibility})
        if (value < 1 || value > 5)
            return failure(ErrorCode::InvalidInput, "assembly.criteria_wrong");
    return {};
}

} // namespace samatcha::assembly
