#pragma once

// The table of drafting groups; see migrations/1121.

#include "modules/assembly/objection.hpp"
#include "platform/database/connection.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace samatcha::assembly {

/// In the order formed.
std::vector<DraftingGroup> drafting_groups(database::Connection&, std::string_view province,
                                           DraftId);
std::optional<DraftingGroup> find_drafting_group(database::Connection&, std::string_view province,
                                                 DraftingGroupId);
void insert_drafting_group(database::Connection&, std::string_view province, const DraftingGroup&,
                           DraftId, access::AccountId by);
/// What it came back with.
void update_drafting_group(database::Connection&, std::string_view province, const DraftingGroup&);

} // namespace samatcha::assembly
