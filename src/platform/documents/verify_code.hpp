#pragma once

#include <string>
#include <vector>

namespace samatcha::documents {

/// A QR code (ISO/IEC 18004) of an address: rows of modules, the dark ones true. Without the quiet
/// zone.
using CodeModules = std::vector<std::vector<bool>>;
CodeModules verify_code(const std::string& address);

constexpr int quiet_modules = 4;
constexpr double code_side_cm = 1.9; ///< With its quiet zone; what a phone reads at arm's length.

/// The code with its quiet zone as a picture, for programs that draw none.
std::string code_png(const CodeModules&);

} // namespace samatcha::documents
