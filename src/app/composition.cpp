#include "app/composition.hpp"

#include "app/job_routes.hpp"
#include "app/log.hpp"
#include "modules/access/records.hpp"
#include "modules/access/routes.hpp"
#include "modules/access/routes_areas.hpp"
#include "modules/partners/records.hpp"
#include "modules/partners/routes.hpp"

namespace samatcha::app {

upkeep::SealedPlaces sealed_places(const Settings&) {
    upkeep::SealedPlaces places;
    places.columns = access::records::sealed_columns();
    return places;
}

void add_all_jobs(Environment& environment) {
    upkeep::handle_key_rotation(environment.jobs, environment.keys, sealed_places(environment.settings));
}

void add_all_routes(access::Api& api, Environment& environment) {
    const access::AgencyNames agency_names =
        [](database::Connection& connection, std::string_view province,
           access::AgencyId id) -> std::optional<std::pair<std::string, std::string>> {
        const auto agency = partners::find_agency(connection, province, id);
        if (!agency)
            return std::nullopt;
        return std::pair{agency->name_th, agency->name_en};
    };
    access::add_routes(api, {{environment.clock, environment.keys},
                             environment.gazetteer,
                             agency_names,
                             environment.settings.secure_cookies});
    access::add_area_routes(api, environment.gazetteer);
    add_job_routes(api, environment.jobs);
    partners::add_routes(api);
}

} // namespace samatcha::app
