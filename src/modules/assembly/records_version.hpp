#pragma once

// What a draft was, version by version; see migrations/1104.

#include "modules/assembly/draft_resolution.hpp"
#include "platform/database/connection.hpp"

#include <string_view>
#include <vector>

namespace samatcha::assembly {

/// The latest first.
std::vector<DraftVersion> draft_versions(database::Connection&, std::string_view province, DraftId);

} // namespace samatcha::assembly
