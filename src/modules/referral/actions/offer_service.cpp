#include "modules/care/case_scope.hpp"
#include "modules/partners/actions.hpp"
#include "modules/referral/actions.hpp"

namespace samatcha::referral {

namespace {

Result<void> check_agency_is_own(const Desk& desk, AgencyId agency) {
    TRY(partners::agency(desk.db, desk.province(), agency));
    const auto scope = care::scope_of(desk.db, desk.actor);
    if (scope.reach == care::Reach::Province || (scope.reach == care::Reach::Agency && scope.agency == agency))
        return {};
    return failure(ErrorCode::Forbidden, "referral.service_not_yours");
}

} // namespace

Result<Service> offer_service(const Desk& desk, Service service) {
    TRY(check_agency_is_own(desk, service.agency_id));
    TRY(check_service(service, desk.province()));
    service.id = ServiceId{new_id()};
    insert_service(desk.db, desk.province(), service);
    return service;
}

Result<Service> change_service(const Desk& desk, Service service) {
    const auto known = find_service(desk.db, desk.province(), service.id);
    if (!known)
        return failure(ErrorCode::NotFound, "referral.service_unknown");
    service.agency_id = known->agency_id;
    TRY(check_agency_is_own(desk, service.agency_id));
    TRY(check_service(service, desk.province()));
    update_service(desk.db, desk.province(), service);
    return service;
}

} // namespace samatcha::referral
