#pragma once

// Every verb of the exchange: what goes out as FHIR, and what is erased for good.

#include "modules/area/gazetteer.hpp"
#include "modules/attachments/actions.hpp"
#include "modules/exchange/erasure.hpp"
#include "modules/exchange/fhir_bundle.hpp"
#include "modules/exchange/told_referrals.hpp"
#include "platform/vault/sealed_column.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace samatcha::exchange {

/// What the exchange works with; all outlive the server.
struct Exchanging {
    vault::KeyRing& keys;
    const area::Gazetteer& gazetteer;
    const Clock& clock;
    attachments::Keeping attachments;
    std::vector<vault::SealedColumn> case_columns; ///< Of tables whose sealed values are of a case, each with a case_id.
    ToldReferrals referrals;
    std::string public_address; ///< What resources are called begins so.
};

/// The case with the referrals that the actor sees, as a FHIR Bundle. Written to the access log. Fails with NotFound
/// (care.case_unknown).
Result<json::value> export_case(const access::Actor&, database::Connection&, const Exchanging&, care::CareCaseId);

/// A receiving agency's Task: its referral goes where the answer says. Fails as task_answer, or as the referral's life cycle
/// does.
Result<void> take_answer(const access::Actor&, database::Connection&, const Exchanging&, std::string_view task);

/// All that follows is the lead unit's: else it fails with NotFound (care.case_unknown).

/// Fails with InvalidInput (exchange.reason_missing).
Result<LegalHold> hold_case(const access::Actor&, database::Connection&, const Exchanging&, care::CareCaseId, std::string reason);
/// Fails with NotFound (exchange.hold_unknown).
Result<void> lift_hold(const access::Actor&, database::Connection&, const Exchanging&, care::CareCaseId, LegalHoldId);

/// Latest first.
Result<std::vector<LegalHold>> holds_of_case(const access::Actor&, database::Connection&, care::CareCaseId);

/// What is not to be erased now, of all cases; latest first.
std::vector<HeldCase> held_cases(const access::Actor&, database::Connection&);
/// What was erased, or is being; latest first, at most 200.
std::vector<Erasure> erasures(const access::Actor&, database::Connection&);

/// The other accounts of the lead unit are told. Fails with InvalidInput (exchange.erasure_reason_missing) or Conflict:
/// exchange.case_open (it must be closed), exchange.case_held, exchange.case_erased, exchange.erasure_asked (it was already).
Result<ErasureRequest> ask_erasure(const access::Actor&, database::Connection&, const Exchanging&, care::CareCaseId,
                                   std::string reason);
/// Taken back by who asked, refused by another; then who asked is told. Fails with NotFound (exchange.erasure_not_asked).
Result<void> end_request(const access::Actor&, database::Connection&, const Exchanging&, care::CareCaseId);
/// What waits for a second person; latest first.
std::vector<ErasureRequest> erasure_requests(const access::Actor&, database::Connection&);

/// What another asked for: takes away for good what names the child: rows, photos, documents, the search's index with the next second, and the
/// secrets of all copies. The case itself stays, nameless, so that what was counted stays counted. Not in a transaction. Fails
/// with NotFound (exchange.erasure_not_asked), Forbidden (exchange.erasure_needs_another: one asked oneself), or Conflict:
/// exchange.case_open (it must be closed), exchange.case_held, exchange.case_erased.
Result<Erasure> erase_case(const access::Actor&, database::Connection&, const Exchanging&, care::CareCaseId);
/// Fails with NotFound (exchange.not_erased).
Result<Erasure> erasure_of_case(const access::Actor&, database::Connection&, care::CareCaseId);

/// Closed cases whose time is over, and what a kill left unfinished. For the upkeep of each day; returns how many.
int erase_by_rule(std::string_view province, database::Connection&, const Exchanging&);

/// Days that a closed case names its child, by how it ended.
struct RetentionRule {
    care::CaseOutcome outcome{};
    int days = 0;
};
BOOST_DESCRIBE_STRUCT(RetentionRule, (), (outcome, days))
std::vector<RetentionRule> retention_rules(database::Connection&, std::string_view province);
/// Fails with InvalidInput (exchange.retention_too_short): fewer than 30 days; or for no outcome.
Result<std::vector<RetentionRule>> set_retention(const access::Actor&, database::Connection&, const RetentionRule&);

} // namespace samatcha::exchange
