#include "modules/access/openapi.hpp"
#include "app/commands/commands.hpp"
#include "app/web_server.hpp"

#include <fmt/format.h>

namespace samatcha::app {

namespace {

/// The routes of a server that is never started, over a database in memory.
std::string openapi_of_all_routes(const Messages& messages) {
    Environment environment({}, messages, area::Gazetteer::load(), vault::KeyRing::ephemeral(),
                            database::Database::open(":memory:"));
    const WebServer server(environment);
    return access::openapi_text(server.api());
}

} // namespace

void add_openapi_command(CLI::App& app, CommandLine& line) {
    auto* command = app.add_subcommand("openapi", "help.openapi");
    command->callback([&line] {
        line.run_alone([&line]() -> Result<void> {
            fmt::print("{}", openapi_of_all_routes(line.messages()));
            return {};
        });
    });
}

} // namespace samatcha::app
