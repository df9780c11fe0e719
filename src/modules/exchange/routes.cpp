#include "modules/exchange/routes.hpp"

#include <memory>

namespace samatcha::exchange {

struct HoldInput {
    std::string reason; ///< In words that name nobody.
};
BOOST_DESCRIBE_STRUCT(HoldInput, (), (reason))

struct ErasureRequestInput {
    std::string reason; ///< In words that name nobody.
};
BOOST_DESCRIBE_STRUCT(ErasureRequestInput, (), (reason))

void add_routes(access::Api& api, Exchanging all) {
    using access::Call;
    using access::Right;
    const auto exchanging = std::make_shared<const Exchanging>(std::move(all));
    const auto case_id = [](Call& call) { return call.id<care::CareCaseId>("id"); };
    api.get(
        "/cases/{id}/fhir", Right::ReadCases,
        [exchanging, case_id](Call& call) -> Result<json::value> {
            const auto id = TRY(case_id(call));
            return database::transaction(call.db, [&] { return export_case(call.actor, call.db, *exchanging, id); });
        },
        {.summary = "A case and its referrals as an HL7 FHIR R4 Bundle"});
    api.post(
        "/exchange/tasks", Right::ReceiveReferrals,
        [exchanging](Call& call, const json::value& task) -> Result<void> {
            return take_answer(call.actor, call.db, *exchanging, json::to_text(task));
        },
        {.summary = "A receiving agency's answer to a referral, as a FHIR R4 Task"});
    api.post(
        "/cases/{id}/holds", Right::CoordinateCare,
        [exchanging, case_id](Call& call, HoldInput input) -> Result<LegalHold> {
            return hold_case(call.actor, call.db, *exchanging, TRY(case_id(call)), std::move(input.reason));
        },
        {.summary = "Keep a case from being erased", .success = 201});
    api.get(
        "/cases/{id}/holds", Right::CoordinateCare,
        [case_id](Call& call) -> Result<std::vector<LegalHold>> {
            return holds_of_case(call.actor, call.db, TRY(case_id(call)));
        },
        {.summary = "What keeps a case from being erased, and did, latest first"});
    api.remove(
        "/cases/{id}/holds/{hold}", Right::CoordinateCare,
        [exchanging, case_id](Call& call) -> Result<void> {
            return lift_hold(call.actor, call.db, *exchanging, TRY(case_id(call)), TRY(call.id<LegalHoldId>("hold")));
        },
        {.summary = "Lift a hold"});
    api.post(
        "/cases/{id}/erasure-request", Right::CoordinateCare,
        [exchanging, case_id](Call& call, ErasureRequestInput input) -> Result<ErasureRequest> {
            return ask_erasure(call.actor, call.db, *exchanging, TRY(case_id(call)), std::move(input.reason));
        },
        {.summary = "Ask that a closed case is erased; another of the lead unit does it", .success = 201});
    api.remove(
        "/cases/{id}/erasure-request", Right::CoordinateCare,
        [exchanging, case_id](Call& call) -> Result<void> {
            return end_request(call.actor, call.db, *exchanging, TRY(case_id(call)));
        },
        {.summary = "Take back what one asked for, or refuse it"});
    api.get(
        "/erasure-requests", Right::CoordinateCare,
        [](Call& call) -> Result<std::vector<ErasureRequest>> { return erasure_requests(call.actor, call.db); },
        {.summary = "Cases that somebody asked to erase, and that wait for another, latest first"});
    api.post(
        "/cases/{id}/erasure", Right::CoordinateCare,
        [exchanging, case_id](Call& call) -> Result<Erasure> {
            return erase_case(call.actor, call.db, *exchanging, TRY(case_id(call)));
        },
        {.summary = "Erase for good what names the child of a closed case, in all copies, as another asked; answers the proof",
         .success = 201,
         .transaction = access::Transaction::None});
    api.get(
        "/cases/{id}/erasure", Right::CoordinateCare,
        [case_id](Call& call) -> Result<Erasure> { return erasure_of_case(call.actor, call.db, TRY(case_id(call))); },
        {.summary = "The proof that a case was erased"});
    api.get(
        "/holds", Right::CoordinateCare,
        [](Call& call) -> Result<std::vector<HeldCase>> { return held_cases(call.actor, call.db); },
        {.summary = "Cases that must not be erased now, latest first"});
    api.get(
        "/erasures", Right::CoordinateCare,
        [](Call& call) -> Result<std::vector<Erasure>> { return erasures(call.actor, call.db); },
        {.summary = "What was erased, latest first, at most 200"});
    api.get(
        "/retention", Right::CoordinateCare,
        [](Call& call) -> Result<std::vector<RetentionRule>> { return retention_rules(call.db, call.actor.province); },
        {.summary = "How long closed cases name their children, by how they ended"});
    api.put(
        "/retention", Right::ManageAgencies,
        [](Call& call, const RetentionRule& rule) -> Result<std::vector<RetentionRule>> {
            return set_retention(call.actor, call.db, rule);
        },
        {.summary = "Change how long"});
}

} // namespace samatcha::exchange
