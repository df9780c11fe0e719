#pragma once

#include "app/command_line.hpp"

namespace CLI {
class App;
}

namespace samatcha::app {

/// `samatcha generate`: invented registers of one province, with the truth about them. Throws
/// CommandFailure from its callback.
void add_generate_command(CLI::App&, const CommandLine&);

} // namespace samatcha::app
