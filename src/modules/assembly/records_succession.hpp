#pragma once

// The table of what became of resolutions; see migrations/1113.

#include "modules/assembly/succession.hpp"
#include "platform/database/connection.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace samatcha::assembly {

std::optional<Resolution> find_resolution(database::Connection&, std::string_view province,
                                          ResolutionId);
std::optional<Resolution> find_resolution_of_draft(database::Connection&, std::string_view province,
                                                   DraftId);
/// Of one resolution, those of earlier cycles first.
std::vector<Succession> successions_of(database::Connection&, std::string_view province,
                                       ResolutionId);
/// The resolutions whose place it took.
std::vector<Resolution> superseded_by(database::Connection&, std::string_view province,
                                      ResolutionId);
/// That an item of a cycle is to write anew.
std::optional<Succession> find_succession_of_item(database::Connection&, std::string_view province,
                                                  AgendaItemId);
/// False when the cycle has decided on the resolution.
bool insert_succession(database::Connection&, std::string_view province, const Succession&,
                       access::AccountId by);
void set_successor(database::Connection&, std::string_view province, SuccessionId, ResolutionId);

} // namespace samatcha::assembly
