#pragma once

// Every verb of clerical review (S8). Who shows a record logs the reading.

#include "modules/access/actor.hpp"
#include "modules/persons/actions.hpp"
#include "modules/persons/review.hpp"
#include "modules/persons/review_accuracy.hpp"
#include "modules/persons/review_rule.hpp"

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace samatcha::persons {

/// How far an account is down one list. Left: what it has not said anything about and should.
struct QueueProgress {
    ReviewQueue queue = ReviewQueue::Doubtful;
    std::int64_t total = 0;
    std::int64_t left = 0;
    std::optional<ReviewItemId> next;
};

/// All lists of the latest link run. An item leaves everybody's list when its outcome is Same or
/// Different, but for those that want a second reader, and comes back, to a third account, when two
/// disagree. Fails with NotFound (persons.no_link_run).
Result<std::vector<QueueProgress>> review_queues(database::Connection&, std::string_view province,
                                                 access::AccountId);

struct OpenedNeighbour {
    ReviewNeighbour neighbour;
    OpenedRecord record;
};

/// Two records side by side, with everything that helps to decide.
struct OpenedReview {
    ReviewItem item;
    LinkRun run;
    std::vector<OpenedRecord> records; ///< The two, then others of their persons.
    std::vector<PersonId> persons;     ///< Of each record.
    std::vector<EvidenceWords::Told> evidence;
    std::vector<OpenedNeighbour> neighbours;
    std::vector<ReviewDecision> decisions; ///< Standing.
    ReviewOutcome outcome = ReviewOutcome::Open;
};

/// Fails with NotFound (persons.no_link_run, persons.review_item_unknown).
Result<OpenedReview> open_review(database::Connection&, const vault::KeyRing&,
                                 std::string_view province, ReviewItemId);

/// Takes the place of what the account said before. Fails with NotFound (persons.no_link_run,
/// persons.review_item_unknown).
Result<ReviewOutcome> decide_review(database::Connection&, const vault::KeyRing&, const Clock&,
                                    const access::Actor&, ReviewItemId, Decision);

/// Withdraws the account's last decision on a single pair, and names the pair where the latest link
/// run still asks about it. Fails with NotFound (persons.nothing_to_undo).
Result<std::optional<ReviewItemId>> undo_review(database::Connection&, const Clock&,
                                                const access::Actor&);

/// A rule with what it would decide: the doubtful pairs that it holds for and nobody has spoken of.
struct RuleReach {
    const ReviewRule* rule = nullptr;
    std::vector<ReviewItem> items;
};
/// Fails with NotFound (persons.no_link_run, persons.rule_unknown).
Result<RuleReach> reach_of_rule(database::Connection&, std::string_view province,
                                std::string_view rule);
Result<std::vector<RuleReach>> reach_of_rules(database::Connection&, std::string_view province);

/// Decides all of them as one. `pairs` is what the account was shown: fails with Conflict
/// (persons.rule_moved) when it is another number by now, or nothing is left (persons.rule_empty).
Result<BulkDecision> decide_in_bulk(database::Connection&, const vault::KeyRing&, const Clock&,
                                    const access::Actor&, std::string_view rule,
                                    std::int64_t pairs);
/// Fails with NotFound (persons.nothing_to_undo).
Result<void> undo_bulk(database::Connection&, const Clock&, const access::Actor&, BulkDecisionId);

/// Undoes a split or merger of a link run from the next one on, by deciding about the records that
/// went: they are parted from the other person's, and those of a split joined to the rest again.
/// Returns on how many pairs that is. Fails with NotFound (persons.no_link_run,
/// persons.change_unknown) or Conflict (persons.change_passed) when a later run has already made it
/// otherwise.
Result<std::int64_t> undo_person_change(database::Connection&, const vault::KeyRing&, const Clock&,
                                        const access::Actor&, LinkRunId, PersonId, PersonId other);

/// What the drawn pairs say of the latest link run. Fails with NotFound (persons.no_link_run).
Result<ReviewAccuracy> review_accuracy(database::Connection&, std::string_view province);

} // namespace samatcha::persons
