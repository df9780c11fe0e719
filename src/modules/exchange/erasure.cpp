#include "modules/exchange/erasure.hpp"

namespace samatcha::exchange {

int default_retention_days(care::CaseOutcome outcome) {
    switch (outcome) {
    case care::CaseOutcome::None:
    case care::CaseOutcome::Livelihood:
    case care::CaseOutcome::Completed:
        return 5 * 365;
    case care::CaseOutcome::Moved:
    case care::CaseOutcome::Died:
    case care::CaseOutcome::Refused:
        return 365;
    case care::CaseOutcome::FalsePositive:
        return 90;
    }
    return 5 * 365;
}

} // namespace samatcha::exchange
