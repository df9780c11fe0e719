#pragma once

// Who looked at which child's data, when and why (S8). One row a reading, never changed or removed.

#include "modules/access/actor.hpp"
#include "platform/database/connection.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace samatcha::access {

/// What was looked at.
enum class Access { ChildRecord, ChildList, PersonSearch, ImportPreview, Export, LinkRun, Situation, CareCase, CaseList, Attachment };
BOOST_DESCRIBE_ENUM(Access, ChildRecord, ChildList, PersonSearch, ImportPreview, Export, LinkRun, Situation, CareCase, CaseList, Attachment)

/// Writes one line for the actor, an account or a command, with actor.purpose. `person_id` is 0 for lists and searches; `what`
/// holds no personal data (fields shown, number of rows: "rows=50"), never a search word.
void record_access(database::Connection&, const Actor&, const Clock&, Access, std::int64_t person_id,
                   std::string_view what);

} // namespace samatcha::access
