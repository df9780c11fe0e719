#include "modules/partners/agency.hpp"

#include "base/thai_text.hpp"

namespace samatcha::partners {

Result<void> check_agency(Agency& agency, std::string_view province) {
    constexpr std::size_t name_bytes_max = 600;
    constexpr std::size_t text_bytes_max = 6000;
    struct Text {
        std::string* value;
        const char* field;
        std::size_t bytes_max;
    };
    for (const auto& [value, field, bytes_max] :
         {Text{&agency.name_th, "name_th", name_bytes_max}, Text{&agency.name_en, "name_en", name_bytes_max},
          Text{&agency.ministry, "ministry", name_bytes_max}, Text{&agency.kind, "kind", name_bytes_max},
          Text{&agency.mandate_th, "mandate_th", text_bytes_max},
          Text{&agency.mandate_en, "mandate_en", text_bytes_max}}) {
        *value = repair_thai(*value);
        if (value->size() > bytes_max)
            return failure(ErrorCode::InvalidInput, "partners.text_too_long", {{"field", field}});
    }
    if (agency.name_th.empty())
        return failure(ErrorCode::InvalidInput, "partners.name_missing");
    if (agency.area_code.empty())
        agency.area_code = province;
    const auto size = agency.area_code.size();
    if (!agency.area_code.starts_with(province) || (size != 2 && size != 4 && size != 6) ||
        agency.area_code.find_first_not_of("0123456789") != std::string::npos)
        return failure(ErrorCode::InvalidInput, "partners.area_wrong", {{"area", agency.area_code}});
    return {};
}

} // namespace samatcha::partners
