#include "modules/persons/records.hpp"
#include "modules/persons/records_review.hpp"
#include "modules/persons/review_actions.hpp"

#include <algorithm>
#include <map>
#include <tuple>

namespace samatcha::persons {

namespace {

struct Said {
    std::vector<Decision> decisions;
    bool by_me = false;
};

/// Whether the account should look at the item.
bool is_left(const ReviewItem& item, const Said& said) {
    if (said.by_me)
        return false;
    const auto outcome = outcome_of(said.decisions);
    if (outcome == ReviewOutcome::Same || outcome == ReviewOutcome::Different)
        return wants_second_reader(item) && said.decisions.size() < 2;
    return true;
}

std::optional<std::int64_t> rank_in(const ReviewItem& item, ReviewQueue queue,
                                    ReviewOutcome outcome) {
    switch (queue) {
    case ReviewQueue::Doubtful:
        return item.doubtful_rank;
    case ReviewQueue::Suspicious:
        return item.suspicious_rank;
    case ReviewQueue::Sample:
        return item.sample_rank;
    case ReviewQueue::Disputed:
        return outcome == ReviewOutcome::Disputed ? std::optional(item.id.value) : std::nullopt;
    }
    return std::nullopt;
}

} // namespace

Result<std::vector<QueueProgress>> review_queues(database::Connection& connection,
                                                 std::string_view province,
                                                 access::AccountId account) {
    const auto run = latest_complete_link_run(connection, province);
    if (!run)
        return failure(ErrorCode::NotFound, "persons.no_link_run");
    std::map<std::pair<std::int64_t, std::int64_t>, Said> said_of;
    for (const auto& decision : standing_decisions_of_run(connection, province, run->id)) {
        auto& said = said_of[{decision.low.key, decision.high.key}];
        said.decisions.push_back(decision.decision);
        said.by_me |= decision.account == account;
    }
    std::vector<QueueProgress> queues;
    for (const auto queue : {ReviewQueue::Doubtful, ReviewQueue::Suspicious, ReviewQueue::Sample,
                             ReviewQueue::Disputed})
        queues.push_back({queue, 0, 0, {}});
    std::vector<std::int64_t> best(queues.size(), 0);
    for (const auto& item : review_items(connection, province, run->id)) {
        const auto& said = said_of[{item.low_key, item.high_key}];
        const auto outcome = outcome_of(said.decisions);
        for (std::size_t i = 0; i < queues.size(); ++i) {
            const auto rank = rank_in(item, queues[i].queue, outcome);
            if (!rank)
                continue;
            ++queues[i].total;
            if (!is_left(item, said))
                continue;
            ++queues[i].left;
            if (!queues[i].next || *rank < best[i]) {
                queues[i].next = item.id;
                best[i] = *rank;
            }
        }
    }
    return queues;
}

} // namespace samatcha::persons
