#pragma once

// The tables of clerical review, and the only SQL on them.

#include "modules/persons/review.hpp"
#include "platform/database/connection.hpp"

#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace samatcha::persons {

// Each writes one batch, in a transaction of its own.
void write_review_items(database::Connection&, std::string_view province, LinkRunId,
                        std::span<const ReviewItem>);
void write_review_neighbours(database::Connection&, std::string_view province, LinkRunId,
                             std::span<const ReviewNeighbour>);
void write_review_strata(database::Connection&, std::string_view province, LinkRunId,
                         std::span<const ReviewStratum>);
void remove_review_of_run(database::Connection&, std::string_view province, LinkRunId);

/// In the order of their ids, without their evidence.
std::vector<ReviewItem> review_items(database::Connection&, std::string_view province, LinkRunId);
std::optional<ReviewItem> find_review_item(database::Connection&, std::string_view province,
                                           LinkRunId, ReviewItemId);
/// Those a rule may be asked of: doubtful, with their evidence, most informative first.
std::vector<ReviewItem> doubtful_items(database::Connection&, std::string_view province, LinkRunId);
std::vector<ReviewNeighbour> neighbours_of_item(database::Connection&, std::string_view province,
                                                LinkRunId, ReviewItemId);
std::vector<ReviewStratum> review_strata(database::Connection&, std::string_view province,
                                         LinkRunId);

void insert_decision(database::Connection&, std::string_view province, const ReviewDecision&);
void write_decisions(database::Connection&, std::string_view province,
                     std::span<const ReviewDecision>);
/// Standing ones, in the order made.
std::vector<ReviewDecision> standing_decisions(database::Connection&, std::string_view province);
std::vector<ReviewDecision> standing_decisions_of_pair(database::Connection&,
                                                       std::string_view province,
                                                       std::int64_t low_key, std::int64_t high_key);
/// Of the pairs that a link run asks about.
std::vector<ReviewDecision> standing_decisions_of_run(database::Connection&,
                                                      std::string_view province, LinkRunId);
/// The latest of an account that was made pair by pair, standing or not at all.
std::optional<ReviewDecision> latest_decision_of(database::Connection&, std::string_view province,
                                                 access::AccountId);
/// False when it was withdrawn before.
bool withdraw_decision(database::Connection&, std::string_view province, ReviewDecisionId, Instant);
void withdraw_decision_of_account(database::Connection&, std::string_view province,
                                  access::AccountId, std::int64_t low_key, std::int64_t high_key,
                                  Instant);

struct ReviewerCount {
    access::AccountId account;
    std::int64_t decisions = 0; ///< Standing.
    std::int64_t since = 0;     ///< Of them, made since a moment.
};
std::vector<ReviewerCount> decisions_by_account(database::Connection&, std::string_view province,
                                                Instant since);

void insert_bulk_decision(database::Connection&, std::string_view province, const BulkDecision&);
std::vector<BulkDecision> bulk_decisions(database::Connection&,
                                         std::string_view province); ///< Latest first.
/// Withdraws it with all its decisions; false when there is none that stands.
bool withdraw_bulk_decision(database::Connection&, std::string_view province, BulkDecisionId,
                            Instant);

} // namespace samatcha::persons
