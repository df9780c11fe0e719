#pragma once

#include "modules/care/case_scope.hpp"
#include "modules/care/records.hpp"
#include "modules/referral/actions.hpp"

namespace samatcha::referral {

/// A case that the actor works with. Fails with NotFound (care.case_unknown).
inline Result<care::CareCase> seen_case(const Desk& desk, care::CareCaseId id) {
    auto care_case = care::find_case(desk.db, desk.province(), id);
    if (!care_case || !care::sees(care::scope_of(desk.db, desk.actor), *care_case))
        return failure(ErrorCode::NotFound, "care.case_unknown");
    return std::move(*care_case);
}

/// The actor's parts in it; 0 for a stranger.
inline unsigned parts_of(const Desk& desk, const Referral& referral) {
    const auto care_case = care::find_case(desk.db, desk.province(), referral.case_id);
    return parts_in(desk.actor, care_case && care::sees(care::scope_of(desk.db, desk.actor), *care_case),
                    referral);
}

} // namespace samatcha::referral
