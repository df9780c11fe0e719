#include "modules/persons/decision_making.hpp"
#include "modules/persons/records.hpp"
#include "modules/persons/records_review.hpp"
#include "modules/persons/review_actions.hpp"

#include <algorithm>

namespace samatcha::persons {

Result<ReviewOutcome> decide_review(database::Connection& connection, const vault::KeyRing& keys,
                                    const Clock& clock, const access::Actor& actor, ReviewItemId id,
                                    Decision said) {
    const auto run = latest_complete_link_run(connection, actor.province);
    if (!run)
        return failure(ErrorCode::NotFound, "persons.no_link_run");
    const auto item = find_review_item(connection, actor.province, run->id, id);
    if (!item)
        return failure(ErrorCode::NotFound, "persons.review_item_unknown");
    auto decision = TRY(decision_about(connection, keys, actor.province, *run,
                                       {item->left_snapshot, item->left_row_no},
                                       {item->right_snapshot, item->right_row_no}));
    decision.account = actor.account;
    decision.decision = said;
    decision.made_at = clock.now();
    withdraw_decision_of_account(connection, actor.province, actor.account, decision.low.key,
                                 decision.high.key, decision.made_at);
    insert_decision(connection, actor.province, decision);
    std::vector<Decision> all;
    for (const auto& one : standing_decisions_of_pair(connection, actor.province, decision.low.key,
                                                      decision.high.key))
        all.push_back(one.decision);
    return outcome_of(all);
}

Result<std::optional<ReviewItemId>> undo_review(database::Connection& connection,
                                                const Clock& clock, const access::Actor& actor) {
    const auto latest = latest_decision_of(connection, actor.province, actor.account);
    if (!latest || !withdraw_decision(connection, actor.province, latest->id, clock.now()))
        return failure(ErrorCode::NotFound, "persons.nothing_to_undo");
    if (const auto run = latest_complete_link_run(connection, actor.province))
        for (const auto& item : review_items(connection, actor.province, run->id))
            if (item.low_key == latest->low.key && item.high_key == latest->high.key)
                return std::optional(item.id);
    return std::optional<ReviewItemId>{};
}

} // namespace samatcha::persons
