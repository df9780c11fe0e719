#include "app/commands/commands.hpp"

#include <fmt/format.h>

#include <memory>

namespace samatcha::app {

void add_configuration_command(CLI::App& app, CommandLine& line) {
    auto* command = app.add_subcommand("configuration", "The settings there are, as a table");
    const auto as_markdown = std::make_shared<bool>(false);
    command->add_flag("--markdown", *as_markdown, "As docs/configuration.md has it");
    command->callback([as_markdown, &line] {
        line.run_alone([&]() -> Result<void> {
            if (*as_markdown)
                fmt::print("{}", configuration_markdown());
            else
                for (const auto& setting : setting_table())
                    fmt::print("{:<18} {:<22} {}\n", setting.name, setting.default_text,
                               setting.description);
            return {};
        });
    });
}

} // namespace samatcha::app
