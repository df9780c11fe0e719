#include "modules/care/plan.hpp"

#include <algorithm>

namespace samatcha::care {

std::vector<FollowUp> follow_ups_after(Instant placed) {
    constexpr std::int64_t day_ms = 24 * 3'600'000;
    std::vector<FollowUp> all;
    for (const auto& [kind, days] : {std::pair{FollowUpKind::Months3, 91},
                                     {FollowUpKind::Months6, 182},
                                     {FollowUpKind::Months12, 365}})
        all.push_back({FollowUpId{new_id()}, kind, {placed.unix_ms + days * day_ms}, {}, {}});
    return all;
}

Result<void> check_plan(const PlanForm& plan, const PickLists& lists) {
    if (plan.goals.empty())
        return failure(ErrorCode::InvalidInput, "care.plan_empty");
    const auto services = std::find_if(lists.lists.begin(), lists.lists.end(),
                                       [](const PickList& one) { return one.key == "services"; });
    for (const auto& goal : plan.goals) {
        if (goal.words.empty())
            return failure(ErrorCode::InvalidInput, "care.goal_unworded");
        if (services == lists.lists.end() ||
            std::none_of(services->options.begin(), services->options.end(),
                         [&](const FormOption& one) { return one.key == goal.service; }))
            return failure(ErrorCode::InvalidInput, "care.service_unknown");
    }
    return {};
}

} // namespace samatcha::care
