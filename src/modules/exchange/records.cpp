#include "modules/exchange/records.hpp"

#include "base/json.hpp"

#include <algorithm>

namespace samatcha::exchange {

namespace {

Erasure erasure_of(const database::Row& row) {
    Erasure erasure;
    erasure.id = row.id<ErasureId>(0);
    erasure.case_id = row.id<care::CareCaseId>(1);
    erasure.because = json::enum_from_name<ErasureCause>(row.text_view(2)).value_or(ErasureCause::Request);
    erasure.asked_by = row.id<access::AccountId>(3);
    erasure.done_by = row.id<access::AccountId>(4);
    erasure.begun_at = row.instant(5);
    erasure.finished_at = row.optional_instant(6);
    erasure.proof = json::from_text<ErasureProof>(row.text_view(7)).value_or(ErasureProof{});
    return erasure;
}

LegalHold hold_of(const database::Row& row) {
    return {row.id<LegalHoldId>(0), row.text(1), row.id<access::AccountId>(2), row.instant(3), row.optional_instant(4)};
}

ErasureRequest erasure_request_of(const database::Row& row) {
    return {row.id<ErasureRequestId>(0), row.id<care::CareCaseId>(1), row.text(2), row.id<access::AccountId>(3), row.instant(4)};
}

/// One after the other, each behind its length in four bytes.
Bytes joined(std::span<const Bytes> values) {
    Bytes all;
    for (const auto& value : values) {
        for (unsigned shift = 0; shift < 32; shift += 8)
            all.push_back(static_cast<unsigned char>(value.size() >> shift));
        all.insert(all.end(), value.begin(), value.end());
    }
    return all;
}

std::vector<Bytes> parted(BytesView all) {
    std::vector<Bytes> values;
    while (all.size() >= 4) {
        std::size_t size = 0;
        for (std::size_t i = 0; i < 4; ++i)
            size |= std::size_t{all[i]} << (8 * i);
        const auto value = all.subspan(4, std::min(size, all.size() - 4));
        values.emplace_back(value.begin(), value.end());
        all = all.subspan(4 + value.size());
    }
    return values;
}

} // namespace

void insert_hold(database::Connection& connection, std::string_view province, care::CareCaseId id, const LegalHold& hold) {
    connection.execute("INSERT INTO legal_hold (province, case_id, id, reason, set_by, set_at) VALUES ($1, $2, $3, $4, $5, $6)",
                       {province, id, hold.id, hold.reason, hold.set_by, hold.set_at});
}

bool end_hold(database::Connection& connection, std::string_view province, care::CareCaseId id, LegalHoldId hold,
               access::AccountId by, Instant now) {
    return connection.execute("UPDATE legal_hold SET lifted_by = $4, lifted_at = $5 WHERE province = $1 AND case_id = $2"
                              " AND id = $3 AND lifted_at IS NULL",
                              {province, id, hold, by, now}) == 1;
}

std::vector<HeldCase> held_cases(database::Connection& connection, std::string_view province) {
    return connection.list("SELECT id, reason, set_by, set_at, lifted_at, case_id FROM legal_hold"
                           " WHERE province = $1 AND lifted_at IS NULL ORDER BY id DESC",
                           {province}, [](const database::Row& row) {
                               return HeldCase{row.id<care::CareCaseId>(5), hold_of(row)};
                           });
}

std::vector<LegalHold> holds_of(database::Connection& connection, std::string_view province, care::CareCaseId id) {
    return connection.list("SELECT id, reason, set_by, set_at, lifted_at FROM legal_hold WHERE province = $1 AND case_id = $2"
                           " ORDER BY id DESC",
                           {province, id}, hold_of);
}

bool is_held(database::Connection& connection, std::string_view province, care::CareCaseId id) {
    return connection.integer("SELECT count(*) FROM legal_hold WHERE province = $1 AND case_id = $2 AND lifted_at IS NULL",
                              {province, id}) > 0;
}

std::optional<int> retention_days(database::Connection& connection, std::string_view province, care::CaseOutcome outcome) {
    return connection.find("SELECT days FROM retention_rule WHERE province = $1 AND outcome = $2",
                           {province, json::enum_name(outcome)},
                           [](const database::Row& row) { return static_cast<int>(row.integer(0)); });
}

void set_retention_days(database::Connection& connection, std::string_view province, care::CaseOutcome outcome, int days) {
    connection.execute("INSERT INTO retention_rule (province, outcome, days) VALUES ($1, $2, $3)"
                       " ON CONFLICT (province, outcome) DO UPDATE SET days = excluded.days",
                       {province, json::enum_name(outcome), days});
}

std::vector<care::CareCaseId> cases_to_erase(database::Connection& connection, std::string_view province,
                                             care::CaseOutcome outcome, Instant closed_before, std::int64_t count) {
    return connection.list("SELECT c.case_id FROM care_case c WHERE c.province = $1 AND c.state = 'closed' AND c.outcome = $2"
                           " AND c.changed_at < $3"
                           " AND NOT EXISTS (SELECT 1 FROM legal_hold h WHERE h.province = c.province"
                           "                 AND h.case_id = c.case_id AND h.lifted_at IS NULL)"
                           " AND NOT EXISTS (SELECT 1 FROM erasure e WHERE e.province = c.province AND e.case_id = c.case_id)"
                           " ORDER BY c.changed_at LIMIT $4",
                           {province, json::enum_name(outcome), closed_before, count},
                           [](const database::Row& row) { return row.id<care::CareCaseId>(0); });
}

std::vector<Bytes> sealed_values(database::Connection& connection, std::string_view province, care::CareCaseId id,
                                 std::span<const vault::SealedColumn> columns) {
    std::vector<Bytes> values;
    for (const auto& column : columns)
        connection.each("SELECT " + column.column + " FROM " + column.table + " WHERE province = $1 AND case_id = $2 AND " +
                            column.column + " IS NOT NULL",
                        {province, id}, [&](const database::Row& row) { values.push_back(row.bytes(0)); });
    return values;
}

std::map<std::string, std::int64_t> take_away(database::Connection& connection, std::string_view province, care::CareCaseId id,
                                              std::span<const vault::SealedColumn> columns) {
    std::map<std::string, std::int64_t> rows;
    for (const auto& column : columns) {
        if (column.table == "care_case")
            rows[column.table] = 1; // Its child is taken away by care::forget_child.
        else if (column.table == "care_event")
            rows[column.table] = connection.execute("UPDATE care_event SET said = NULL WHERE province = $1 AND case_id = $2"
                                                    " AND said IS NOT NULL",
                                                    {province, id});
        else
            rows[column.table] += connection.execute("DELETE FROM " + column.table + " WHERE province = $1 AND case_id = $2",
                                                     {province, id});
    }
    return rows;
}

bool insert_request(database::Connection& connection, std::string_view province, const ErasureRequest& request) {
    return connection.execute("INSERT INTO erasure_request (province, id, case_id, reason, asked_by, asked_at)"
                              " VALUES ($1, $2, $3, $4, $5, $6)"
                              " ON CONFLICT (province, case_id) WHERE ended_at IS NULL DO NOTHING",
                              {province, request.id, request.case_id, request.reason, request.asked_by, request.asked_at}) == 1;
}

bool end_request(database::Connection& connection, std::string_view province, care::CareCaseId id, access::AccountId by,
                 Instant now) {
    return connection.execute("UPDATE erasure_request SET ended_by = $3, ended_at = $4 WHERE province = $1 AND case_id = $2"
                              " AND ended_at IS NULL",
                              {province, id, by, now}) == 1;
}

std::optional<ErasureRequest> find_request(database::Connection& connection, std::string_view province, care::CareCaseId id) {
    return connection.find("SELECT id, case_id, reason, asked_by, asked_at FROM erasure_request WHERE province = $1"
                           " AND case_id = $2 AND ended_at IS NULL",
                           {province, id}, erasure_request_of);
}

std::vector<ErasureRequest> standing_requests(database::Connection& connection, std::string_view province) {
    return connection.list("SELECT id, case_id, reason, asked_by, asked_at FROM erasure_request WHERE province = $1"
                           " AND ended_at IS NULL ORDER BY id DESC",
                           {province}, erasure_request_of);
}

void insert_erasure(database::Connection& connection, std::string_view province, const Erasure& erasure,
                    std::span<const Bytes> sealed) {
    connection.execute("INSERT INTO erasure (province, id, case_id, because, asked_by, done_by, begun_at, sealed, proof)"
                       " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
                       {province, erasure.id, erasure.case_id, json::enum_name(erasure.because), erasure.asked_by, erasure.done_by,
                        erasure.begun_at, joined(sealed), json::to_text(erasure.proof)});
}

void finish_erasure(database::Connection& connection, std::string_view province, const Erasure& erasure) {
    connection.execute("UPDATE erasure SET finished_at = $3, proof = $4, sealed = $5 WHERE province = $1 AND id = $2",
                       {province, erasure.id, *erasure.finished_at, json::to_text(erasure.proof), Bytes{}});
}

std::optional<Erasure> find_erasure(database::Connection& connection, std::string_view province, care::CareCaseId id) {
    return connection.find("SELECT id, case_id, because, asked_by, done_by, begun_at, finished_at, proof FROM erasure"
                           " WHERE province = $1 AND case_id = $2 ORDER BY id DESC",
                           {province, id}, erasure_of);
}

std::vector<Erasure> erasures(database::Connection& connection, std::string_view province, std::size_t count_max) {
    return connection.list("SELECT id, case_id, because, asked_by, done_by, begun_at, finished_at, proof FROM erasure"
                           " WHERE province = $1 ORDER BY id DESC LIMIT $2",
                           {province, count_max}, erasure_of);
}

std::vector<BegunErasure> unfinished_erasures(database::Connection& connection, std::string_view province) {
    return connection.list("SELECT id, case_id, because, asked_by, done_by, begun_at, finished_at, proof, sealed FROM erasure"
                           " WHERE province = $1 AND finished_at IS NULL ORDER BY id",
                           {province}, [](const database::Row& row) { return BegunErasure{erasure_of(row), parted(row.bytes_view(8))}; });
}

} // namespace samatcha::exchange
