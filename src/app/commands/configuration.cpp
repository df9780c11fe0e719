#include "app/commands/commands.hpp"

#include <fmt/format.h>

#include <memory>

namespace samatcha::app {

namespace {

struct SettingInForce {
    std::string name;
    std::string value;
    std::string default_value;
};
BOOST_DESCRIBE_STRUCT(SettingInForce, (), (name, value, default_value))

void print_settings(const CommandLine& line) {
    std::vector<SettingInForce> settings;
    std::string text;
    for (const auto& setting : setting_table()) {
        settings.push_back({std::string(setting.name), setting.text(line.settings),
                            std::string(setting.default_text)});
        if (!text.empty())
            text += "\n";
        text += fmt::format("{:<18} {:<22} {}", setting.name, settings.back().value,
                            line.text(description_of(setting)));
    }
    line.print(settings, text);
}

} // namespace

void add_configuration_command(CLI::App& app, CommandLine& line) {
    auto* command = app.add_subcommand("configuration", "help.configuration");
    const auto as_markdown = std::make_shared<bool>(false);
    command->add_flag("--markdown", *as_markdown, "help.configuration.markdown");
    command->callback([as_markdown, &line] {
        line.run_alone([&]() -> Result<void> {
            if (*as_markdown)
                fmt::print("{}", configuration_markdown(line.messages()));
            else
                print_settings(line);
            return {};
        });
    });
}

} // namespace samatcha::app
