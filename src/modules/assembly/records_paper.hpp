#pragma once

// The papers of agenda items; see migrations/1132.

#include "modules/assembly/agenda.hpp"
#include "platform/database/connection.hpp"

#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace samatcha::assembly {

/// Those that are there, of all items of an assembly, earlier ones first.
std::vector<std::pair<AgendaItemId, BackgroundPaper>>
background_papers(database::Connection&, std::string_view province, AssemblyId);
/// With its item; nothing when it was taken back.
std::optional<std::pair<AgendaItemId, BackgroundPaper>>
find_paper(database::Connection&, std::string_view province, PaperId);
void insert_paper(database::Connection&, std::string_view province, AgendaItemId,
                  const BackgroundPaper&, access::AccountId by);
void mark_paper_removed(database::Connection&, std::string_view province, PaperId, Instant);

} // namespace samatcha::assembly
