#include "modules/persons/actions.hpp"
#include "modules/persons/records_charts.hpp"

namespace samatcha::persons {

Result<LinkRunCharts> link_run_charts(database::Connection& connection, std::string_view province, LinkRunId id) {
    const auto run = TRY(link_run(connection, province, id));
    auto charts = run.state == LinkRunState::Complete ? find_link_run_charts(connection, province, id) : std::nullopt;
    if (!charts)
        return failure(ErrorCode::NotFound, "persons.charts_missing");
    return std::move(*charts);
}

} // namespace samatcha::persons
