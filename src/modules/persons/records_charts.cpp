#include "modules/persons/records_charts.hpp"

namespace samatcha::persons {

void write_link_run_charts(database::Connection& connection, std::string_view province, LinkRunId run,
                           const LinkRunCharts& charts) {
    connection.execute("INSERT INTO link_run_charts (province, link_run_id, charts) VALUES ($1, $2, $3)",
                       {province, run, json::to_text(charts)});
}

std::optional<LinkRunCharts> find_link_run_charts(database::Connection& connection, std::string_view province,
                                                  LinkRunId run) {
    const auto text = connection.find("SELECT charts FROM link_run_charts WHERE province = $1 AND link_run_id = $2",
                                      {province, run}, [](const database::Row& row) { return std::string(row.text_view(0)); });
    if (!text)
        return {};
    // Charts of another version of the program may not be readable: the run is still a run.
    auto charts = json::from_text<LinkRunCharts>(*text);
    return charts ? std::optional(std::move(*charts)) : std::nullopt;
}

} // namespace samatcha::persons
