#pragma once

#include "app/environment.hpp"
#include "modules/forum/forum.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace samatcha::app {

/// A forum of invented people in an assembly, open, unless the assembly has one:
/// data/demonstration/forum.json says how each camp votes. Participant number n is of the camp that
/// n's place among twenty falls to, so that whoever looks knows what the engine should find; some
/// are delegates, of each sector, some residents.
Result<std::optional<forum::ForumId>> load_forum(Environment&, std::string_view province,
                                                 assembly::AssemblyId, std::string_view file);

} // namespace samatcha::app
