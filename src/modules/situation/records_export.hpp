#pragma once

// The table of exports, and the only SQL on it.

#include "modules/situation/child_export.hpp"

#include <vector>

namespace samatcha::situation {

void insert_export(database::Connection&, std::string_view province, const ChildExport&);
std::optional<ChildExport> find_export(database::Connection&, std::string_view province, ExportId);
/// Those of an account that are there or on their way, latest first.
std::vector<ChildExport> exports_of(database::Connection&, std::string_view province, access::AccountId);
std::vector<ExportId> exports_asked_before(database::Connection&, std::string_view province, Instant);
/// From writing to another state; false when it was writing no more.
bool end_export(database::Connection&, std::string_view province, ExportId, ExportState, Instant,
                std::int64_t children);
void mark_export_removed(database::Connection&, std::string_view province, ExportId);

} // namespace samatcha::situation
