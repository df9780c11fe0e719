#include "modules/notices/actions.hpp"
#include "modules/partners/actions.hpp"
#include "modules/referral/actions.hpp"
#include "modules/referral/progress.hpp"
#include "modules/referral/seen_case.hpp"

namespace samatcha::referral {

namespace {

/// What is open on it and still at the recipient, or on its way there.
Result<std::vector<Referral>> revoke_all_on(database::Connection& db, const vault::KeyRing& keys,
                                            std::string_view province, LegalBasisId id, Instant now) {
    std::vector<Referral> ended;
    for (auto& referral : open_referrals_on(db, province, id))
        if (cell_of(referral.state, ReferralVerb::Revoke, bit_of(ReferralPart::Program)))
            ended.push_back(
                TRY(go_on_by_program(db, keys, province, std::move(referral), ReferralVerb::Revoke, now)));
    return ended;
}

} // namespace

Result<LegalBasis> record_basis(const Desk& desk, care::CareCaseId id, BasisForm form) {
    const auto care_case = TRY(seen_case(desk, id));
    TRY(partners::agency(desk.db, desk.province(), form.recipient));
    const auto now = desk.clock.now();
    TRY(check_basis(form, TRY(care::child_of_case(desk.db, desk.province(), desk.keys, id)), now));
    LegalBasis basis{LegalBasisId{new_id()}, care_case.id, std::move(form), now, desk.actor.account, {}};
    insert_basis(desk.db, desk.province(), desk.keys, basis);
    notices::set_deadline(desk.db, {.province = desk.province(),
                                    .kind = basis_expiry_kind,
                                    .subject = basis.id.value,
                                    .key = "basis/" + std::to_string(basis.id.value) + "/expiry",
                                    .due_at = basis.form.expires_at});
    return basis;
}

Result<std::vector<LegalBasis>> seen_bases(const Desk& desk, care::CareCaseId id) {
    TRY(seen_case(desk, id));
    return bases_of_case(desk.db, desk.province(), desk.keys, id);
}

Result<std::vector<Referral>> withdraw_basis(const Desk& desk, LegalBasisId id) {
    const auto basis = find_basis(desk.db, desk.province(), id);
    if (!basis || !seen_case(desk, basis->case_id))
        return failure(ErrorCode::NotFound, "referral.basis_unknown");
    const auto now = desk.clock.now();
    if (!withdraw(desk.db, desk.province(), id, desk.actor.account, now))
        return failure(ErrorCode::Conflict, "referral.basis_withdrawn");
    notices::cancel_deadlines(desk.db, desk.province(), basis_expiry_kind, id.value, now);
    return revoke_all_on(desk.db, desk.keys, desk.province(), id, now);
}

Result<void> end_expired_basis(database::Connection& db, const vault::KeyRing& keys, std::string_view province,
                               LegalBasisId id, Instant now) {
    TRY(revoke_all_on(db, keys, province, id, now));
    return {};
}

} // namespace samatcha::referral
