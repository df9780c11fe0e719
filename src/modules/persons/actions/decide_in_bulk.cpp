#include "modules/persons/decision_making.hpp"
#include "modules/persons/records.hpp"
#include "modules/persons/records_review.hpp"
#include "modules/persons/review_actions.hpp"

#include <set>

namespace samatcha::persons {

namespace {

struct DoubtfulPair {
    ReviewItem item;
    std::vector<EvidenceWords::Told> evidence;
};

Result<std::vector<DoubtfulPair>> untouched_pairs(database::Connection& connection,
                                                  std::string_view province, const LinkRun& run) {
    std::set<std::pair<std::int64_t, std::int64_t>> spoken_of;
    for (const auto& decision : standing_decisions_of_run(connection, province, run.id))
        spoken_of.emplace(decision.low.key, decision.high.key);
    const EvidenceWords words(run.report.evidence_words);
    std::vector<DoubtfulPair> pairs;
    for (auto& item : doubtful_items(connection, province, run.id)) {
        if (spoken_of.contains({item.low_key, item.high_key}))
            continue;
        auto evidence = TRY(words.unpack(item.evidence));
        pairs.push_back({std::move(item), std::move(evidence)});
    }
    return pairs;
}

RuleReach reach(const ReviewRule& rule, const std::vector<DoubtfulPair>& pairs) {
    RuleReach reach{&rule, {}};
    for (const auto& pair : pairs)
        if (holds(rule, pair.evidence))
            reach.items.push_back(pair.item);
    return reach;
}

} // namespace

Result<std::vector<RuleReach>> reach_of_rules(database::Connection& connection,
                                              std::string_view province) {
    const auto run = latest_complete_link_run(connection, province);
    if (!run)
        return failure(ErrorCode::NotFound, "persons.no_link_run");
    const auto pairs = TRY(untouched_pairs(connection, province, *run));
    std::vector<RuleReach> all;
    for (const auto& rule : review_rules())
        all.push_back(reach(rule, pairs));
    return all;
}

Result<RuleReach> reach_of_rule(database::Connection& connection, std::string_view province,
                                std::string_view key) {
    const auto run = latest_complete_link_run(connection, province);
    if (!run)
        return failure(ErrorCode::NotFound, "persons.no_link_run");
    const auto* rule = review_rule(key);
    if (!rule)
        return failure(ErrorCode::NotFound, "persons.rule_unknown");
    return reach(*rule, TRY(untouched_pairs(connection, province, *run)));
}

Result<BulkDecision> decide_in_bulk(database::Connection& connection, const vault::KeyRing& keys,
                                    const Clock& clock, const access::Actor& actor,
                                    std::string_view key, std::int64_t pairs) {
    const auto found = TRY(reach_of_rule(connection, actor.province, key));
    if (found.items.empty())
        return failure(ErrorCode::Conflict, "persons.rule_empty");
    if (static_cast<std::int64_t>(found.items.size()) != pairs)
        return failure(ErrorCode::Conflict, "persons.rule_moved",
                       {{"pairs", std::to_string(found.items.size())}});
    const auto run = latest_complete_link_run(connection, actor.province);
    BulkDecision bulk{{new_id()},           run->id, actor.account, std::string(key),
                      found.rule->decision, pairs,   clock.now(),   {}};
    std::vector<ReviewDecision> decisions;
    for (const auto& item : found.items) {
        auto decision = TRY(decision_about(connection, keys, actor.province, *run,
                                           {item.left_snapshot, item.left_row_no},
                                           {item.right_snapshot, item.right_row_no}));
        decision.account = actor.account;
        decision.decision = bulk.decision;
        decision.origin = DecisionOrigin::Bulk;
        decision.bulk = bulk.id;
        decision.made_at = bulk.made_at;
        decisions.push_back(std::move(decision));
    }
    insert_bulk_decision(connection, actor.province, bulk);
    write_decisions(connection, actor.province, decisions);
    return bulk;
}

Result<void> undo_bulk(database::Connection& connection, const Clock& clock,
                       const access::Actor& actor, BulkDecisionId id) {
    if (!withdraw_bulk_decision(connection, actor.province, id, clock.now()))
        return failure(ErrorCode::NotFound, "persons.nothing_to_undo");
    return {};
}

} // namespace samatcha::persons
