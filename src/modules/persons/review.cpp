#include "modules/persons/review.hpp"

#include <algorithm>

namespace samatcha::persons {

ReviewOutcome outcome_of(std::span<const Decision> decisions) {
    const auto same = std::count(decisions.begin(), decisions.end(), Decision::Same);
    const auto different = std::count(decisions.begin(), decisions.end(), Decision::Different);
    if (same > different)
        return ReviewOutcome::Same;
    if (different > same)
        return ReviewOutcome::Different;
    if (same > 0)
        return ReviewOutcome::Disputed;
    return decisions.empty() ? ReviewOutcome::Open : ReviewOutcome::Unsure;
}

bool wants_second_reader(const ReviewItem& item) {
    return item.sample_rank && *item.sample_rank % 5 == 0;
}

} // namespace samatcha::persons
