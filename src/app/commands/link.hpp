#pragma once

namespace CLI {
class App;
}

namespace samatcha::app {

/// `samatcha link SPEC.json --out DIR`: links plain files, needs no database. Throws CommandFailure from
/// its callback.
void add_link_command(CLI::App&);

} // namespace samatcha::app
