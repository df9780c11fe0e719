#include "modules/care/case_scope.hpp"
#include "modules/referral/actions.hpp"

namespace samatcha::referral {

std::vector<Listed> sent_of(const Desk& desk, Turn turn, std::optional<Place> after, std::size_t count_max) {
    const auto now = desk.clock.now();
    const auto scope = care::scope_of(desk.db, desk.actor);
    switch (scope.reach) {
    case care::Reach::Nothing:
        return {};
    case care::Reach::Own:
        return sent_by_account(desk.db, desk.province(), desk.actor.account, turn, now, after, count_max);
    case care::Reach::Agency:
        return sent_by(desk.db, desk.province(), scope.agency, turn, now, after, count_max);
    case care::Reach::Province:
        return sent_by(desk.db, desk.province(), AgencyId{}, turn, now, after, count_max);
    }
    return {};
}

Result<std::vector<Listed>> expired_of(const Desk& desk, std::optional<Place> after, std::size_t count_max) {
    if (care::scope_of(desk.db, desk.actor).reach != care::Reach::Province)
        return failure(ErrorCode::Forbidden, "referral.verb_not_yours");
    return expired(desk.db, desk.province(), desk.clock.now(), after, count_max);
}

} // namespace samatcha::referral
