#include "modules/referral/service.hpp"

#include "base/thai_text.hpp"

namespace samatcha::referral {

Result<void> check_service(Service& service, std::string_view province) {
    constexpr std::int64_t capacity_max = 100'000;
    service.name_th = repair_thai(service.name_th);
    service.name_en = repair_thai(service.name_en);
    if (service.name_th.empty())
        return failure(ErrorCode::InvalidInput, "referral.service_name_missing");
    if (!service.area_code.starts_with(province) || service.area_code.size() > 6 ||
        service.area_code.size() % 2 != 0)
        return failure(ErrorCode::InvalidInput, "referral.service_area_wrong");
    if (service.capacity < 0 || service.capacity > capacity_max || service.answer_days < 1 ||
        service.answer_days > answer_days_max)
        return failure(ErrorCode::InvalidInput, "referral.service_numbers_wrong");
    return {};
}

} // namespace samatcha::referral
