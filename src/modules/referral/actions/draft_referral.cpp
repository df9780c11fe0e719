#include "base/thai_text.hpp"
#include "modules/partners/actions.hpp"
#include "modules/referral/actions.hpp"
#include "modules/referral/progress.hpp"
#include "modules/referral/seen_case.hpp"

namespace samatcha::referral {

Result<Referral> draft_referral(const Desk& desk, care::CareCaseId id, ReferralForm form) {
    const auto care_case = TRY(seen_case(desk, id));
    if (form.client_key)
        if (auto earlier = find_referral_drafted(desk.db, desk.province(), id, desk.actor.account, *form.client_key))
            return std::move(*earlier);
    TRY(partners::agency(desk.db, desk.province(), form.to_agency));
    Referral referral;
    if (form.service) {
        const auto service = find_service(desk.db, desk.province(), *form.service);
        if (!service || service->agency_id != form.to_agency)
            return failure(ErrorCode::NotFound, "referral.service_unknown");
        form.kind = service->kind;
    }
    form.words = repair_thai(form.words);
    if (form.words.empty())
        return failure(ErrorCode::InvalidInput, "referral.words_missing");
    referral.from_agency = care_case.agency ? care_case.agency : desk.actor.agency.value_or(AgencyId{});
    if (referral.from_agency == form.to_agency)
        return failure(ErrorCode::InvalidInput, "referral.same_agency");
    referral.id = ReferralId{new_id()};
    referral.case_id = id;
    referral.to_agency = form.to_agency;
    referral.sender = desk.actor.account;
    referral.service = form.service;
    referral.kind = form.kind;
    referral.area_code = care_case.subdistrict_code;
    referral.is_urgent = form.is_urgent;
    referral.drafted_at = referral.since = desk.clock.now();
    referral.due_at = days_after(referral.since, days_in(ReferralState::Draft));
    insert_referral(desk.db, desk.province(), referral, form.client_key);
    begin(desk.db, desk.keys, desk.province(), referral,
          {desk.actor.account, desk.actor.agency.value_or(AgencyId{})}, std::move(form.words));
    return referral;
}

} // namespace samatcha::referral
