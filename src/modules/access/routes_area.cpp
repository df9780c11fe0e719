#include "modules/access/routes.hpp"

namespace samatcha::access {

namespace {

struct AreaList {
    area::Province province;
    std::vector<area::District> districts;
    std::vector<area::Subdistrict> subdistricts;
};
BOOST_DESCRIBE_STRUCT(AreaList, (), (province, districts, subdistricts))

constexpr const char* cache_a_day = "private, max-age=86400";

} // namespace

void add_area_routes(Api& api, const area::Gazetteer& gazetteer) {
    api.get(
        "/areas", Right::ReadAreas,
        [&gazetteer](Call& call) -> Result<AreaList> {
            const auto* province = gazetteer.province(call.actor.province);
            if (!province)
                return failure(ErrorCode::NotFound, "access.province_unknown",
                               {{"code", call.actor.province}});
            const auto districts = gazetteer.districts(call.actor.province);
            const auto subdistricts = gazetteer.subdistricts(call.actor.province);
            call.answer_headers.emplace_back("Cache-Control", cache_a_day);
            return AreaList{*province,
                            {districts.begin(), districts.end()},
                            {subdistricts.begin(), subdistricts.end()}};
        },
        {.summary = "Districts and subdistricts of my province"});
    api.get(
        "/areas/outlines", Right::ReadAreas,
        [&gazetteer](Call& call) -> Result<http::Response> {
            auto response = http::text_response("application/geo+json",
                                                TRY(gazetteer.outlines(call.actor.province)));
            response.set("Cache-Control", cache_a_day);
            return response;
        },
        {.summary = "Outlines of my province's subdistricts", .produces = "application/geo+json"});
}

} // namespace samatcha::access
