#pragma once

// The table of translations; see migrations/1150.

#include "modules/assembly/draft_translation.hpp"
#include "platform/database/connection.hpp"

#include <string_view>
#include <vector>

namespace samatcha::assembly {

/// Of all versions of a draft, earlier ones first.
std::vector<TranslatedVersion> draft_translations(database::Connection&, std::string_view province,
                                                  DraftId);
void insert_draft_translation(database::Connection&, std::string_view province,
                              const DraftTranslation&, access::AccountId by);

} // namespace samatcha::assembly
