#include "modules/access/routes_areas.hpp"

#include <vector>

namespace samatcha::access {

struct AreasView {
    area::Province province;
    std::vector<area::Province> provinces; ///< All, to name a place outside the own one.
    std::vector<area::District> districts;
    std::vector<area::Subdistrict> subdistricts;
};
BOOST_DESCRIBE_STRUCT(AreasView, (), (province, provinces, districts, subdistricts))

void add_area_routes(Api& api, const area::Gazetteer& gazetteer) {
    api.get("/areas", Right::ReadAreas,
            [&gazetteer](Call& call) -> Result<AreasView> {
                const auto* province = gazetteer.province(call.actor.province);
                if (!province)
                    return failure(ErrorCode::NotFound, "area.province_unknown",
                                   {{"province", call.actor.province}});
                const auto districts = gazetteer.districts(province->code);
                const auto subdistricts = gazetteer.subdistricts(province->code);
                const auto provinces = gazetteer.provinces();
                return AreasView{*province,
                                 {provinces.begin(), provinces.end()},
                                 {districts.begin(), districts.end()},
                                 {subdistricts.begin(), subdistricts.end()}};
            },
            {.summary = "Districts and subdistricts of the own province; the names of all provinces"});
    api.get("/areas/outlines", Right::ReadAreas,
            [&gazetteer](Call& call) -> Result<http::Response> {
                return http::text_response("application/geo+json",
                                           TRY(gazetteer.outlines(call.actor.province)));
            },
            {.summary = "Simplified outlines of the own province's subdistricts, as GeoJSON",
             .produces = "application/geo+json"});
}

} // namespace samatcha::access
