#pragma once

#include "app/command_line.hpp"

namespace CLI {
class App;
}

namespace samatcha::app {

/// `samatcha consensus VOTES.csv --out DIR`: opinion groups and common ground of a file of votes; needs no
/// database (S3). Throws CommandFailure from its callback.
void add_consensus_command(CLI::App&, const CommandLine&);

} // namespace samatcha::app
