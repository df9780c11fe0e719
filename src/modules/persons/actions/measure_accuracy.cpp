#include "modules/persons/records.hpp"
#include "modules/persons/records_review.hpp"
#include "modules/persons/review_actions.hpp"

#include <map>

namespace samatcha::persons {

Result<ReviewAccuracy> review_accuracy(database::Connection& connection,
                                       std::string_view province) {
    const auto run = latest_complete_link_run(connection, province);
    if (!run)
        return failure(ErrorCode::NotFound, "persons.no_link_run");
    std::map<std::pair<std::int64_t, std::int64_t>, std::vector<Decision>> said_of;
    for (const auto& decision : standing_decisions_of_run(connection, province, run->id))
        said_of[{decision.low.key, decision.high.key}].push_back(decision.decision);
    std::map<std::int64_t, std::vector<ReviewOutcome>> outcomes;
    for (const auto& item : review_items(connection, province, run->id))
        if (item.stratum)
            outcomes[*item.stratum].push_back(outcome_of(said_of[{item.low_key, item.high_key}]));
    const auto strata = review_strata(connection, province, run->id);
    return measure_accuracy(strata, outcomes,
                            missed_unseen(strata, run->report.estimated_missed_links));
}

} // namespace samatcha::persons
