#include "base/thai_time.hpp"
#include "modules/access/access_log.hpp"
#include "modules/access/actions.hpp"
#include "modules/persons/person_view.hpp"
#include "modules/persons/records.hpp"
#include "modules/persons/records_review.hpp"
#include "modules/persons/review_actions.hpp"
#include "modules/persons/routes.hpp"

#include <algorithm>
#include <set>

namespace samatcha::persons {

BOOST_DESCRIBE_STRUCT(QueueProgress, (), (queue, total, left, next))

/// How much one account has decided.
struct ReviewerView {
    std::string name;
    std::int64_t decisions = 0;
    std::int64_t today = 0;
};
BOOST_DESCRIBE_STRUCT(ReviewerView, (), (name, decisions, today))

struct ReviewsView {
    LinkRunId link_run_id;
    Instant linked_at;
    std::vector<QueueProgress> queues;
    std::vector<ReviewerView> reviewers;
    std::int64_t waiting = 0; ///< Decisions that the next link run will take into account.
};
BOOST_DESCRIBE_STRUCT(ReviewsView, (), (link_run_id, linked_at, queues, reviewers, waiting))

struct DecisionView {
    std::string name; ///< Of the account.
    Decision decision{};
    Instant made_at;
};
BOOST_DESCRIBE_STRUCT(DecisionView, (), (name, decision, made_at))

/// Somebody of the household around.
struct NeighbourView {
    PersonId person_id;
    Relation relation{};
    RecordView record;
};
BOOST_DESCRIBE_STRUCT(NeighbourView, (), (person_id, relation, record))

/// The first two records are those in question.
struct ReviewView {
    ReviewItemId id;
    std::vector<RecordView> records;
    std::vector<PersonId> persons;
    bool is_one_person = false; ///< By the latest link run.
    std::optional<Suspicion> suspicion;
    double weight = 0;
    double probability = 0;
    std::vector<EvidenceView> evidence;
    std::vector<NeighbourView> neighbours;
    std::vector<DecisionView> decisions; ///< Untold to a second reader, who is to judge alone.
    ReviewOutcome outcome{};
};
BOOST_DESCRIBE_STRUCT(ReviewView, (),
                      (id, records, persons, is_one_person, suspicion, weight, probability,
                       evidence, neighbours, decisions, outcome))

struct DecisionInput {
    Decision decision{};
};
BOOST_DESCRIBE_STRUCT(DecisionInput, (), (decision))

struct DecidedView {
    ReviewOutcome outcome{};
};
BOOST_DESCRIBE_STRUCT(DecidedView, (), (outcome))

struct UndoneView {
    std::optional<ReviewItemId> id; ///< Of the pair; null when no list holds it any more.
};
BOOST_DESCRIBE_STRUCT(UndoneView, (), (id))

/// Two records as a list of examples shows them.
struct RuleExample {
    ReviewItemId id;
    std::vector<RecordView> records;
    double probability = 0;
};
BOOST_DESCRIBE_STRUCT(RuleExample, (), (id, records, probability))

struct RuleView {
    std::string key;
    std::string words;
    Decision decision{};
    std::int64_t pairs = 0;
};
BOOST_DESCRIBE_STRUCT(RuleView, (), (key, words, decision, pairs))

struct BulkView {
    BulkDecisionId id;
    std::string words;
    Decision decision{};
    std::int64_t pairs = 0;
    std::string name; ///< Of the account.
    Instant made_at;
    std::optional<Instant> withdrawn_at;
};
BOOST_DESCRIBE_STRUCT(BulkView, (), (id, words, decision, pairs, name, made_at, withdrawn_at))

struct RulesView {
    std::vector<RuleView> rules;
    std::vector<BulkView> made; ///< Latest first.
};
BOOST_DESCRIBE_STRUCT(RulesView, (), (rules, made))

struct RuleQuery {
    std::string rule;
};
BOOST_DESCRIBE_STRUCT(RuleQuery, (), (rule))

struct RuleExamples {
    RuleView rule;
    std::vector<RuleExample> examples; ///< Ten at most.
};
BOOST_DESCRIBE_STRUCT(RuleExamples, (), (rule, examples))

struct BulkInput {
    std::string rule;
    std::int64_t pairs = 0; ///< As shown: refused when it is another number by now.
};
BOOST_DESCRIBE_STRUCT(BulkInput, (), (rule, pairs))

struct ChangeInput {
    LinkRunId link_run_id;
    PersonId person_id;
    PersonId other_id;
};
BOOST_DESCRIBE_STRUCT(ChangeInput, (), (link_run_id, person_id, other_id))

struct ChangeUndone {
    std::int64_t pairs = 0; ///< Decided, so that the next link run makes it as it was.
};
BOOST_DESCRIBE_STRUCT(ChangeUndone, (), (pairs))

struct StratumView {
    bool is_linked = false;
    bool moves_number = false;
    double probability_from = 0;
    double probability_to = 1;
    std::int64_t pairs = 0;
    std::int64_t drawn = 0;
    std::int64_t same = 0;
    std::int64_t different = 0;
    std::int64_t unsure = 0;
};
BOOST_DESCRIBE_STRUCT(StratumView, (),
                      (is_linked, moves_number, probability_from, probability_to, pairs, drawn,
                       same, different, unsure))

struct AccuracyView {
    std::int64_t drawn = 0;
    std::int64_t reviewed = 0;
    std::int64_t unsure = 0;
    Share precision;
    Share recall;
    ErrorEstimate false_links;
    ErrorEstimate missed_links;
    std::vector<StratumView> strata;
};
BOOST_DESCRIBE_STRUCT(AccuracyView, (),
                      (drawn, reviewed, unsure, precision, recall, false_links, missed_links,
                       strata))

namespace {

constexpr std::size_t examples_max = 10;

Instant beginning_of_day(Instant now) {
    return {day_in_thailand(now) * ms_in_day - thailand_ahead_ms};
}

Result<ReviewsView> reviews_view(access::Call& call) {
    const auto& province = call.actor.province;
    ReviewsView view;
    view.queues = TRY(review_queues(call.db, province, call.actor.account));
    const auto run = latest_complete_link_run(call.db, province);
    view.link_run_id = run->id;
    view.linked_at = run->finished_at.value_or(run->created_at);
    for (const auto& one :
         decisions_by_account(call.db, province, beginning_of_day(call.clock.now())))
        view.reviewers.push_back(
            {access::display_name(call.db, province, one.account), one.decisions, one.since});
    for (const auto& one : decisions_by_account(call.db, province, run->created_at))
        view.waiting += one.since;
    return view;
}

/// One line for each person shown.
void log_reading(access::Call& call, std::vector<PersonId> persons, std::string_view what) {
    std::sort(persons.begin(), persons.end());
    persons.erase(std::unique(persons.begin(), persons.end()), persons.end());
    for (const auto person : persons)
        access::record_access(call.db, call.actor, call.clock, access::Access::ChildRecord,
                              person.value, what);
}

ReviewView review_view(access::Call& call, const OpenedReview& review) {
    ReviewView view;
    view.id = review.item.id;
    const auto fields = side_by_side(review.records);
    for (std::size_t i = 0; i < review.records.size(); ++i)
        view.records.push_back(record_view(review.records[i], fields[i]));
    view.persons = review.persons;
    view.is_one_person = review.item.left_person == review.item.right_person;
    view.suspicion = review.item.suspicion;
    view.weight = review.item.weight;
    view.probability = review.item.probability;
    view.evidence = evidence_views(review.evidence, &review.records[0].record,
                                   &review.records[1].record, call.messages, call.language);
    for (const auto& one : review.neighbours)
        view.neighbours.push_back({one.neighbour.person, one.neighbour.relation,
                                   record_view(one.record, side_by_side({one.record}).front())});
    const bool may_know =
        review.outcome == ReviewOutcome::Disputed ||
        std::any_of(review.decisions.begin(), review.decisions.end(),
                    [&](const auto& one) { return one.account == call.actor.account; });
    for (const auto& one : review.decisions)
        if (may_know)
            view.decisions.push_back(
                {access::display_name(call.db, call.actor.province, one.account), one.decision,
                 one.made_at});
    view.outcome = review.outcome;
    return view;
}

RuleView rule_view(const access::Call& call, const RuleReach& reach) {
    return {std::string(reach.rule->key), call.text("persons.rule." + std::string(reach.rule->key)),
            reach.rule->decision, static_cast<std::int64_t>(reach.items.size())};
}

Result<RulesView> rules_view(access::Call& call) {
    RulesView view;
    for (const auto& reach : TRY(reach_of_rules(call.db, call.actor.province)))
        view.rules.push_back(rule_view(call, reach));
    for (const auto& bulk : bulk_decisions(call.db, call.actor.province))
        view.made.push_back({bulk.id, call.text("persons.rule." + bulk.rule), bulk.decision,
                             bulk.pairs,
                             access::display_name(call.db, call.actor.province, bulk.account),
                             bulk.made_at, bulk.withdrawn_at});
    return view;
}

Result<RuleExamples> examples_view(access::Call& call, const vault::KeyRing& keys,
                                   const RuleQuery& query) {
    const auto reach = TRY(reach_of_rule(call.db, call.actor.province, query.rule));
    RuleExamples view{rule_view(call, reach), {}};
    // Spread over all of them, not the ten most doubtful.
    const auto step = std::max<std::size_t>(1, reach.items.size() / examples_max);
    std::vector<PersonId> persons;
    for (std::size_t i = 0; i < reach.items.size() && view.examples.size() < examples_max;
         i += step) {
        auto review = TRY(open_review(call.db, keys, call.actor.province, reach.items[i].id));
        review.records.resize(2);
        const auto fields = side_by_side(review.records);
        view.examples.push_back(
            {review.item.id,
             {record_view(review.records[0], fields[0]), record_view(review.records[1], fields[1])},
             review.item.probability});
        persons.insert(persons.end(), {review.item.left_person, review.item.right_person});
    }
    log_reading(call, std::move(persons), "review rule");
    return view;
}

AccuracyView accuracy_view(const ReviewAccuracy& accuracy) {
    AccuracyView view{
        accuracy.drawn,  accuracy.reviewed,    accuracy.unsure,       accuracy.precision,
        accuracy.recall, accuracy.false_links, accuracy.missed_links, {}};
    for (const auto& one : accuracy.strata)
        view.strata.push_back({one.stratum.is_linked, one.stratum.moves_number,
                               one.stratum.probability_from, one.stratum.probability_to,
                               one.stratum.pairs, one.drawn, one.same, one.different, one.unsure});
    return view;
}

void add_bulk_routes(access::Api& api, const vault::KeyRing& keys) {
    using access::Call;
    using access::Right;
    api.get("/reviews/rules", Right::ReviewRecords, [](Call& call) { return rules_view(call); },
            {.summary = "Rules by which many pairs are decided at once, and those applied so far"});
    api.get("/reviews/rules/examples", Right::ReviewRecords,
            [&keys](Call& call, RuleQuery query) { return examples_view(call, keys, query); },
            {.summary = "Ten of the pairs that a rule holds for"});
    api.post("/reviews/bulk", Right::ReviewRecords,
             [&keys](Call& call, BulkInput input) -> Result<RuleView> {
                 const auto bulk = TRY(decide_in_bulk(call.db, keys, call.clock, call.actor,
                                                      input.rule, input.pairs));
                 return RuleView{bulk.rule, call.text("persons.rule." + bulk.rule), bulk.decision,
                                 bulk.pairs};
             },
             {.summary = "Decide all pairs that a rule holds for, as one", .success = 201});
    api.remove("/reviews/bulk/{id}", Right::ReviewRecords,
               [](Call& call) -> Result<void> {
                   return undo_bulk(call.db, call.clock, call.actor,
                                    TRY(call.id<BulkDecisionId>("id")));
               },
               {.summary = "Undo a decision by rule, all of it"});
}

} // namespace

void add_review_routes(access::Api& api, const vault::KeyRing& keys) {
    using access::Call;
    using access::Right;
    api.get("/reviews", Right::ReviewRecords, [](Call& call) { return reviews_view(call); },
            {.summary = "What waits for review, how far one is, and who decided how much"});
    api.get("/reviews/accuracy", Right::ReviewRecords,
            [](Call& call) -> Result<AccuracyView> {
                return accuracy_view(TRY(review_accuracy(call.db, call.actor.province)));
            },
            {.summary = "What the reviewed sample says of precision and recall"});
    add_bulk_routes(api, keys);
    api.get("/reviews/{id}", Right::ReviewRecords,
            [&keys](Call& call) -> Result<ReviewView> {
                const auto review = TRY(open_review(call.db, keys, call.actor.province,
                                                    TRY(call.id<ReviewItemId>("id"))));
                auto persons = review.persons;
                for (const auto& one : review.neighbours)
                    persons.push_back(one.neighbour.person);
                log_reading(call, std::move(persons), "review");
                return review_view(call, review);
            },
            {.summary = "Two records side by side, the evidence, the household around them"});
    api.post("/reviews/{id}/decision", Right::ReviewRecords,
             [&keys](Call& call, DecisionInput input) -> Result<DecidedView> {
                 return DecidedView{
                     TRY(decide_review(call.db, keys, call.clock, call.actor,
                                       TRY(call.id<ReviewItemId>("id")), input.decision))};
             },
             {.summary = "Say whether two records are one person"});
    api.post("/reviews/history", Right::ReviewRecords,
             [&keys](Call& call, ChangeInput input) -> Result<ChangeUndone> {
                 return ChangeUndone{
                     TRY(undo_person_change(call.db, keys, call.clock, call.actor,
                                            input.link_run_id, input.person_id, input.other_id))};
             },
             {.summary = "Undo a split or merger of persons, from the next link run on",
              .success = 201});
    api.remove("/reviews/decisions/latest", Right::ReviewRecords,
               [](Call& call) -> Result<UndoneView> {
                   return UndoneView{TRY(undo_review(call.db, call.clock, call.actor))};
               },
               {.summary = "Withdraw one's last decision on a pair"});
}

} // namespace samatcha::persons
