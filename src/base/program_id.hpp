#pragma once

#include <string>

namespace samatcha {

/// Tells this build of the program from every other: what one wrote for itself, as it has it in memory, another may not
/// read. By the linker, from all that the program consists of.
const std::string& program_id();

} // namespace samatcha
