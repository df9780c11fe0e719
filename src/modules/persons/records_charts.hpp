#pragma once

// The table of what the charts of link runs are drawn from, and the only SQL on it.

#include "modules/persons/link_run_charts.hpp"
#include "platform/database/connection.hpp"

#include <optional>
#include <string_view>

namespace samatcha::persons {

/// In the transaction that completes the run.
void write_link_run_charts(database::Connection&, std::string_view province, LinkRunId, const LinkRunCharts&);
std::optional<LinkRunCharts> find_link_run_charts(database::Connection&, std::string_view province, LinkRunId);

} // namespace samatcha::persons
