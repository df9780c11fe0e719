#include "modules/access/actions.hpp"

#include "modules/access/records.hpp"

namespace samatcha::access {

Result<ProvinceView> add_province(database::Connection& connection, const area::Gazetteer& gazetteer,
                                  const Clock& clock, std::string_view code, ProvinceUse use) {
    const auto* area = gazetteer.province(code);
    if (!area)
        return failure(ErrorCode::NotFound, "access.province_unknown", {{"code", std::string(code)}});
    const ProvinceView province{area->code, area->name_th, area->name_en,
                                use == ProvinceUse::Demonstration, clock.now()};
    if (!records::add_province(connection, province))
        return failure(ErrorCode::Conflict, "access.province_exists",
                       {{"code", province.code}, {"name", province.name_th}});
    return province;
}

} // namespace samatcha::access
