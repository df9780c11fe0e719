#pragma once

#include "base/clock.hpp"
#include "base/id.hpp"
#include "base/json.hpp"
#include "modules/access/actor.hpp"
#include "modules/persons/link_run.hpp"
#include "modules/persons/record_identity.hpp"

#include <boost/describe.hpp>

#include <cstdint>
#include <optional>
#include <span>
#include <string>

namespace samatcha::persons {

using ReviewItemId = Id<struct ReviewItemTag>;
using ReviewDecisionId = Id<struct ReviewDecisionTag>;
using BulkDecisionId = Id<struct BulkDecisionTag>;

/// What somebody says about two records.
BOOST_DEFINE_ENUM_CLASS(Decision, Same, Different, Unsure)

/// Where a decision came from: the review of one pair, a rule for many, the undoing of a split or
/// merger.
BOOST_DEFINE_ENUM_CLASS(DecisionOrigin, Review, Bulk, History)

/// What one account said about two records, whichever snapshot they stand in.
struct ReviewDecision {
    ReviewDecisionId id;
    RecordIdentity low; ///< The record with the lower key.
    RecordIdentity high;
    access::AccountId account;
    Decision decision = Decision::Unsure;
    DecisionOrigin origin = DecisionOrigin::Review;
    std::optional<BulkDecisionId> bulk;
    Instant made_at;
    std::optional<Instant> withdrawn_at;
};

/// What all that was said comes to. Only Same and Different bind the next link run.
BOOST_DEFINE_ENUM_CLASS(ReviewOutcome, Open, Same, Different, Unsure, Disputed)

/// One standing decision of each account in, the outcome out. Who cannot tell does not count
/// against who can; as many for one person as for two is a dispute, which a third account ends.
ReviewOutcome outcome_of(std::span<const Decision>);

/// Why a person's records look as if they were not all one person's.
BOOST_DEFINE_ENUM_CLASS(
    Suspicion,
    TwoOfOneRegister,    ///< Two records of a register that holds each person once.
    IdentifiersConflict, ///< Two valid identity numbers.
    WeakestLink)         ///< Held together by a link that is hardly one.

/// The lists that a reviewer can work down.
BOOST_DEFINE_ENUM_CLASS(ReviewQueue, Doubtful, Suspicious, Sample, Disputed)

/// Two records that people are asked about.
struct ReviewItem {
    ReviewItemId id;
    registers::SnapshotId left_snapshot;
    std::int64_t left_row_no = 0;
    registers::SnapshotId right_snapshot;
    std::int64_t right_row_no = 0;
    PersonId left_person;
    PersonId right_person;
    std::int64_t low_key = 0;
    std::int64_t high_key = 0;
    double weight = 0;                         ///< By the model alone, whatever was decided.
    double probability = 0;                    ///< Likewise.
    std::optional<std::int64_t> doubtful_rank; ///< Most informative first.
    std::optional<std::int64_t> suspicious_rank;
    std::optional<Suspicion> suspicion;
    std::optional<std::int64_t> sample_rank; ///< In the order drawn.
    std::optional<std::int64_t> stratum;
    Bytes evidence;
};

/// Every fifth drawn pair is shown to two accounts: how often reviewers agree is then known.
bool wants_second_reader(const ReviewItem&);

BOOST_DEFINE_ENUM_CLASS(Relation, Address, Parents)

/// Somebody of the household around a record under review.
struct ReviewNeighbour {
    ReviewItemId item;
    PersonId person;
    registers::SnapshotId snapshot;
    std::int64_t row_no = 0;
    Relation relation = Relation::Address;
};

/// Pairs that are alike in how sure the engine is of them. Some are drawn; those speak for all.
struct ReviewStratum {
    std::int64_t number = 0;
    bool is_linked = false;    ///< Believed one person by the engine.
    bool moves_number = false; ///< A civil record is in school, or not, by this pair alone.
    double probability_from = 0;
    double probability_to = 1;
    std::int64_t pairs = 0;
    std::int64_t pairs_decided =
        0; ///< Of them, by people, before the run; nothing is doubtful about those.
    std::int64_t pairs_same = 0; ///< Of the decided ones.
    double expected_same = 0;    ///< The sum of the model's probabilities.
};

/// A rule applied to many pairs at once.
struct BulkDecision {
    BulkDecisionId id;
    LinkRunId link_run;
    access::AccountId account;
    std::string rule;
    Decision decision = Decision::Same;
    std::int64_t pairs = 0;
    Instant made_at;
    std::optional<Instant> withdrawn_at;
};

} // namespace samatcha::persons
