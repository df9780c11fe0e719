#include "app/commands/commands.hpp"
#include "app/log.hpp"
#include "app/web_server.hpp"

#include <fmt/format.h>

namespace samatcha::app {

void add_serve_command(CLI::App& app, CommandLine& line) {
    auto* command = app.add_subcommand("serve", "Serve the web application until SIGTERM or Ctrl-C");
    command->callback([&line] {
        line.run([&line](Environment& environment) -> Result<void> {
            set_log_level(environment.settings.log_level);
            WebServer server(environment);
            TRY(server.start());
            line.print_line(fmt::format("http://{}:{}", environment.settings.address, server.port()));
            std::fflush(stdout);
            log(LogLevel::Info, "started", {{"port", server.port()}});
            server.wait_for_signal();
            log(LogLevel::Info, "stopped");
            return {};
        });
    });
}

} // namespace samatcha::app
