#include "base/thai_text.hpp"
#include "base/thai_time.hpp"
#include "modules/care/occasion.hpp"
#include "modules/partners/actions.hpp"
#include "modules/referral/actions.hpp"
#include "modules/referral/progress.hpp"
#include "modules/referral/seen_case.hpp"

namespace samatcha::referral {

namespace {

/// The basis that the referral is to rest on: of this child, for this agency, and it stands.
Result<void> check_basis_of(const Desk& desk, const Referral& referral, std::optional<LegalBasisId> id) {
    const auto basis = id ? find_basis(desk.db, desk.province(), *id) : std::nullopt;
    if (!basis || basis->case_id != referral.case_id)
        return failure(ErrorCode::NotFound, "referral.basis_unknown");
    if (basis->form.recipient != referral.to_agency || !basis->stands(desk.clock.now()))
        return failure(ErrorCode::Conflict, "referral.basis_does_not_stand");
    return {};
}

/// By when the recipient is to answer.
Result<Instant> answer_by(const Desk& desk, const Referral& referral, std::optional<Instant> wanted) {
    const auto now = desk.clock.now();
    if (!wanted) {
        const auto service =
            referral.service ? find_service(desk.db, desk.province(), *referral.service) : std::nullopt;
        return days_after(now, service ? service->answer_days : days_in(ReferralState::Sent));
    }
    if (*wanted <= now || *wanted > days_after(now, answer_days_max))
        return failure(ErrorCode::InvalidInput, "referral.answer_by_wrong",
                       {{"days", std::to_string(answer_days_max)}});
    return *wanted;
}

Result<void> check_words(const ReferralStep& step) {
    if (step.words.empty())
        return failure(ErrorCode::InvalidInput, "referral.words_missing");
    return {};
}

/// What the verb needs, put into the referral.
Result<void> fill(const Desk& desk, Referral& referral, const ReferralStep& step, const ReferralCell& cell) {
    const auto now = desk.clock.now();
    const bool keeps_limit = referral.state == ReferralState::Sent && cell.to == ReferralState::Received;
    if (!keeps_limit)
        referral.due_at = days_after(now, days_in(cell.to));
    switch (step.verb) {
    case ReferralVerb::CheckBasis:
        TRY(check_basis_of(desk, referral, step.basis));
        referral.basis = step.basis;
        return {};
    case ReferralVerb::Send:
        TRY(check_basis_of(desk, referral, referral.basis));
        referral.due_at = TRY(answer_by(desk, referral, step.answer_by));
        referral.sent_at = referral.sent_at.value_or(now);
        return {};
    case ReferralVerb::RequireAssessment:
    case ReferralVerb::AnswerAssessment:
        return check_words(step);
    case ReferralVerb::Reject:
        if (!step.reason)
            return failure(ErrorCode::InvalidInput, "referral.reason_missing");
        if (*step.reason == RejectionReason::Other)
            TRY(check_words(step));
        referral.reason = step.reason;
        return {};
    case ReferralVerb::PassOn: {
        const auto agency = step.agency.value_or(AgencyId{});
        if (agency == referral.to_agency || agency == referral.from_agency)
            return failure(ErrorCode::InvalidInput, "referral.same_agency");
        TRY(partners::agency(desk.db, desk.province(), agency));
        return {};
    }
    case ReferralVerb::Finish:
        if (!step.outcome)
            return failure(ErrorCode::InvalidInput, "referral.outcome_missing");
        referral.outcome = step.outcome;
        return {};
    case ReferralVerb::Draft:
    case ReferralVerb::Receive:
    case ReferralVerb::Accept:
    case ReferralVerb::Waitlist:
    case ReferralVerb::Start:
    case ReferralVerb::Acknowledge:
    case ReferralVerb::Revoke:
    case ReferralVerb::Remind:
    case ReferralVerb::Expire:
        return {};
    }
    return {};
}

/// To the agency that the recipient names: again the sender's to check and send, for the family agreed to
/// one recipient only.
void draft_for_next(const Desk& desk, const Referral& passed_on, AgencyId to, const std::string& words) {
    Referral next;
    next.id = ReferralId{new_id()};
    next.case_id = passed_on.case_id;
    next.from_agency = passed_on.from_agency;
    next.to_agency = to;
    next.sender = passed_on.sender;
    next.kind = passed_on.kind;
    next.area_code = passed_on.area_code;
    next.is_urgent = passed_on.is_urgent;
    next.drafted_at = next.since = desk.clock.now();
    next.due_at = days_after(next.since, days_in(ReferralState::Draft));
    next.earlier = passed_on.id;
    insert_referral(desk.db, desk.province(), next);
    begin(desk.db, desk.keys, desk.province(), next, {desk.actor.account, passed_on.to_agency}, words);
}

/// A service that begins, and a child that learns or works by it, is a step of the case too, where the case is
/// ready for it.
Result<void> go_on_with_case(const Desk& desk, const Referral& referral) {
    const bool is_placed =
        referral.outcome == ReferralOutcome::Enrolled || referral.outcome == ReferralOutcome::Working;
    care::Deed deed;
    if (referral.state == ReferralState::Started)
        deed.verb = care::CaseVerb::BeginService;
    else if (referral.state == ReferralState::Done && is_placed)
        deed.verb = care::CaseVerb::Place;
    else
        return {};
    auto care_case = care::find_case(desk.db, desk.province(), referral.case_id);
    if (!care::cell_of(care_case->state, deed.verb, care::CasePart::Program))
        return {};
    TRY(care::do_deed({desk.actor, desk.db, desk.keys, desk.clock.now()}, std::move(*care_case),
                      care::CasePart::Program, deed));
    return {};
}

} // namespace

Result<Referral> take_step(const Desk& desk, ReferralId id, ReferralStep step) {
    auto referral = find_referral(desk.db, desk.province(), id);
    const auto parts = referral ? parts_of(desk, *referral) : 0;
    if (parts == 0)
        return failure(ErrorCode::NotFound, "referral.unknown");
    const auto cell = TRY(cell_of(referral->state, step.verb, parts));
    if (step.version != referral->version)
        return failure(ErrorCode::Conflict, "referral.changed_meanwhile");
    step.words = repair_thai(step.words);
    TRY(fill(desk, *referral, step, cell));
    const StepBy by{desk.actor.account, desk.actor.agency.value_or(AgencyId{})};
    auto gone = TRY(go_on(desk.db, desk.keys, desk.province(), std::move(*referral), cell, by, step.words,
                          desk.clock.now()));
    if (step.verb == ReferralVerb::PassOn)
        draft_for_next(desk, gone, *step.agency, step.words);
    TRY(go_on_with_case(desk, gone));
    return gone;
}

Result<void> follow_due(database::Connection& db, const vault::KeyRing& keys, const notices::Deadline& deadline,
                        Instant now) {
    auto referral = find_referral(db, deadline.province, ReferralId{deadline.subject});
    if (!referral || !is_open(referral->state))
        return {};
    const bool is_early = deadline.kind == remind_kind;
    const bool may_expire =
        !is_early && cell_of(referral->state, ReferralVerb::Expire, bit_of(ReferralPart::Program)).has_value();
    const auto verb = may_expire ? ReferralVerb::Expire : ReferralVerb::Remind;
    if (!is_early)
        referral->due_at =
            days_after(now, days_in(may_expire ? ReferralState::Expired : referral->state));
    TRY(go_on_by_program(db, keys, deadline.province, std::move(*referral), verb, now));
    return {};
}

} // namespace samatcha::referral
