#pragma once

// The tables of holds, retention and erasures, and what of a case's tables is taken away; the only SQL on them.

#include "modules/exchange/erasure.hpp"
#include "platform/database/connection.hpp"
#include "platform/vault/sealed_column.hpp"

#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace samatcha::exchange {

void insert_hold(database::Connection&, std::string_view province, care::CareCaseId, const LegalHold&);
bool end_hold(database::Connection&, std::string_view province, care::CareCaseId, LegalHoldId, access::AccountId by, Instant);
std::vector<LegalHold> holds_of(database::Connection&, std::string_view province, care::CareCaseId); ///< Latest first.
std::vector<HeldCase> held_cases(database::Connection&, std::string_view province); ///< Latest first.
bool is_held(database::Connection&, std::string_view province, care::CareCaseId);

std::optional<int> retention_days(database::Connection&, std::string_view province, care::CaseOutcome);
void set_retention_days(database::Connection&, std::string_view province, care::CaseOutcome, int days);
/// Cases of this outcome closed before the moment that nobody holds and that still name their child; at most `count`.
std::vector<care::CareCaseId> cases_to_erase(database::Connection&, std::string_view province, care::CaseOutcome,
                                             Instant closed_before, std::int64_t count);

/// All sealed values of a case in these columns, each of a table that has a case_id.
std::vector<Bytes> sealed_values(database::Connection&, std::string_view province, care::CareCaseId,
                                 std::span<const vault::SealedColumn>);
/// Rows of these tables go, but those of cases and events, which count: of them what was said goes. By table.
std::map<std::string, std::int64_t> take_away(database::Connection&, std::string_view province, care::CareCaseId,
                                              std::span<const vault::SealedColumn>);

/// False when one stands already.
bool insert_request(database::Connection&, std::string_view province, const ErasureRequest&);
/// False when none stands.
bool end_request(database::Connection&, std::string_view province, care::CareCaseId, access::AccountId by, Instant);
std::optional<ErasureRequest> find_request(database::Connection&, std::string_view province, care::CareCaseId); ///< Standing.
std::vector<ErasureRequest> standing_requests(database::Connection&, std::string_view province); ///< Latest first.

void insert_erasure(database::Connection&, std::string_view province, const Erasure&, std::span<const Bytes> sealed);
void finish_erasure(database::Connection&, std::string_view province, const Erasure&);
std::optional<Erasure> find_erasure(database::Connection&, std::string_view province, care::CareCaseId); ///< The latest.
std::vector<Erasure> erasures(database::Connection&, std::string_view province, std::size_t count_max); ///< Latest first.
struct BegunErasure {
    Erasure erasure;
    std::vector<Bytes> sealed;
};
std::vector<BegunErasure> unfinished_erasures(database::Connection&, std::string_view province);

} // namespace samatcha::exchange
