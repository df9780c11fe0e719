#pragma once

// The tables behind the document of an assembly; see migrations/1110.

#include "modules/assembly/assembly_document.hpp"
#include "platform/database/connection.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace samatcha::assembly {

/// Of all versions of a draft, earlier ones first.
std::vector<Amendment> amendments_of_draft(database::Connection&, std::string_view province,
                                           DraftId);
/// Of each invited agency the rooms in which one of its delegates was.
std::vector<AgencyAttendance> attendance_of(database::Connection&, std::string_view province,
                                            AssemblyId);

/// One that is there already stays as it is.
void insert_assembly_document(database::Connection&, std::string_view province,
                              const AssemblyDocument&);
/// By the beginning of its hash; none where two begin so.
std::optional<AssemblyDocument>
find_assembly_document(database::Connection&, std::string_view province, std::string_view hash);

} // namespace samatcha::assembly
