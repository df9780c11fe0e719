#include "modules/persons/records_review.hpp"

namespace samatcha::persons {

namespace {

template <class Enum>
std::optional<std::string> optional_name(const std::optional<Enum>& value) {
    return value ? std::optional(json::enum_name(*value)) : std::nullopt;
}

ReviewItem review_item_of(const database::Row& row) {
    ReviewItem item;
    item.id = row.id<ReviewItemId>(0);
    item.left_snapshot = row.id<registers::SnapshotId>(1);
    item.left_row_no = row.integer(2);
    item.right_snapshot = row.id<registers::SnapshotId>(3);
    item.right_row_no = row.integer(4);
    item.left_person = row.id<PersonId>(5);
    item.right_person = row.id<PersonId>(6);
    item.low_key = row.integer(7);
    item.high_key = row.integer(8);
    item.weight = row.real(9);
    item.probability = row.real(10);
    item.doubtful_rank = row.optional_integer(11);
    item.suspicious_rank = row.optional_integer(12);
    if (const auto suspicion = row.optional_text(13))
        item.suspicion = json::enum_from_name<Suspicion>(*suspicion);
    item.sample_rank = row.optional_integer(14);
    item.stratum = row.optional_integer(15);
    if (row.columns() > 16)
        item.evidence = row.bytes(16);
    return item;
}

ReviewDecision review_decision_of(const database::Row& row) {
    ReviewDecision decision;
    decision.id = row.id<ReviewDecisionId>(0);
    decision.low = identity_from(row.integer(1), row.bytes_view(3));
    decision.high = identity_from(row.integer(2), row.bytes_view(4));
    decision.account = row.id<access::AccountId>(5);
    decision.decision = json::enum_from_name<Decision>(row.text_view(6)).value_or(Decision::Unsure);
    decision.origin =
        json::enum_from_name<DecisionOrigin>(row.text_view(7)).value_or(DecisionOrigin::Review);
    if (const auto bulk = row.optional_integer(8))
        decision.bulk = BulkDecisionId{*bulk};
    decision.made_at = row.instant(9);
    decision.withdrawn_at = row.optional_instant(10);
    return decision;
}

BulkDecision bulk_decision_of(const database::Row& row) {
    return {row.id<BulkDecisionId>(0),
            row.id<LinkRunId>(1),
            row.id<access::AccountId>(2),
            row.text(3),
            json::enum_from_name<Decision>(row.text_view(4)).value_or(Decision::Same),
            row.integer(5),
            row.instant(6),
            row.optional_instant(7)};
}

} // namespace

void write_review_items(database::Connection& connection, std::string_view province, LinkRunId run,
                        std::span<const ReviewItem> items) {
    database::transaction(connection, [&] {
        auto writer = connection.copy_into(
            "review_item",
            {"province", "link_run_id", "id", "left_snapshot_id", "left_row_no",
             "right_snapshot_id", "right_row_no", "left_person_id", "right_person_id", "low_key",
             "high_key", "weight", "probability", "doubtful_rank", "suspicious_rank", "suspicion",
             "sample_rank", "stratum", "evidence"});
        for (const auto& item : items) {
            const auto suspicion = optional_name(item.suspicion);
            writer.row({province, run, item.id, item.left_snapshot, item.left_row_no,
                        item.right_snapshot, item.right_row_no, item.left_person, item.right_person,
                        item.low_key, item.high_key, item.weight, item.probability,
                        item.doubtful_rank, item.suspicious_rank, suspicion, item.sample_rank,
                        item.stratum, item.evidence});
        }
        writer.finish();
    });
}

void write_review_neighbours(database::Connection& connection, std::string_view province,
                             LinkRunId run, std::span<const ReviewNeighbour> neighbours) {
    database::transaction(connection, [&] {
        auto writer = connection.copy_into("review_neighbour",
                                           {"province", "link_run_id", "item_id", "person_id",
                                            "snapshot_id", "row_no", "relation"});
        for (const auto& one : neighbours)
            writer.row({province, run, one.item, one.person, one.snapshot, one.row_no,
                        json::enum_name(one.relation)});
        writer.finish();
    });
}

void write_review_strata(database::Connection& connection, std::string_view province, LinkRunId run,
                         std::span<const ReviewStratum> strata) {
    database::transaction(connection, [&] {
        auto writer = connection.copy_into(
            "review_stratum",
            {"province", "link_run_id", "stratum", "is_linked", "moves_number", "probability_from",
             "probability_to", "pairs", "pairs_decided", "pairs_same", "expected_same"});
        for (const auto& one : strata)
            writer.row({province, run, one.number, one.is_linked, one.moves_number,
                        one.probability_from, one.probability_to, one.pairs, one.pairs_decided,
                        one.pairs_same, one.expected_same});
        writer.finish();
    });
}

void remove_review_of_run(database::Connection& connection, std::string_view province,
                          LinkRunId run) {
    connection.execute("DELETE FROM review_neighbour WHERE province = $1 AND link_run_id = $2",
                       {province, run});
    connection.execute("DELETE FROM review_item WHERE province = $1 AND link_run_id = $2",
                       {province, run});
    connection.execute("DELETE FROM review_stratum WHERE province = $1 AND link_run_id = $2",
                       {province, run});
}

std::vector<ReviewItem> review_items(database::Connection& connection, std::string_view province,
                                     LinkRunId run) {
    return connection.list(
        "SELECT id, left_snapshot_id, left_row_no, right_snapshot_id, right_row_no,"
        " left_person_id, right_person_id, low_key, high_key, weight, probability,"
        " doubtful_rank, suspicious_rank, suspicion, sample_rank, stratum"
        " FROM review_item WHERE province = $1 AND link_run_id = $2 ORDER BY id",
        {province, run}, review_item_of);
}

std::optional<ReviewItem> find_review_item(database::Connection& connection,
                                           std::string_view province, LinkRunId run,
                                           ReviewItemId id) {
    return connection.find(
        "SELECT id, left_snapshot_id, left_row_no, right_snapshot_id, right_row_no,"
        " left_person_id, right_person_id, low_key, high_key, weight, probability,"
        " doubtful_rank, suspicious_rank, suspicion, sample_rank, stratum, evidence"
        " FROM review_item WHERE province = $1 AND link_run_id = $2 AND id = $3",
        {province, run, id}, review_item_of);
}

std::vector<ReviewItem> doubtful_items(database::Connection& connection, std::string_view province,
                                       LinkRunId run) {
    return connection.list(
        "SELECT id, left_snapshot_id, left_row_no, right_snapshot_id, right_row_no,"
        " left_person_id, right_person_id, low_key, high_key, weight, probability,"
        " doubtful_rank, suspicious_rank, suspicion, sample_rank, stratum, evidence"
        " FROM review_item WHERE province = $1 AND link_run_id = $2"
        " AND doubtful_rank IS NOT NULL ORDER BY doubtful_rank",
        {province, run}, review_item_of);
}

std::vector<ReviewNeighbour> neighbours_of_item(database::Connection& connection,
                                                std::string_view province, LinkRunId run,
                                                ReviewItemId item) {
    return connection.list(
        "SELECT item_id, person_id, snapshot_id, row_no, relation FROM review_neighbour"
        " WHERE province = $1 AND link_run_id = $2 AND item_id = $3 ORDER BY relation DESC, "
        "person_id",
        {province, run, item}, [](const database::Row& row) {
            return ReviewNeighbour{
                row.id<ReviewItemId>(0), row.id<PersonId>(1), row.id<registers::SnapshotId>(2),
                row.integer(3),
                json::enum_from_name<Relation>(row.text_view(4)).value_or(Relation::Address)};
        });
}

std::vector<ReviewStratum> review_strata(database::Connection& connection,
                                         std::string_view province, LinkRunId run) {
    return connection.list("SELECT stratum, is_linked, moves_number, probability_from, "
                           "probability_to, pairs, pairs_decided,"
                           " pairs_same, expected_same FROM review_stratum WHERE province = $1 AND "
                           "link_run_id = $2 ORDER BY stratum",
                           {province, run}, [](const database::Row& row) {
                               return ReviewStratum{row.integer(0), row.boolean(1), row.boolean(2),
                                                    row.real(3),    row.real(4),    row.integer(5),
                                                    row.integer(6), row.integer(7), row.real(8)};
                           });
}

void insert_decision(database::Connection& connection, std::string_view province,
                     const ReviewDecision& decision) {
    write_decisions(connection, province, std::span(&decision, 1));
}

void write_decisions(database::Connection& connection, std::string_view province,
                     std::span<const ReviewDecision> decisions) {
    database::transaction(connection, [&] {
        auto writer = connection.copy_into("review_decision",
                                           {"province", "id", "low_key", "high_key", "low_marks",
                                            "high_marks", "account_id", "decision", "origin",
                                            "bulk_id", "made_at", "withdrawn_at"});
        for (const auto& one : decisions) {
            const auto low = packed_marks(one.low);
            const auto high = packed_marks(one.high);
            writer.row({province, one.id, one.low.key, one.high.key, low, high, one.account,
                        json::enum_name(one.decision), json::enum_name(one.origin), one.bulk,
                        one.made_at, one.withdrawn_at});
        }
        writer.finish();
    });
}

std::vector<ReviewDecision> standing_decisions(database::Connection& connection,
                                               std::string_view province) {
    return connection.list(
        "SELECT id, low_key, high_key, low_marks, high_marks, account_id, decision, origin,"
        " bulk_id, made_at, withdrawn_at FROM review_decision"
        " WHERE province = $1 AND withdrawn_at IS NULL ORDER BY id",
        {province}, review_decision_of);
}

std::vector<ReviewDecision> standing_decisions_of_pair(database::Connection& connection,
                                                       std::string_view province,
                                                       std::int64_t low_key,
                                                       std::int64_t high_key) {
    return connection.list(
        "SELECT id, low_key, high_key, low_marks, high_marks, account_id, decision, origin,"
        " bulk_id, made_at, withdrawn_at FROM review_decision"
        " WHERE province = $1 AND low_key = $2 AND high_key = $3 AND withdrawn_at IS NULL"
        " ORDER BY id",
        {province, low_key, high_key}, review_decision_of);
}

std::vector<ReviewDecision> standing_decisions_of_run(database::Connection& connection,
                                                      std::string_view province, LinkRunId run) {
    return connection.list(
        "SELECT d.id, d.low_key, d.high_key, d.low_marks, d.high_marks, d.account_id, d.decision, "
        "d.origin,"
        " d.bulk_id, d.made_at, d.withdrawn_at FROM review_item i JOIN review_decision d"
        " ON d.province = i.province AND d.low_key = i.low_key AND d.high_key = i.high_key"
        " WHERE i.province = $1 AND i.link_run_id = $2 AND d.withdrawn_at IS NULL ORDER BY d.id",
        {province, run}, review_decision_of);
}

std::optional<ReviewDecision> latest_decision_of(database::Connection& connection,
                                                 std::string_view province,
                                                 access::AccountId account) {
    return connection.find(
        "SELECT id, low_key, high_key, low_marks, high_marks, account_id, decision, origin,"
        " bulk_id, made_at, withdrawn_at FROM review_decision"
        " WHERE province = $1 AND account_id = $2 AND origin = 'review'"
        " AND withdrawn_at IS NULL ORDER BY made_at DESC, id DESC LIMIT 1",
        {province, account}, review_decision_of);
}

bool withdraw_decision(database::Connection& connection, std::string_view province,
                       ReviewDecisionId id, Instant now) {
    return connection.execute("UPDATE review_decision SET withdrawn_at = $3"
                              " WHERE province = $1 AND id = $2 AND withdrawn_at IS NULL",
                              {province, id, now}) == 1;
}

void withdraw_decision_of_account(database::Connection& connection, std::string_view province,
                                  access::AccountId account, std::int64_t low_key,
                                  std::int64_t high_key, Instant now) {
    connection.execute(
        "UPDATE review_decision SET withdrawn_at = $5 WHERE province = $1 AND account_id = $2"
        " AND low_key = $3 AND high_key = $4 AND withdrawn_at IS NULL",
        {province, account, low_key, high_key, now});
}

std::vector<ReviewerCount> decisions_by_account(database::Connection& connection,
                                                std::string_view province, Instant since) {
    return connection.list(
        "SELECT account_id, count(*), sum(CASE WHEN made_at >= $2 THEN 1 ELSE 0 END) FROM "
        "review_decision"
        " WHERE province = $1 AND withdrawn_at IS NULL GROUP BY account_id ORDER BY count(*) DESC, "
        "account_id",
        {province, since}, [](const database::Row& row) {
            return ReviewerCount{row.id<access::AccountId>(0), row.integer(1), row.integer(2)};
        });
}

void insert_bulk_decision(database::Connection& connection, std::string_view province,
                          const BulkDecision& bulk) {
    connection.execute(
        "INSERT INTO bulk_decision (province, id, link_run_id, account_id, rule, decision, pairs,"
        " made_at, withdrawn_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        {province, bulk.id, bulk.link_run, bulk.account, bulk.rule, json::enum_name(bulk.decision),
         bulk.pairs, bulk.made_at, bulk.withdrawn_at});
}

std::vector<BulkDecision> bulk_decisions(database::Connection& connection,
                                         std::string_view province) {
    return connection.list(
        "SELECT id, link_run_id, account_id, rule, decision, pairs, made_at, withdrawn_at"
        " FROM bulk_decision WHERE province = $1 ORDER BY id DESC LIMIT 100",
        {province}, bulk_decision_of);
}

bool withdraw_bulk_decision(database::Connection& connection, std::string_view province,
                            BulkDecisionId id, Instant now) {
    const auto withdrawn =
        connection.execute("UPDATE bulk_decision SET withdrawn_at = $3"
                           " WHERE province = $1 AND id = $2 AND withdrawn_at IS NULL",
                           {province, id, now});
    connection.execute("UPDATE review_decision SET withdrawn_at = $3"
                       " WHERE province = $1 AND bulk_id = $2 AND withdrawn_at IS NULL",
                       {province, id, now});
    return withdrawn == 1;
}

} // namespace samatcha::persons
