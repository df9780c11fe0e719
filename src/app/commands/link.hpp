#pragma once

#include "app/command_line.hpp"

namespace CLI {
class App;
}

namespace samatcha::app {

/// `samatcha link SPEC.json --out DIR`: links plain files, needs no database. Throws CommandFailure from
/// its callback.
void add_link_command(CLI::App&, const CommandLine&);

} // namespace samatcha::app
