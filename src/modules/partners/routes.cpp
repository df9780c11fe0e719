#include "modules/partners/routes.hpp"

#include "modules/partners/actions.hpp"
#include "modules/partners/records.hpp"

#include <optional>
#include <string>
#include <vector>

namespace samatcha::partners {

struct AgencyInput {
    std::string name_th;
    std::string name_en;
    Sector sector = Sector::State;
    std::string ministry;
    std::string kind;
    std::string mandate_th;
    std::string mandate_en;
    std::string area_code;
};
BOOST_DESCRIBE_STRUCT(AgencyInput, (),
                      (name_th, name_en, sector, ministry, kind, mandate_th, mandate_en, area_code))

struct AgencyView {
    AgencyId id;
    std::string name_th;
    std::string name_en;
    Sector sector = Sector::State;
    std::string ministry;
    std::string kind;
    std::string mandate_th;
    std::string mandate_en;
    std::string area_code;
};
BOOST_DESCRIBE_STRUCT(AgencyView, (),
                      (id, name_th, name_en, sector, ministry, kind, mandate_th, mandate_en, area_code))

struct AgenciesQuery {
    std::optional<Sector> sector;
};
BOOST_DESCRIBE_STRUCT(AgenciesQuery, (), (sector))

namespace {

AgencyView view_of(Agency a) {
    return {a.id,
            std::move(a.name_th),
            std::move(a.name_en),
            a.sector,
            std::move(a.ministry),
            std::move(a.kind),
            std::move(a.mandate_th),
            std::move(a.mandate_en),
            std::move(a.area_code)};
}

Agency agency_from(AgencyId id, AgencyInput in) {
    return {id,
            std::move(in.name_th),
            std::move(in.name_en),
            in.sector,
            std::move(in.ministry),
            std::move(in.kind),
            std::move(in.mandate_th),
            std::move(in.mandate_en),
            std::move(in.area_code)};
}

} // namespace

void add_routes(access::Api& api) {
    using access::Call;
    using access::Right;

    api.get(
        "/agencies", Right::ReadAgencies,
        [](Call& call, AgenciesQuery query) -> Result<std::vector<AgencyView>> {
            std::vector<AgencyView> views;
            for (auto& found : agencies(call.db, call.actor.province, query.sector))
                views.push_back(view_of(std::move(found)));
            return views;
        },
        {.summary = "The partner agencies of the province, of one sector if given"});
    api.post(
        "/agencies", Right::ManageAgencies,
        [](Call& call, AgencyInput input) -> Result<AgencyView> {
            return view_of(
                TRY(add_agency(call.actor, call.db, agency_from(AgencyId{}, std::move(input)))));
        },
        {.summary = "Enter an agency", .success = 201});
    api.get(
        "/agencies/{id}", Right::ReadAgencies,
        [](Call& call) -> Result<AgencyView> {
            return view_of(
                TRY(agency(call.db, call.actor.province, TRY(call.id<AgencyId>("id")))));
        },
        {.summary = "One agency"});
    api.put(
        "/agencies/{id}", Right::ManageAgencies,
        [](Call& call, AgencyInput input) -> Result<AgencyView> {
            const auto id = TRY(call.id<AgencyId>("id"));
            return view_of(
                TRY(change_agency(call.actor, call.db, agency_from(id, std::move(input)))));
        },
        {.summary = "Change an agency"});
}

} // namespace samatcha::partners
